package io.caserail.engine;

import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Person;
import io.caserail.model.DecisionKind;
import io.caserail.model.PlainText;
import io.temporal.workflow.Functions.Proc1;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be said about an open case whether or not it waits, and what amends it at once. */
final class Amendments {
  private static final Duration LONGEST_EXTENSION = Duration.ofDays(30);

  private final Waiting waiting;
  private final Proc1<Block> changed;

  /** {@code changed} hears of the block that was amended. */
  Amendments(Waiting waiting, Proc1<Block> changed) {
    this.waiting = waiting;
    this.changed = changed;
  }

  /** What may be said now; empty when nothing is being served. */
  List<DecisionKind> offers(@Nullable Serving now) {
    List<DecisionKind> offers = new ArrayList<>();
    if (now == null) {
      return offers;
    }
    if (waiting.block() != null) {
      offers.add(DecisionKind.EXTEND);
      offers.add(DecisionKind.HAND_OVER);
    }
    if (!now.hasPassed() && now.voice().canCorrect()) {
      offers.add(DecisionKind.CORRECT);
    }
    if (now.canEnd()) {
      offers.add(DecisionKind.WITHDRAW);
    }
    return offers;
  }

  /** Carries out an amendment that is offered; says why not, or null. */
  @Nullable String make(Serving now, Decision decision, Person person) {
    return switch (decision.kind()) {
      case EXTEND -> extend(decision.until());
      case HAND_OVER -> handOver(decision.to());
      case CORRECT -> now.voice().correct(decision.values(), person);
      default -> decision.kind() + " amends nothing";
    };
  }

  private @Nullable String extend(@Nullable Instant until) {
    Instant now = CaseEngine.now();
    if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST_EXTENSION))) {
      return "it needs a time from now on, at most " + LONGEST_EXTENSION.toDays() + " days ahead";
    }
    changed.apply(waiting.amend(block -> block.until(until)));
    return null;
  }

  private @Nullable String handOver(String to) {
    if (to.isBlank()) {
      return "it needs the new owner: a group, or a person";
    }
    changed.apply(waiting.amend(block -> block.ownedBy(PlainText.of(to))));
    return null;
  }
}
