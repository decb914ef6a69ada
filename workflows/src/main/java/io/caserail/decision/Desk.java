package io.caserail.decision;

import io.caserail.model.DecisionKind;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Func1;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where decisions are put. One block at a time lies open for the one decision that ends it; beside
 * it lies the standing block {@code case#n}, by which an open case can always be withdrawn,
 * extended or handed over. Its number counts what was decided there, so that a decision made on an
 * outdated view is refused.
 */
public final class Desk {
  private static final int REMEMBERED = 500;
  private static final String STANDING = "case#";
  private final List<String> decisions = new ArrayList<>();
  private final Func<List<DecisionKind>> always;
  private final Func1<Decision, @Nullable String> amend;
  private @Nullable Block open;
  private @Nullable Taken taken;
  private @Nullable Taken stopping;
  private @Nullable Taken correction;
  private int standing = 1;
  private Func1<Person, @Nullable String> objection = person -> null;
  private boolean reviewed;

  /**
   * A desk.
   *
   * @param always what may be said about the case whether or not it waits; empty when nothing is
   *     being served
   * @param amend carries out an amendment at once; why not, or null
   */
  public Desk(Func<List<DecisionKind>> always, Func1<Decision, @Nullable String> amend) {
    this.always = always;
    this.amend = amend;
  }

  /**
   * Opens a block; {@code objection} says why a person's yes would not count. A withdrawal that
   * came while nothing waited answers it at once, where it may.
   */
  public void lay(Block block, Func1<Person, @Nullable String> personal) {
    open = block;
    taken = block.offers().contains(DecisionKind.WITHDRAW) ? takeStopping() : null;
    objection = personal;
    reviewed = false;
  }

  /** The open block asks for a verdict: what is said against a yes goes for a no as well. */
  public void review() {
    reviewed = true;
  }

  /** The open block was amended; whoever decides about it need not look again. */
  public void amended(Block block) {
    open = block;
  }

  public void clear() {
    open = null;
    taken = null;
  }

  public boolean isDecided() {
    return taken != null;
  }

  public @Nullable Taken take() {
    Taken decided = taken;
    if (decided != null) {
      clear();
    }
    return decided;
  }

  /** Whether a withdrawal lies here that came while nothing waited. */
  public boolean isStopping() {
    return stopping != null;
  }

  /** A withdrawal that came while nothing waited; whoever takes it carries it out. */
  public @Nullable Taken takeStopping() {
    Taken stop = stopping;
    stopping = null;
    return stop;
  }

  /** A newer request is to take the place of this one; it is carried out when it is met. */
  public void correct(Taken newer) {
    correction = newer;
  }

  /** The correction that lies here ends the wait that lies open, if that can be ended so. */
  public void meetCorrection() {
    Block block = open;
    boolean undecided = taken == null || isCorrection(taken);
    if (correction != null
        && block != null
        && undecided
        && block.offers().contains(DecisionKind.WITHDRAW)) {
      taken = takeCorrection();
    }
  }

  /** The correction that lies here; whoever takes it carries it out. */
  public @Nullable Taken takeCorrection() {
    Taken newer = correction;
    correction = null;
    return newer;
  }

  /** Whether a newer request has been let in, and not been met yet. */
  public boolean isCorrected() {
    return correction != null || isCorrection(taken);
  }

  private static boolean isCorrection(@Nullable Taken decided) {
    return decided != null && decided.decision().kind() == DecisionKind.CORRECT;
  }

  /** The id of the standing block. */
  public String standing() {
    return STANDING + standing;
  }

  /** Why the decision can't be looked at, before anybody's proof is judged; null when it can. */
  public @Nullable String outdated(Decision decision) {
    if (decisions.contains(decision.id())) {
      return "this decision was taken before";
    }
    if (isAboutTheCase(decision)) {
      return outdatedStanding(decision);
    }
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
    return taken == null ? null : "somebody else has just decided";
  }

  private @Nullable String outdatedStanding(Decision decision) {
    if (always.apply().isEmpty()) {
      return "nothing waits for a decision now";
    }
    if (stopping != null && decision.kind() == DecisionKind.WITHDRAW) {
      return "it is being withdrawn already";
    }
    return decision.blockId().isEmpty() || decision.blockId().equals(standing())
        ? null
        : "it was made about " + decision.blockId() + ", and the case has moved on since";
  }

  /** Whether it is said about the case as such, and not about what it waits for. */
  private boolean isAboutTheCase(Decision decision) {
    Block block = open;
    return decision.kind().isAmendment()
        || decision.blockId().startsWith(STANDING)
        || (decision.kind() == DecisionKind.WITHDRAW
            && decision.blockId().isEmpty()
            && (block == null || !block.offers().contains(DecisionKind.WITHDRAW))
            && !always.apply().isEmpty());
  }

  /** Takes the decision, or says why not. */
  public Verdict offer(Decision decision, Person person) {
    String why = outdated(decision);
    if (why == null) {
      why = isAboutTheCase(decision) ? standing(decision, person) : block(decision, person);
    }
    if (why != null) {
      return Verdict.refused(why);
    }
    if (decisions.size() == REMEMBERED) {
      decisions.remove(0);
    }
    decisions.add(decision.id());
    return Verdict.taken(
        stopping != null && stopping.decision().equals(decision)
            ? "taken: it is stopped before its next step, unless that is too late"
            : "taken: " + DecisionRules.words(decision.kind()));
  }

  private @Nullable String standing(Decision decision, Person person) {
    String why = DecisionRules.refusal(always.apply(), List.of(), decision.kind(), person.roles());
    if (why == null && decision.kind() == DecisionKind.WITHDRAW) {
      withdraw(new Taken(decision, person));
    } else if (why == null) {
      why = amend.apply(decision);
    }
    if (why == null) {
      standing++;
    }
    return why;
  }

  /** It ends the wait that lies open, if that can be ended so, or is met before the next step. */
  private void withdraw(Taken withdrawal) {
    Block block = open;
    if (block != null && taken == null && block.offers().contains(DecisionKind.WITHDRAW)) {
      taken = withdrawal;
    } else {
      stopping = withdrawal;
    }
  }

  private @Nullable String block(Decision decision, Person person) {
    Block block = open;
    String why =
        block == null
            ? "nothing waits for a decision now"
            : DecisionRules.refusal(block.offers(), block.needs(), decision.kind(), person.roles());
    if (why == null
        && (decision.kind() == DecisionKind.APPROVE
            || (reviewed && decision.kind() == DecisionKind.REFUSE))) {
      why = objection.apply(person);
    }
    if (why == null) {
      why = DecisionRules.refusal(decision, person.roles());
    }
    if (why == null && needsReference(decision.kind()) && decision.reference().isBlank()) {
      why = "it needs the reference of what was done, in By-hand reference";
    }
    if (why == null) {
      taken = new Taken(decision, person);
    }
    return why;
  }

  private static boolean needsReference(DecisionKind kind) {
    return kind == DecisionKind.DONE_BY_HAND || kind == DecisionKind.CHECKED_FOUND;
  }
}
