package io.caserail.engine;

import io.caserail.model.DecisionKind;
import io.temporal.workflow.Functions.Func1;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one block at a time lies open, and where the one decision that ends it is put. */
final class Desk {
  private static final int REMEMBERED = 500;
  private final List<String> decisions = new ArrayList<>();
  private @Nullable Block open;
  private @Nullable Taken taken;
  private Func1<Person, @Nullable String> objection = person -> null;

  /** Opens a block; {@code objection} says why a person's yes would not count. */
  void lay(Block block, Func1<Person, @Nullable String> personal) {
    open = block;
    taken = null;
    objection = personal;
  }

  void clear() {
    open = null;
    taken = null;
  }

  boolean isDecided() {
    return taken != null;
  }

  @Nullable Taken take() {
    Taken decided = taken;
    if (decided != null) {
      clear();
    }
    return decided;
  }

  /** Why the decision can't be looked at, before anybody's proof is judged; null when it can. */
  @Nullable String outdated(Decision decision) {
    Block block = open;
    if (block == null) {
      return "nothing waits for a decision now";
    }
    if (!decision.blockId().isEmpty() && !decision.blockId().equals(block.id())) {
      return "it was made about "
          + decision.blockId()
          + ", but the case now waits at "
          + block.id();
    }
    if (taken != null) {
      return "somebody else has just decided";
    }
    return decisions.contains(decision.id()) ? "this decision was taken before" : null;
  }

  /** Takes the decision, or says why not. */
  Verdict offer(Decision decision, Person person) {
    String why = outdated(decision);
    Block block = open;
    if (why == null && block != null) {
      why = DecisionRules.refusal(block, decision.kind(), person.roles());
    }
    if (why == null && decision.kind() == DecisionKind.APPROVE) {
      why = objection.apply(person);
    }
    if (why == null && needsReference(decision.kind()) && decision.reference().isBlank()) {
      why = "it needs the reference of what was done, in By-hand reference";
    }
    if (why != null) {
      return Verdict.refused(why);
    }
    if (decisions.size() == REMEMBERED) {
      decisions.remove(0);
    }
    decisions.add(decision.id());
    taken = new Taken(decision, person);
    return Verdict.taken("taken: " + DecisionRules.words(decision.kind()));
  }

  private static boolean needsReference(DecisionKind kind) {
    return kind == DecisionKind.DONE_BY_HAND || kind == DecisionKind.CHECKED_FOUND;
  }
}
