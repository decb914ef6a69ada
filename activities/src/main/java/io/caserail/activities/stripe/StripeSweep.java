package io.caserail.activities.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.http.CursorLook;
import io.caserail.activities.http.CursorLook.Seen;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.SweepWatch;
import io.caserail.port.PaymentSweepActivities;
import io.caserail.port.SweepCursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads Stripe's list of events: what a webhook would have brought, and what none does. The list is
 * read from a while before the place where the last look has come to, since an event may be listed
 * later than it is dated; where no place is known, from as far back as Stripe itself would deliver
 * them. It is read in spans of time, the oldest first, so that a long absence is caught up with in
 * steps that are kept.
 *
 * @see <a href="https://docs.stripe.com/api/events/list">Stripe: list all events</a>
 */
public final class StripeSweep implements PaymentSweepActivities {
  private static final Logger log = LoggerFactory.getLogger(StripeSweep.class);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration REDELIVERY = Duration.ofDays(3);
  private static final Duration OVERLAP = Duration.ofMinutes(5);
  private static final Duration SPAN = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  // What a span holds has to be told well within the time of an attempt.
  private static final int PAGES = 5;
  private static final Duration LONGEST = Duration.ofSeconds(25);

  private final StripeClient client;
  private final StripeEvents events;
  private final StripeNews news;
  private final Duration every;
  private final InstantSource clock;
  private final SweepWatch watch;
  private final boolean live;
  // What this worker has told lately is not told again by the overlap; others may.
  private volatile Set<String> told = Set.of();

  /**
   * A sweep.
   *
   * @param every the pause between two looks
   */
  public StripeSweep(
      StripeClient client,
      StripeNews news,
      Duration every,
      InstantSource clock,
      SweepWatch watch,
      boolean live) {
    this.client = client;
    this.events = new StripeEvents(client, news);
    this.news = news;
    this.every = every;
    this.clock = clock;
    this.watch = watch;
    this.live = live;
  }

  /**
   * The types of events that it asks for; what waits for another one hears of it by webhook only.
   */
  public static List<String> types() {
    return StripeEvents.TYPES;
  }

  @Override
  public SweepCursor sweepPayments(SweepCursor from) {
    return CursorLook.look(from, every, clock, client.failures(), this::look);
  }

  private Seen look(SweepCursor from) {
    Instant now = clock.instant();
    Instant place = place(from, now);
    return new Look(now, place).take(later(place.minus(OVERLAP), now.minus(KEPT)));
  }

  /** A place that nobody can read is none; one in the future was noted by a wrong clock. */
  private static Instant place(SweepCursor from, Instant now) {
    try {
      Instant seen = Instant.parse(from.upTo());
      return later(seen.isAfter(now) ? now : seen, now.minus(KEPT));
    } catch (DateTimeParseException e) {
      return now.minus(REDELIVERY);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** One look: span after span, up to now or as far as a look may go. */
  private final class Look {
    private final Instant now;
    private final Set<String> done = new HashSet<>();
    private Instant place;
    private boolean held;
    private int concerned;

    Look(Instant now, Instant place) {
      this.now = now;
      this.place = place;
    }

    Seen take(Instant from) {
      Instant begin = from;
      Duration span = SPAN;
      while (begin.isBefore(now) && !clock.instant().isAfter(now.plus(LONGEST))) {
        Instant end = begin.plus(span);
        boolean shortest = span.compareTo(SHORTEST) <= 0;
        Optional<List<Doc>> found = within(begin, end, shortest ? StripeClient.MOST_PAGES : PAGES);
        if (found.isEmpty() && !shortest) {
          span = span.dividedBy(8);
          continue;
        }
        found.orElseThrow(this::endless).forEach(this::bring);
        begin = end;
        span = span.compareTo(SPAN) < 0 ? span.multipliedBy(2) : span;
        // What could not be brought holds the place, and nothing that comes after it.
        place = held ? place : later(place, end.isBefore(now) ? end : now);
      }
      told = Set.copyOf(done);
      watch.seen(client.failures().system(), place);
      return new Seen(
          new SweepCursor(place.toString()),
          concerned + " events since " + from + " concerned a case",
          begin.isBefore(now));
    }

    /** Those of a span of time; nothing when they are too many for one list. */
    private Optional<List<Doc>> within(Instant begin, Instant end, int pages) {
      Map<String, String> filter = StripeEvents.filter();
      filter.put("created[gte]", Long.toString(begin.getEpochSecond()));
      if (end.isBefore(now)) {
        filter.put("created[lt]", Long.toString(end.getEpochSecond() + 1));
      }
      return client.within("events", filter, pages);
    }

    private void bring(Doc event) {
      String id = StripeEvents.id(event);
      if (done.contains(id) || told.contains(id) || isOfOtherMode(event)) {
        done.add(id);
        return;
      }
      try {
        concerned += tell(event, id) ? 1 : 0;
        done.add(id);
      } catch (RuntimeException e) {
        log.warn("an event was not brought; the next look brings it; event={}", id, e);
        held = true;
      }
    }

    /** What does not say of which mode it is may be of ours. */
    private boolean isOfOtherMode(Doc event) {
      JsonNode mode = event.json().path("livemode");
      return mode.isBoolean() && mode.booleanValue() != live;
    }

    /** What can't be read must not hold the place: no look would ever read it. */
    private boolean tell(Doc event, String id) {
      String flaw = events.flaw(event);
      if (flaw.isEmpty()) {
        return events.tell(event);
      }
      news.notUnderstood(id, flaw, event.json().toString());
      return false;
    }

    private RuntimeException endless() {
      return client.failures().badAnswer("the list of events has no end", "");
    }
  }
}
