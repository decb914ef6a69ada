package io.caserail.demo;

import io.caserail.demo.CaseRuns.Is;
import io.caserail.model.DecisionKind;
import io.caserail.record.RequestView;
import io.caserail.sandbox.zendesk.TicketView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One path, played with one trouble at one of its calls, and what came of it. */
record FaultRow(FaultPath path, RecordedCall call, Trouble trouble) {
  private static final AtomicInteger CUSTOMERS = new AtomicInteger();
  private static final Duration LONGEST_AWAY = Duration.ofSeconds(6);
  private static final Duration AWAY_AFTER_A_WORD = Duration.ofSeconds(2);
  private static final Duration SUSPICIOUS = Duration.ofSeconds(12);
  private static final long LOOK = Duration.ofMillis(50).toNanos();
  private static final Set<String> ENDINGS =
      Set.of("done", "rejected", "refused", "withdrawn", "expired");
  private static final Map<String, String> WORDS =
      Map.of("COMPLETED", "done", "WITHDRAWN", "withdrawn");

  String name() {
    return path.name() + ", " + call + ", " + trouble.column();
  }

  /** Plays it on a stage of which nobody else makes use meanwhile. */
  FaultEnd play(Stage stage, CaseRuns runs) {
    Play play = path.prepare(stage, "row" + CUSTOMERS.incrementAndGet() + "@example.com");
    List<String> wrong = new ArrayList<>();
    try (Strike strike = Strike.arm(stage, path, call, trouble)) {
      play.ask();
      // What comes before the trouble is the path's own, or it would never come to the call.
      Lead lead = new Lead(play, () -> strike.hasStruck() ? trouble.wishes() : List.of());
      if (!toItsEnd(runs, strike, lead, play)) {
        wrong.add(
            "not over after " + trouble.patience().toSeconds() + " s: " + situation(runs, play));
      }
      if (!strike.hasStruck()) {
        return FaultEnd.unmet();
      }
      if (!wrong.isEmpty() && isForgotten(runs, play)) {
        return FaultEnd.forgotten();
      }
      FaultChecks checks = new FaultChecks(runs, play);
      RequestView request = checks.request();
      wrong.addAll(checks.violations());
      return new FaultEnd(request.status().name(), how(request, lead.said()), wrong);
    } catch (RuntimeException e) {
      wrong.add("the row itself failed: " + e + " because of " + e.getCause());
      wrong.addAll(runs.unfit(play.cases()));
      return new FaultEnd("", "broken", wrong);
    }
  }

  private boolean toItsEnd(CaseRuns runs, Strike strike, Lead lead, Play play) {
    long end = System.nanoTime() + trouble.patience().toNanos();
    int saidBefore = -1;
    long firstWord = 0;
    long suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
    while (System.nanoTime() < end) {
      if (strike.needsWorker()) {
        play.stage().startWorker();
      }
      lead.act();
      if (saidBefore < 0 && strike.hasStruck()) {
        saidBefore = lead.said().size();
      }
      if (firstWord == 0 && saidBefore >= 0 && lead.said().size() > saidBefore) {
        firstWord = System.nanoTime();
      }
      boolean answered =
          firstWord != 0 && System.nanoTime() - firstWord > AWAY_AFTER_A_WORD.toNanos();
      if (trouble.lasts() && (answered || strike.age() > LONGEST_AWAY.toNanos())) {
        strike.lift();
      }
      if (isOver(runs, play)) {
        return true;
      }
      if (System.nanoTime() > suspicion) {
        suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
        if (isForgotten(runs, play)) {
          return false;
        }
      }
      LockSupport.parkNanos(LOOK);
    }
    return false;
  }

  private static boolean isForgotten(CaseRuns runs, Play play) {
    return !play.stage().temporal().isReal()
        && play.cases().stream()
            .anyMatch(id -> runs.is(id) == Is.OPEN && runs.isForgotten(id, SUSPICIOUS));
  }

  /** Closed, with all that it has started, and nothing stands in the command field. */
  static boolean isOver(CaseRuns runs, Play play) {
    // The ticket first, which costs nothing.
    TicketView ticket = play.stage().ticket(play.ticket());
    if (!ENDINGS.contains(play.stage().state(play.ticket()))
        || !ticket.field("Caserail action").isEmpty()) {
      return false;
    }
    List<String> cases = play.cases();
    return runs.is(cases.get(0)) == Is.CLOSED
        && cases.stream().noneMatch(id -> runs.is(id) == Is.OPEN);
  }

  /** Where a row is that does not go on, for whoever looks why. */
  static String situation(CaseRuns runs, Play play) {
    StringBuilder text = new StringBuilder();
    TicketView ticket = play.stage().ticket(play.ticket());
    text.append(ticket.fields()).append(' ');
    text.append(ticket.internalNotes());
    for (String id : play.cases()) {
      if (runs.is(id) != Is.UNKNOWN) {
        text.append("; ").append(id).append(' ').append(view(play.stage(), id)).append(' ');
        text.append(runs.lastEvents(id));
      }
    }
    return text.toString();
  }

  private static String view(Stage stage, String caseId) {
    try {
      return stage.cases().view(caseId).toString();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static String how(RequestView request, List<DecisionKind> said) {
    String status = request.status().name();
    StringBuilder how =
        new StringBuilder(WORDS.getOrDefault(status, status.toLowerCase(Locale.ROOT)));
    DecisionKind before = null;
    for (DecisionKind kind : said) {
      if (kind != before) {
        how.append('+').append(letter(kind));
      }
      before = kind;
    }
    return how.toString();
  }

  private static char letter(DecisionKind kind) {
    return switch (kind) {
      case APPROVE -> 'a';
      case REFUSE -> 'x';
      case RETRY -> 'r';
      case WITHDRAW -> 'w';
      case DONE_BY_HAND -> 'h';
      case CHECKED_FOUND -> 'f';
      case CHECKED_NONE -> 'n';
      case SKIP -> 's';
      case COMPENSATE -> 'c';
      case CORRECT, EXTEND, HAND_OVER ->
          throw new IllegalArgumentException(kind + " is no way out");
    };
  }
}
