package io.caserail.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** One seed: its script is played on a stage, the trouble ends, and what is left is held up. */
final class RandomRun {
  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(330);

  /** Long enough for a sweep to find what no webhook has told. */
  private static final Duration QUIET = Duration.ofSeconds(7);

  private static final Duration SUSPICIOUS = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(250);

  /** The states of a ticket in which nobody waits for anything. */
  static final Set<String> ENDINGS =
      Set.of("", "done", "rejected", "refused", "withdrawn", "expired");

  private final Stage stage;
  private final CaseRuns runs;
  private final Cast cast;
  private final Player player;
  private final HonestLead lead;
  private boolean forgotten;

  private RandomRun(Stage stage, CaseRuns runs, Script script) {
    this.stage = stage;
    this.runs = runs;
    this.cast = new Cast(stage, script);
    this.player = new Player(cast);
    this.lead = new HonestLead(cast);
  }

  /**
   * How it ended.
   *
   * @param forgotten whether the in-memory server has lost a case on the way, so that it says
   *     nothing
   * @param statuses how the requests ended
   * @param violations what is broken
   * @param journal what happened, for whoever looks why
   */
  record End(
      boolean forgotten, List<String> statuses, List<String> violations, List<String> journal) {
    End {
      statuses = List.copyOf(statuses);
      violations = List.copyOf(violations);
      journal = List.copyOf(journal);
    }
  }

  static End play(Stage stage, CaseRuns runs, Script script) {
    return new RandomRun(stage, runs, script).play();
  }

  private End play() {
    List<String> wrong = new ArrayList<>();
    List<String> statuses = List.of();
    try {
      player.play();
      player.calm();
      if (!toItsEnd()) {
        wrong.add("not over: " + situation());
      }
      if (!forgotten) {
        StoryChecks checks = new StoryChecks(runs, cast, player);
        wrong.addAll(checks.violations());
        statuses = checks.statuses();
      }
    } catch (RuntimeException e) {
      wrong.add("the run itself failed: " + e + " because of " + e.getCause());
      e.printStackTrace(System.out);
    } finally {
      player.close();
    }
    List<String> journal = new ArrayList<>(player.journal());
    journal.addAll(lead.said());
    stage.sandbox().books().entries().stream()
        .filter(entry -> !entry.kind().equals("customer.created"))
        .forEach(entry -> journal.add(entry.toString()));
    runs.known().forEach(id -> journal.add(id + " " + runs.closed(id)));
    return new End(forgotten, statuses, forgotten ? List.of() : wrong, journal);
  }

  private boolean toItsEnd() {
    Duration patience = player.isSlow() ? LONG_PATIENCE : PATIENCE;
    long end = System.nanoTime() + patience.toNanos();
    long suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
    long quietSince = System.nanoTime();
    while (System.nanoTime() < end) {
      if (isQuiet()) {
        if (System.nanoTime() - quietSince > QUIET.toNanos()) {
          return true;
        }
      } else {
        quietSince = System.nanoTime();
        lead.look();
      }
      if (System.nanoTime() > suspicion) {
        suspicion = System.nanoTime() + SUSPICIOUS.toNanos();
        forgotten = runs.known().stream().anyMatch(this::isForgotten);
        if (forgotten) {
          return false;
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return false;
  }

  private boolean isForgotten(String caseId) {
    return !stage.temporal().isReal()
        && runs.is(caseId) == CaseRuns.Is.OPEN
        && runs.isForgotten(caseId, SUSPICIOUS);
  }

  private boolean isQuiet() {
    return cast.tickets().stream()
            .allMatch(
                ticket ->
                    stage.ticket(ticket).field("Caserail action").isEmpty()
                        && ENDINGS.contains(stage.state(ticket)))
        && stage.directory().list("", 1_000).isEmpty();
  }

  private String situation() {
    StringBuilder text = new StringBuilder();
    for (long ticket : cast.tickets()) {
      text.append(stage.ticket(ticket).fields()).append(stage.ticket(ticket).internalNotes());
    }
    for (String id : runs.known()) {
      if (runs.is(id) == CaseRuns.Is.OPEN) {
        text.append("; ").append(id).append(' ');
        try {
          text.append(stage.cases().view(id));
        } catch (RuntimeException e) {
          text.append(e);
        }
        text.append(' ').append(runs.lastEvents(id));
      }
    }
    return text.toString();
  }
}
