package io.caserail.worker;

import io.caserail.activities.http.CallGate;
import io.caserail.activities.http.Failures;
import io.caserail.client.OutageClient;
import io.caserail.model.FaultDomain;
import io.caserail.outage.OutageState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process knows of outages, read in the background so that no send waits for it: how many
 * wait, by which ticket, and whether a lead holds what is written. What can't be read holds
 * nothing. Safe for many threads.
 */
final class OutageBook implements CallGate, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OutageBook.class);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final Duration HELD_AGAIN = Duration.ofSeconds(20);
  private static final Failures PACING = new Failures("Caserail", FaultDomain.PEOPLE);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  private final OutageClient outages;
  private final List<String> systems;
  private final int perSecond;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Map<String, OutageState> open = new ConcurrentHashMap<>();
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "caserail-outages");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A book of nothing yet.
   *
   * @param perSecond how many writes a second pass while an outage is open
   */
  OutageBook(
      OutageClient outages,
      Collection<String> systems,
      int perSecond,
      InstantSource clock,
      ZoneId zone) {
    this.outages = outages;
    this.systems = List.copyOf(systems);
    this.perSecond = perSecond;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Reads from here on.
   *
   * @param every the pause between two looks at an upstream; a hold is heeded sooner than by then
   */
  void start(Duration every) {
    long pause = Math.min(every.toMillis(), LONGEST.toMillis());
    var unused = reader.scheduleWithFixedDelay(this::read, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void read() {
    for (String system : systems) {
      try {
        String shown = outages.shown(system);
        if (shown.equals("OPEN") || shown.equals("HELD")) {
          open.put(system, outages.view(outages.id(system)));
        } else {
          open.remove(system);
        }
      } catch (RuntimeException e) {
        open.remove(system);
        log.debug("outages of {} can't be read", system, e);
      }
    }
  }

  @Override
  public void pass(String system) {
    OutageState outage = open.get(system);
    if (outage == null) {
      return;
    }
    Instant since = outage.heldSince();
    if (outage.held() && since != null) {
      throw PACING.paused(
          "what is sent to "
              + system
              + " is held since "
              + TIME.format(since.atZone(zone))
              + (outage.ticket().isEmpty() ? "" : ", ticket #" + outage.ticket()),
          outages.id(system),
          HELD_AGAIN);
    }
    Duration turn = paces.computeIfAbsent(system, s -> new Pace(perSecond)).take(clock.instant());
    if (!turn.isZero()) {
      throw new Failures(system, FaultDomain.UPSTREAM)
          .away("what waits for " + system + " goes out one after the other", "held back", turn);
    }
  }

  /** A clause for the notes of waiting cases: "41 wait, ticket #9001"; empty without an outage. */
  String about(String system) {
    OutageState outage = open.get(system);
    return outage == null || outage.ticket().isEmpty() || outage.known().waiting() < 2
        ? ""
        : outage.known().waiting() + " wait, ticket #" + outage.ticket();
  }

  /** For how long cases have waited for it; 0 without an outage. */
  double awaySeconds(String system) {
    OutageState outage = open.get(system);
    Instant since = outage == null ? null : outage.since();
    return since == null ? 0 : Duration.between(since, clock.instant()).toSeconds();
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }

  /** So many a second; whoever comes too early is told when to come again, in turn. */
  static final class Pace {
    private final int perSecond;
    private Instant end = Instant.MIN;
    private int taken;
    private int turned;

    Pace(int perSecond) {
      this.perSecond = perSecond;
    }

    /** Zero for now, or how long to wait. */
    synchronized Duration take(Instant now) {
      if (!now.isBefore(end)) {
        long seconds = end.equals(Instant.MIN) ? 1 : 1 + Duration.between(end, now).toSeconds();
        turned = (int) Math.max(0, turned - perSecond * seconds);
        end = now.plusSeconds(1);
        taken = 0;
      }
      if (taken < perSecond) {
        taken++;
        return Duration.ZERO;
      }
      turned++;
      return Duration.between(now, end).plusMillis(1_000L * turned / perSecond);
    }
  }
}
