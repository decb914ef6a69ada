package io.caserail.worker;

import io.caserail.activities.change.News;
import io.caserail.activities.http.CallGate;
import io.caserail.activities.http.Failures;
import io.caserail.client.OutageClient;
import io.caserail.model.FaultDomain;
import io.caserail.outage.OutageState;
import io.caserail.outage.OutageWorkflow;
import io.caserail.port.OutagePhase;
import io.caserail.port.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process knows of outages, read in the background so that no send waits for it: how many
 * wait, by which ticket, and whether a lead holds what is written. What was never read holds
 * nothing; what can't be read any more stays as it was. Safe for many threads.
 *
 * <p>While an outage is open, one try a second begins, until one gets through; from then on so many
 * as may, until one fails again.
 */
final class OutageBook implements CallGate, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OutageBook.class);

  /** What is left of {@link OutageWorkflow#HEEDED_WITHIN} is for the reading itself. */
  private static final Duration READ_EVERY = Duration.ofSeconds(3);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  private final OutageClient outages;
  private final List<String> systems;
  private final int perSecond;
  private final Duration every;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Map<String, String> shown = new ConcurrentHashMap<>();

  /** When this process has read that a lead's hold is over; holds that ended before are no news. */
  private final Map<String, Instant> released = new ConcurrentHashMap<>();

  private final Map<String, OutageState> open = new ConcurrentHashMap<>();

  /** The upstreams that have taken what the last try brought. */
  private final Set<String> taking = ConcurrentHashMap.newKeySet();

  private final Map<String, Pace> tries = new ConcurrentHashMap<>();
  private final Map<String, Pace> releases = new ConcurrentHashMap<>();
  private final ScheduledExecutorService readers =
      Executors.newScheduledThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "caserail-outages");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A book of nothing yet.
   *
   * @param perSecond how many tries a second begin while an outage is open and the upstream takes
   *     what they bring
   * @param every the pause between two looks at an upstream; a hold is heeded sooner than by then,
   *     what is held asks again after two of them, and what is turned away after two on average
   */
  OutageBook(
      OutageClient outages,
      Collection<String> systems,
      int perSecond,
      Duration every,
      InstantSource clock,
      ZoneId zone) {
    this.outages = outages;
    this.systems = List.copyOf(systems);
    this.perSecond = perSecond;
    this.every = every;
    this.clock = clock;
    this.zone = zone;
  }

  /** Reads from here on. */
  void start() {
    long pause = Math.min(every.toMillis(), READ_EVERY.toMillis());
    // Figures need an answer of a worker, which may take its time; a hold must not wait for them.
    for (Runnable reading : List.<Runnable>of(this::readShown, this::readFigures)) {
      var unused = readers.scheduleWithFixedDelay(reading, pause, pause, TimeUnit.MILLISECONDS);
    }
  }

  private void readShown() {
    for (String system : systems) {
      try {
        String now = outages.shown(system);
        // A run that has just begun goes on with what the one before has left.
        if (!now.isEmpty()) {
          note(system, shown.put(system, now), now);
        }
      } catch (RuntimeException e) {
        log.debug("outages of {} can't be read; it stays as it was", system, e);
      }
    }
  }

  private void note(String system, @Nullable String before, String now) {
    if (OutageClient.HELD.equals(before) && !now.equals(OutageClient.HELD)) {
      released.put(system, clock.instant());
    }
  }

  private void readFigures() {
    for (String system : systems) {
      String now = state(system);
      try {
        if (now.equals(OutagePhase.OPEN.name()) || now.equals(OutageClient.HELD)) {
          open.put(system, outages.view(outages.id(system)));
        } else {
          open.remove(system);
        }
      } catch (RuntimeException e) {
        log.debug("figures of an outage of {} can't be read; they stay as they were", system, e);
      }
    }
  }

  /** What is sent before the first reading waits for one. */
  private String state(String system) {
    String known = shown.get(system);
    if (known != null) {
      return known;
    }
    try {
      return shown.computeIfAbsent(system, outages::shown);
    } catch (RuntimeException e) {
      log.warn("whether what is sent to {} is held can't be read; it is sent", system, e);
      return "";
    }
  }

  @Override
  public void pass(String system) {
    if (isHeld(system)) {
      throw held(system);
    }
  }

  @Override
  public void requireTurn(String system, Runnable before) {
    if (!state(system).equals(OutagePhase.OPEN.name())) {
      return;
    }
    before.run();
    if (taking.contains(system)) {
      Duration turn = take(releases, system, perSecond);
      if (!turn.isZero()) {
        throw oneAfterTheOther(system, turn);
      }
    } else if (!take(tries, system, 1).isZero()) {
      throw new Failures(system, FaultDomain.UPSTREAM)
          .away(
              system + " accepts nothing now, and others try first",
              Trouble.ITS_TURN,
              byLot(system));
    }
  }

  private Duration take(Map<String, Pace> paces, String system, int perSecond) {
    return paces.computeIfAbsent(system, s -> new Pace(perSecond)).take(clock.instant());
  }

  /**
   * Those who are turned away together don't come back together: between one look and three, and
   * later where so many wait that more would come each second than may follow, which would fill the
   * queue that everything else of this upstream takes too.
   */
  private Duration byLot(String system) {
    OutageState outage = open.get(system);
    long waiting = outage == null ? 0 : outage.known().waiting();
    long middle = Math.max(2 * every.toMillis(), 1_000 * waiting / perSecond);
    return Duration.ofMillis(middle / 2 + ThreadLocalRandom.current().nextLong(middle + 1));
  }

  @Override
  public void tried(String system, boolean taken) {
    if (taken) {
      taking.add(system);
    } else {
      taking.remove(system);
    }
  }

  /**
   * The same, and a case that was told otherwise hears of a hold by this try's end: it asks anew,
   * and its ticket says why it waits now.
   */
  @Override
  public void requireNotHeld(String system) {
    if (isHeld(system)) {
      OutageState outage = open.get(system);
      ApplicationFailure held = held(system);
      held.setNonRetryable(outage != null && isNews(outage.heldSince()));
      throw held;
    }
  }

  @Override
  public void requireReleaseHeard(String system) {
    if (isNews(released.get(system))) {
      ApplicationFailure free = oneAfterTheOther(system, null);
      free.setNonRetryable(true);
      throw free;
    }
  }

  private boolean isHeld(String system) {
    return state(system).equals(OutageClient.HELD);
  }

  private static boolean isNews(@Nullable Instant at) {
    return at != null && News.isNews(at);
  }

  private ApplicationFailure held(String system) {
    OutageState outage = open.get(system);
    Instant since = outage == null ? null : outage.heldSince();
    String ticket = outage == null ? "" : outage.ticket();
    return new Failures(system, FaultDomain.PEOPLE)
        .paused(
            "what is sent to "
                + system
                + " is held"
                + (since == null ? "" : " since " + TIME.format(since.atZone(zone)))
                + (ticket.isEmpty() ? "" : ", ticket #" + ticket),
            outages.id(system),
            every.multipliedBy(2));
  }

  private static ApplicationFailure oneAfterTheOther(String system, @Nullable Duration turn) {
    return new Failures(system, FaultDomain.UPSTREAM)
        .away(system + " gets what waits for it one after the other", Trouble.ITS_TURN, turn);
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
    readers.shutdownNow();
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
