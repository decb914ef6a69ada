package io.caserail.demo;

import io.caserail.client.TemporalUnavailable;
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
import org.jspecify.annotations.Nullable;

/**
 * One path, played with a trouble at one of its calls and perhaps a second one after it, and what
 * came of it.
 */
record FaultRow(
    FaultPath path, RecordedCall call, Trouble trouble, @Nullable SecondTrouble second) {
  private static final AtomicInteger CUSTOMERS = new AtomicInteger();
  private static final Duration SUSPICIOUS = Duration.ofSeconds(12);
  private static final int STARTS = 3;
  private static final long LOOK = Duration.ofMillis(50).toNanos();
  private static final Set<String> ENDINGS =
      Set.of("done", "rejected", "refused", "withdrawn", "expired");
  private static final Map<String, String> WORDS =
      Map.of("COMPLETED", "done", "WITHDRAWN", "withdrawn");

  /** Where a row has come. */
  private enum Came {
    TO_ITS_END,
    NOT_IN_TIME,
    /** The server has forgotten it. */
    NO_FURTHER
  }

  /** A row with one trouble. */
  static FaultRow of(FaultPath path, RecordedCall call, Trouble trouble) {
    return new FaultRow(path, call, trouble, null);
  }

  /** The same with another trouble after it. */
  FaultRow then(SecondTrouble trouble) {
    return new FaultRow(path, call, this.trouble, trouble);
  }

  String name() {
    String one = path.name() + ", " + call + ", " + trouble.column();
    return second == null ? one : one + ", " + second;
  }

  /** How long its case may take. */
  Duration patience() {
    return second == null
        ? trouble.patience()
        : trouble.patience().plus(second.trouble().patience());
  }

  /** Plays it on a stage of which nobody else makes use meanwhile. */
  FaultEnd play(Stage stage, CaseRuns runs) {
    Play play = path.prepare(stage, "row" + CUSTOMERS.incrementAndGet() + "@example.com");
    List<String> wrong = new ArrayList<>();
    try (Strikes strikes = Strikes.arm(this, play)) {
      play.ask();
      // What comes before the trouble is the path's own, or it would never come to the call.
      Lead lead = new Lead(play, strikes::wishes);
      Came came = toItsEnd(runs, strikes, lead, play);
      replaceDead(strikes, stage);
      boolean over = came == Came.TO_ITS_END;
      if (came == Came.NOT_IN_TIME) {
        wrong.add("not over after " + patience().toSeconds() + " s: " + situation(runs, play));
      }
      if (!strikes.haveStruck()) {
        return over && hadFewerTasks(stage, play)
            ? FaultEnd.fewerTasks(new FaultChecks(runs, play).violations())
            : FaultEnd.unmet();
      }
      if (came == Came.NO_FURTHER) {
        return FaultEnd.forgotten();
      }
      FaultEnd.Aftermath after = strikes.aftermath();
      FaultChecks checks = new FaultChecks(runs, play);
      RequestView request = checks.request();
      wrong.addAll(checks.violations());
      return new FaultEnd(request.status().name(), how(request, lead.said()), wrong, after);
    } catch (RuntimeException e) {
      wrong.add("the row itself failed: " + e + " because of " + e.getCause());
      wrong.addAll(runs.unfit(play.cases()));
      return new FaultEnd("", "broken", wrong, FaultEnd.Aftermath.NONE);
    }
  }

  private boolean hadFewerTasks(Stage stage, Play play) {
    List<String> cases = play.cases();
    return call.isTask() && stage.gate().workflowTasks(cases::contains) < call.nth();
  }

  private Came toItsEnd(CaseRuns runs, Strikes strikes, Lead lead, Play play) {
    long end = System.nanoTime() + patience().toNanos();
    long suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
    while (System.nanoTime() < end) {
      replaceDead(strikes, play.stage());
      lead.act();
      strikes.heard(lead.said().size());
      if (isOver(runs, play)) {
        return Came.TO_ITS_END;
      }
      if (System.nanoTime() > suspicion) {
        suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
        if (isForgotten(runs, play)) {
          return Came.NO_FURTHER;
        }
      }
      LockSupport.parkNanos(LOOK);
    }
    return isForgotten(runs, play) ? Came.NO_FURTHER : Came.NOT_IN_TIME;
  }

  private static void replaceDead(Strikes strikes, Stage stage) {
    if (strikes.needWorker()) {
      stage.killWorker();
      start(stage);
    }
  }

  /** The second of two may be killed while it starts: whoever looks after it starts another. */
  private static void start(Stage stage) {
    for (int left = STARTS - 1; ; left--) {
      try {
        stage.startWorker();
        return;
      } catch (TemporalUnavailable e) {
        if (left == 0) {
          throw e;
        }
      }
    }
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
