package io.caserail.worker.metrics;

import io.caserail.worker.authority.Paused;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gauge of what is paused. It is looked at when somebody reads it, as the open cases are. */
public final class PauseGauges {
  private static final Logger log = LoggerFactory.getLogger(PauseGauges.class);

  private static final Duration WAIT = Duration.ofSeconds(1);

  private final Supplier<List<Paused>> pauses;
  private final long freshForNanos;
  private final MultiGauge paused;
  private final ExecutorService looks =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "caserail-pauses");
            thread.setDaemon(true);
            return thread;
          });
  private Future<?> look = CompletableFuture.completedFuture(null);
  private boolean read;
  private long readAt;

  PauseGauges(MeterRegistry registry, Supplier<List<Paused>> pauses, Duration freshFor) {
    this.pauses = pauses;
    this.freshForNanos = freshFor.toNanos();
    this.paused = MultiGauge.builder("caserail.paused").register(registry);
  }

  /**
   * Looks again when the last look is old; keeps what it has shown where that fails or takes long,
   * since whoever reads metrics does not wait for Zendesk.
   */
  public synchronized void refresh() {
    if (look.isDone() && !(read && System.nanoTime() - readAt < freshForNanos)) {
      read = true;
      readAt = System.nanoTime();
      look = looks.submit(this::look);
    }
    try {
      var unused = look.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.warn("what is paused is not read yet; cause={}", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      List<Row<?>> rows = new ArrayList<>();
      pauses.get().forEach(pause -> rows.add(Row.of(tags(pause), 1)));
      paused.register(rows, true);
    } catch (RuntimeException e) {
      log.warn("what is paused could not be read; cause={}", e.getClass().getSimpleName());
    }
  }

  private static Tags tags(Paused pause) {
    return Tags.of("kind", pause.kind().name(), "by", pause.isByBrake() ? "brake" : "person");
  }
}
