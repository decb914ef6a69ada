package io.caserail.worker.metrics;

import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tickets, with a gauge of how long the oldest view has not been written that this process tries to
 * write. It counts up to the last try: another process may have written the view since.
 */
final class UnwrittenViews implements TicketActivities {
  /** Longer than the pause between two tries of one process, and of several that take turns. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(15);

  private final TicketActivities tickets;
  private final InstantSource clock;
  private final Map<String, Tried> unwritten = new ConcurrentHashMap<>();

  UnwrittenViews(TicketActivities tickets, MeterRegistry registry, InstantSource clock) {
    this.tickets = tickets;
    this.clock = clock;
    Gauge.builder("caserail.view.unwritten", this, UnwrittenViews::oldestSeconds)
        .baseUnit("seconds")
        .register(registry);
  }

  /** Tries of one view, whatever it shows by then. */
  private record Tried(Instant first, Instant last) {
    Tried then(Tried later) {
      return new Tried(first, later.last);
    }

    Duration time() {
      return Duration.between(first, last);
    }
  }

  @Override
  public TicketReading readTicket(ReadTicketRequest request) {
    return tickets.readTicket(request);
  }

  @Override
  public TicketShown showOnTicket(ShowRequest request) {
    String view = request.ticket() + "/" + request.key();
    try {
      TicketShown shown = tickets.showOnTicket(request);
      unwritten.remove(view);
      return shown;
    } catch (RuntimeException e) {
      Instant now = clock.instant();
      unwritten.merge(view, new Tried(now, now), Tried::then);
      throw e;
    }
  }

  private double oldestSeconds() {
    Instant known = clock.instant().minus(FORGOTTEN);
    unwritten.values().removeIf(tried -> tried.last().isBefore(known));
    return unwritten.values().stream()
        .mapToDouble(tried -> tried.time().toSeconds())
        .max()
        .orElse(0);
  }
}
