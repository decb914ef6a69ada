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
  private static final Duration PATIENCE = Duration.ofSeconds(100);
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
      Lead lead = new Lead(stage, path, payment, ticket, trouble.wishes());
      if (!toItsEnd(stage, runs, strike, lead, payment, ticket)) {
        wrong.add(
            "not over after "
                + PATIENCE.toSeconds()
                + " s: "
                + situation(stage, runs, payment, ticket));
      }
      if (!strike.hasStruck()) {
        return FaultEnd.again("it met no call");
      }
      if (!wrong.isEmpty() && isForgotten(stage, runs, payment)) {
        return FaultEnd.again("the in-memory server has forgotten it");
      }
      FaultChecks checks =
          new FaultChecks(
              stage, runs, path, payment, ticket, lead, booksOf(stage, payment, ticket));
      RequestView request = checks.request();
      wrong.addAll(checks.violations());
      return new FaultEnd(request.status().name(), how(request, lead.said()), wrong);
    } catch (RuntimeException e) {
      wrong.add("the row itself failed: " + e);
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
    long end = System.nanoTime() + PATIENCE.toNanos();
    long firstWord = 0;
    long suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
    while (System.nanoTime() < end) {
      if (strike.needsWorker()) {
        stage.startWorker();
      }
      lead.act();
      if (firstWord == 0 && !lead.said().isEmpty()) {
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
    String caseId = stage.cases().refundId(new ObjectId(payment));
    return !stage.temporal().isReal()
        && runs.is(caseId) == Is.OPEN
        && runs.isForgotten(caseId, SUSPICIOUS);
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
    String view;
    try {
      view = stage.cases().view(stage.cases().refundId(new ObjectId(payment))).toString();
    } catch (RuntimeException e) {
      view = e.toString();
    }
    String caseId = stage.cases().refundId(new ObjectId(payment));
    return stage.ticket(ticket).fields()
        + " "
        + view
        + " "
        + stage.ticket(ticket).internalNotes()
        + " "
        + runs.lastEvents(caseId);
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
