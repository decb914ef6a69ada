package io.caserail.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the quarantine of a source has room. The number is looked up at most every five seconds
 * and counted on in between, by each gateway for itself, so that a few entries more than allowed
 * may be put aside. Where it can't be looked up there is room: what can't be counted can't be put
 * aside either, and then the sender is told so by that.
 */
final class Shelf {
  private static final Logger log = LoggerFactory.getLogger(Shelf.class);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final CaseInbox cases;
  private final int most;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  Shelf(CaseInbox cases, int most) {
    this.cases = cases;
    this.most = most;
  }

  boolean isFull(String source) {
    return counts.computeIfAbsent(source, Count::new).now() >= most;
  }

  void added(String source) {
    counts.computeIfAbsent(source, Count::new).more();
  }

  /** The entries of one source. */
  private final class Count {
    private final String source;
    private boolean known;
    private long number;
    private long at;

    Count(String source) {
      this.source = source;
    }

    synchronized long now() {
      if (known && System.nanoTime() - at < FRESH.toNanos()) {
        return number;
      }
      known = true;
      at = System.nanoTime();
      try {
        number = cases.quarantined(source, most);
      } catch (RuntimeException e) {
        log.warn(
            "the quarantine could not be counted source={} cause={}",
            source,
            e.getClass().getSimpleName());
      }
      return number;
    }

    synchronized void more() {
      number++;
    }
  }
}
