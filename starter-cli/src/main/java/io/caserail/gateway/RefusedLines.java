package io.caserail.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many lines a minute strangers may have: twenty of each source. What is beyond becomes one
 * line with their number once the minute is over, so that a flood drives nothing out of the log.
 */
final class RefusedLines {
  static final int MOST = 20;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Map<String, Window> windows = new LinkedHashMap<>();

  /** The minute of one source. */
  private static final class Window {
    final Instant begun;
    int passed;
    long more;

    Window(Instant begun) {
      this.begun = begun;
    }
  }

  /** Which lines are to be written now that this one has come. */
  synchronized List<DeliveryLine> after(DeliveryLine line, Instant now) {
    List<DeliveryLine> lines = new ArrayList<>(over(now));
    Window window = windows.computeIfAbsent(line.source(), source -> new Window(now));
    if (window.passed < MOST) {
      window.passed++;
      lines.add(line);
    } else {
      window.more++;
    }
    return lines;
  }

  /** The lines of minutes that are over. */
  synchronized List<DeliveryLine> over(Instant now) {
    List<DeliveryLine> lines = new ArrayList<>();
    windows
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = !now.isBefore(entry.getValue().begun.plus(WINDOW));
              if (over && entry.getValue().more > 0) {
                lines.add(rest(entry.getKey(), entry.getValue().more, now));
              }
              return over;
            });
    return lines;
  }

  private static DeliveryLine rest(String source, long more, Instant now) {
    return new DeliveryLine(
        now.toString(),
        source,
        "",
        "",
        "",
        "refused",
        "more within a minute than are logged one by one",
        "",
        "",
        "",
        "",
        "",
        more);
  }
}
