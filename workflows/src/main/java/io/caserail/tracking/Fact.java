package io.caserail.tracking;

import io.caserail.port.FactSeen;
import io.caserail.port.FactsRequest;
import io.caserail.port.Tracked;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One state as it is known now.
 *
 * @param tracked which state
 * @param delay how old a look may be before it is not known any more
 * @param state the state in a few words; null while it is not known
 * @param says who says so, or why nobody does
 * @param since since when this state was seen; null while it is not known
 * @param lookedAt when it was seen last; null when it never was
 */
public record Fact(
    Tracked tracked,
    Duration delay,
    @Nullable String state,
    String says,
    @Nullable Instant since,
    @Nullable Instant lookedAt) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  static Fact unseen(FactsRequest.Part part) {
    return new Fact(part.tracked(), part.delay(), null, "", null, null);
  }

  /** Takes a look's word, unless a newer look has spoken. */
  Fact hears(FactSeen seen) {
    if (lookedAt != null && (seen.at() == null || seen.at().isBefore(lookedAt))) {
      return this;
    }
    boolean same = seen.state() != null && seen.state().equals(state) && seen.says().equals(says);
    Instant from = seen.state() == null ? null : same ? since : seen.at();
    return new Fact(tracked, delay, seen.state(), seen.says(), from, seen.at());
  }

  /** It was looked at, and was the same. */
  Fact lookedAt(@Nullable Instant at) {
    boolean newer = at != null && (lookedAt == null || at.isAfter(lookedAt));
    return newer ? new Fact(tracked, delay, state, says, since, at) : this;
  }

  /** Nobody could look at it. */
  Fact unknown(String why) {
    return new Fact(tracked, delay, null, why, null, lookedAt);
  }

  /** Its line in the ticket. */
  String line(ZoneId zone) {
    String what;
    if (state != null && since != null) {
      what = state + ", seen since " + time(since, zone) + " (" + says + ")";
    } else {
      String last = lookedAt == null ? " yet" : ", last seen " + time(lookedAt, zone);
      what = "not known" + last + (says.isEmpty() ? "" : " (" + says + ")");
    }
    return tracked.heading() + " " + what;
  }

  /** Its line once nobody follows it any more. */
  String lastLine(ZoneId zone, Instant end) {
    return line(zone) + "; not followed since " + time(end, zone);
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }
}
