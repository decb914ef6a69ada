package io.caserail.demo;

import io.caserail.demo.CaseRuns.Is;
import io.caserail.engine.RequestView;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.stripe.Refund;
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
    return path + ", " + call + ", " + trouble.column();
  }

  /** Plays it on a stage of which nobody else makes use meanwhile. */
  FaultEnd play(Stage stage, CaseRuns runs) {
    String customer = "row" + CUSTOMERS.incrementAndGet() + "@example.com";
    String payment = path.prepare(stage, customer);
    List<String> wrong = new ArrayList<>();
    try (Strike strike = Strike.arm(stage, path, call, trouble)) {
      long ticket = stage.ask("Lena", customer, payment, "");
      // What comes before the trouble is the path's own, or it would never come to the call.
      Lead lead =
          new Lead(
              stage,
              path,
              payment,
              ticket,
              () -> strike.hasStruck() ? trouble.wishes() : List.of());
      if (!toItsEnd(stage, runs, strike, lead, payment, ticket)) {
        wrong.add(
            "not over after "
                + trouble.patience().toSeconds()
                + " s: "
                + situation(stage, runs, payment, ticket));
      }
      if (!strike.hasStruck()) {
        return FaultEnd.unmet();
      }
      if (!wrong.isEmpty() && isForgotten(stage, runs, payment)) {
        return FaultEnd.forgotten();
      }
      FaultChecks checks =
          new FaultChecks(
              stage, runs, path, payment, ticket, lead, booksOf(stage, payment, ticket));
      RequestView request = checks.request();
      wrong.addAll(checks.violations());
      return new FaultEnd(request.status().name(), how(request, lead.said()), wrong);
    } catch (RuntimeException e) {
      wrong.add("the row itself failed: " + e + " because of " + e.getCause());
      wrong.addAll(runs.unfit(cases(stage, payment)));
      return new FaultEnd("", "broken", wrong);
    }
  }

  private static List<BookEntry> booksOf(Stage stage, String payment, long ticket) {
    return stage.sandbox().books().entries().stream()
        .filter(
            entry ->
                entry.object().equals(Long.toString(ticket))
                    || payment.equals(entry.details().get("payment_intent")))
        .toList();
  }

  private boolean toItsEnd(
      Stage stage, CaseRuns runs, Strike strike, Lead lead, String payment, long ticket) {
    long end = System.nanoTime() + trouble.patience().toNanos();
    int saidBefore = -1;
    long firstWord = 0;
    long suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
    while (System.nanoTime() < end) {
      if (strike.needsWorker()) {
        stage.startWorker();
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
      if (isOver(stage, runs, payment, ticket)) {
        return true;
      }
      if (System.nanoTime() > suspicion) {
        suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
        if (isForgotten(stage, runs, payment)) {
          return false;
        }
      }
      LockSupport.parkNanos(LOOK);
    }
    return false;
  }

  private static boolean isForgotten(Stage stage, CaseRuns runs, String payment) {
    return !stage.temporal().isReal()
        && cases(stage, payment).stream()
            .anyMatch(id -> runs.is(id) == Is.OPEN && runs.isForgotten(id, SUSPICIOUS));
  }

  /** The payment's case and its settlements, whether they exist or not. */
  private static List<String> cases(Stage stage, String payment) {
    List<String> cases = new ArrayList<>();
    cases.add(stage.cases().refundId(new ObjectId(payment)));
    for (Refund refund : stage.sandbox().stripe().refundsOf(payment)) {
      cases.add(stage.cases().settlementId(refund.id()));
    }
    return cases;
  }

  /** Closed, with all that it has started, and nothing stands in the command field. */
  static boolean isOver(Stage stage, CaseRuns runs, String payment, long ticket) {
    // The ticket first, which costs nothing.
    if (!ENDINGS.contains(stage.state(ticket))
        || !stage.ticket(ticket).field("Caserail action").isEmpty()
        || runs.is(stage.cases().refundId(new ObjectId(payment))) != Is.CLOSED) {
      return false;
    }
    for (Refund refund : stage.sandbox().stripe().refundsOf(payment)) {
      if (runs.is(stage.cases().settlementId(refund.id())) == Is.OPEN) {
        return false;
      }
    }
    return true;
  }

  /** Where a row is that does not go on, for whoever looks why. */
  static String situation(Stage stage, CaseRuns runs, String payment, long ticket) {
    StringBuilder text = new StringBuilder();
    text.append(stage.ticket(ticket).fields()).append(' ');
    text.append(stage.ticket(ticket).internalNotes());
    for (String id : cases(stage, payment)) {
      if (runs.is(id) != Is.UNKNOWN) {
        text.append("; ").append(id).append(' ').append(view(stage, id)).append(' ');
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
