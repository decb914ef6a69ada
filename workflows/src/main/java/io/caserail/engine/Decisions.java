package io.caserail.engine;

import io.caserail.decision.Amendments;
import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Desk;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.decision.Verdict;
import io.caserail.model.DecisionKind;
import io.caserail.record.CaseRecord;
import io.caserail.record.RequestLog;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people say about the case: whether it can count now, what became of it, and the record of
 * it. What a decision does to a step is the step's own.
 */
public final class Decisions {
  private final CaseEngine engine;
  private final CaseRecord record;
  private final Desk desk = new Desk(this::always, this::amend);

  Decisions(CaseEngine engine, CaseRecord record) {
    this.engine = engine;
    this.record = record;
  }

  Desk desk() {
    return desk;
  }

  /**
   * Waits until what is being read again after a wait is read: a decision that comes meanwhile is
   * about what the case waits for then. A withdrawal need not: it is met before the next step.
   */
  public void awaitLook(DecisionKind kind) {
    if (kind != DecisionKind.WITHDRAW) {
      Workflow.await(() -> !engine.isLooking());
    }
  }

  /** Why a decision can't be looked at now; null when its proof is worth judging. */
  public @Nullable String outdated(Decision decision) {
    if (isTooLate(decision.kind())) {
      return "it " + engine.serving().undoPreview().get(0);
    }
    String why = desk.outdated(decision);
    return why == null ? saidBefore(decision) : why;
  }

  /** The same macro once more would otherwise say that the next step is done, too. */
  private @Nullable String saidBefore(Decision decision) {
    RequestLog serving = engine.current();
    Block block = engine.block();
    if (decision.kind() != DecisionKind.DONE_BY_HAND || serving == null || block == null) {
      return null;
    }
    Block before = serving.saidToBeDoneAs(decision.reference());
    return before == null || before.step().equals(block.step())
        ? null
        : decision.reference().strip() + " was named before, when " + before.cause();
  }

  private boolean isTooLate(DecisionKind kind) {
    Block block = engine.block();
    return (kind == DecisionKind.WITHDRAW || kind == DecisionKind.COMPENSATE)
        && engine.current() != null
        && engine.hasPassed()
        && (block == null || !block.offers().contains(kind));
  }

  /** Takes a decision of a proven person, or says why not; either way it is on record. */
  public Verdict decide(Decision decision, Person person) {
    Verdict verdict = desk.offer(decision, person);
    note(decision, verdict, person.name());
    if (verdict.accepted() && !person.grant().isEmpty() && engine.current() != null) {
      engine.serving().decidedBy(person.name());
    }
    return verdict;
  }

  /** Puts a verdict on record, and counts it. */
  public void note(Decision decision, Verdict verdict, String by) {
    record.note(decision, verdict, by, engine.current());
  }

  /**
   * Puts on record that something was said which is no decision: any field of it may be missing.
   */
  public void noteMalformed(String why, String by) {
    record.noteMalformed(why, by, engine.current());
  }

  // ---- a newer request in the place of an older one ----

  /**
   * A newer request of the same ticket asks for the same with other data. It takes the place of the
   * one that is being served as soon as that one can end, and for as long as that one has changed
   * nothing; one that has goes on.
   *
   * @param decision a {@link DecisionKind#CORRECT} by whoever asks, who may withdraw
   * @return whether it has changed nothing so far
   */
  public boolean correct(Decision decision, Person person) {
    desk.correct(new Taken(decision, person));
    return meetCorrection();
  }

  /** Whether a newer request is about to take the place of the one that is being served. */
  public boolean isCorrected() {
    return desk.isCorrected() && hasChangedNothing();
  }

  /**
   * What is being carried out is asked for again: the newer request that was to take its place is
   * none any more.
   *
   * @return false when there is none, or when it has done so
   */
  public boolean forgetsCorrection() {
    return desk.takeCorrection() != null;
  }

  /** A correction that lies here ends the open wait; returns whether it might. */
  boolean meetCorrection() {
    boolean unchanged = hasChangedNothing();
    if (unchanged) {
      desk.meetCorrection();
    }
    return unchanged;
  }

  /**
   * Whether nothing of it was sent, or everything that was is known not to have happened, and
   * nobody says to have done it by hand.
   */
  private boolean hasChangedNothing() {
    RequestLog serving = engine.current();
    return serving != null
        && engine.serving().canEnd()
        && !serving.isSaidToBeDone()
        && serving.ledger().isUntouched();
  }

  // ---- for the engine ----

  /**
   * A withdrawal, or a correction, that came while nothing waited is met before the next step; what
   * may have been done is found out before.
   */
  void stopIfWanted() {
    if (engine.serving().canEnd() && !(desk.isStopping() && engine.log().ledger().isInDoubt())) {
      Taken stop = desk.takeStopping();
      if (stop == null && hasChangedNothing()) {
        stop = desk.takeCorrection();
      }
      if (stop != null) {
        Ended.ifWanted(stop);
      }
    }
  }

  /** The request ends by itself: what came too late to stop it is put on record. */
  void end(String reason) {
    var unused = desk.takeCorrection();
    Taken unheard = desk.takeStopping();
    if (unheard != null) {
      engine.log().add("decision", "withdraw: too late, " + reason, "", unheard.person().name());
    }
  }

  /** What may be said about the case whether or not it waits. */
  List<DecisionKind> always() {
    List<DecisionKind> offers = new ArrayList<>();
    if (engine.block() != null) {
      offers.addAll(List.of(DecisionKind.EXTEND, DecisionKind.HAND_OVER));
    }
    if (engine.current() != null && engine.serving().canEnd()) {
      offers.add(DecisionKind.WITHDRAW);
    }
    return offers;
  }

  private @Nullable String amend(Decision decision) {
    String why = Amendments.refusal(decision, CaseEngine.now());
    if (why == null) {
      engine.amend(decision);
    }
    return why;
  }
}
