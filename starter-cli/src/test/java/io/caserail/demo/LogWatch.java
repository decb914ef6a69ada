package io.caserail.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything of ours that is logged from now on, down to what only a developer reads. */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger ours = (Logger) LoggerFactory.getLogger("io.caserail");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  static LogWatch begin() {
    LogWatch watch = new LogWatch();
    watch.ours.setLevel(Level.TRACE);
    watch.ours.setAdditive(false);
    watch.start();
    watch.ours.addAppender(watch);
    return watch;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage());
  }

  @Override
  public void close() {
    ours.detachAppender(this);
    ours.setAdditive(true);
    ours.setLevel(null);
  }
}
