package io.caserail.outage;

import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.port.OutageFacts;
import io.caserail.port.OutagePhase;
import io.caserail.port.OutageSaid;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the outage ticket says, in at most five lines: what is away and whose fault it is, what
 * waits, what customers know, who owns it, what not to do.
 */
final class OutageNotes {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

  private final OutageRequest request;
  private final String system;
  private final ZoneId zone;

  OutageNotes(OutageRequest request) {
    this.request = request;
    this.system = request.system();
    this.zone = ZoneId.of(request.rules().zone());
  }

  /** The ticket's subject, which stays. */
  String subject(OutageState state) {
    return "Outage: " + system + ", since " + dayTime(state.since());
  }

  List<String> lines(OutageState state) {
    return state.phase() == OutagePhase.OVER ? over(state) : open(state);
  }

  private List<String> open(OutageState state) {
    OutageFacts facts = state.known();
    return List.of(
        (facts.answers()
                ? system + " answers, but has not accepted all that waits since "
                : system + " has been away since ")
            + time(state.since())
            + (state.again() > 0 ? ", again after it was back at " + time(state.ended()) : "")
            + ". "
            + system
            + "'s fault, not ours.",
        "Waiting: "
            + waiting(facts)
            + (facts.promise() == null ? "" : "; the first is late at " + time(facts.promise()))
            + ".",
        "Customers: told nothing of it." + ifTheyAsk(facts.kinds()),
        state.held()
            ? "Owner: "
                + holder(state)
                + ", who has held it since "
                + time(state.heldSince())
                + ": nothing is sent until "
                + (request.byMacro() ? "macro Outage: release, or " : "")
                + "caserail outage release "
                + system
                + "."
            : "Owner: Caserail; "
                + letGo(state)
                + "all of it goes out by itself when "
                + system
                + " accepts it"
                + (request.holdable()
                    ? ", no more than "
                        + request.rules().perSecond()
                        + " a second from each worker."
                        + (request.byMacro() ? " Not yet? Macro Outage: hold." : "")
                    : "."),
        "Do not: promise a time, or do it in " + system + " without the macro I did it by hand.");
  }

  private List<String> over(OutageState state) {
    return List.of(
        system
            + " has been back since "
            + time(state.ended())
            + "; it had been away since "
            + time(state.since())
            + ", for "
            + length(state)
            + (state.again() > 0 ? ", with a pause" : "")
            + ".",
        "At the worst " + waited(state.worst()) + " waited; nothing waits any more.",
        "Customers: each ticket says what became of its own request.",
        "Owner: nobody. If it begins again by "
            + time(end(state).plus(request.rules().reopenWithin()))
            + ", it goes on in this ticket.");
  }

  private static String holder(OutageState state) {
    OutageSaid said = state.lastSaid();
    return said == null ? state.heldBy() : said.who();
  }

  private String letGo(OutageState state) {
    OutageSaid said = state.lastSaid();
    return said == null || !said.what().equals(OutageSaid.RELEASE)
        ? ""
        : "let go at " + time(said.at()) + " by " + said.who() + "; ";
  }

  /** Each kind has words of its own; what of it is true of one case, its ticket knows better. */
  private static String ifTheyAsk(List<CaseKind> kinds) {
    String macros =
        kinds.stream()
            .map(
                kind ->
                    switch (kind) {
                      case REFUND, SETTLEMENT -> "delayed";
                      case CANCELLATION -> "cancellation delayed";
                      case VERIFICATION -> "verification delayed";
                    })
            .distinct()
            .collect(Collectors.joining(", or "));
    return macros.isEmpty()
        ? ""
        : " If they ask: macro Tell customer: "
            + macros
            + (macros.equals("delayed") ? "." : ", or what the ticket says by then.");
  }

  private static String waiting(OutageFacts facts) {
    return facts.waiting() == 0 ? "nothing at the moment" : waited(facts);
  }

  private static String waited(OutageFacts facts) {
    String cases = facts.waiting() == 1 ? "1 case" : facts.waiting() + " cases";
    if (facts.money().isEmpty()) {
      return cases + ", of no known amount";
    }
    String sum =
        facts.money().stream()
            .map(Money::toString)
            .collect(Collectors.joining(" and ", facts.unpriced() > 0 ? "at least " : "", ""));
    return cases
        + ", "
        + sum
        + (facts.unpriced() > 0 ? " (" + facts.unpriced() + " of no known amount)" : "");
  }

  private static String length(OutageState state) {
    Instant from = state.since() == null ? end(state) : state.since();
    Duration length = Duration.between(from, end(state));
    return length.toMinutes() < 1
        ? "less than a minute"
        : length.toHours() < 1
            ? length.toMinutes() + " minutes"
            : length.toHours() + " h " + length.toMinutesPart() + " min";
  }

  private static Instant end(OutageState state) {
    return state.ended() == null ? Instant.EPOCH : state.ended();
  }

  private String time(@Nullable Instant at) {
    return at == null ? "an unknown time" : TIME.format(at.atZone(zone));
  }

  private String dayTime(@Nullable Instant at) {
    return at == null ? "an unknown time" : DAY_TIME.format(at.atZone(zone));
  }
}
