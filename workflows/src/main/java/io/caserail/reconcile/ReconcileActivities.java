package io.caserail.reconcile;

import io.temporal.activity.ActivityInterface;
import java.time.LocalDate;

/** Comparing and mending, as the process does it that reaches tickets, cases and truth. */
@ActivityInterface
public interface ReconcileActivities {
  /** What is to be compared for a day. */
  Scope scope(LocalDate day);

  /**
   * Compares every object of a state whose truth has changed in the time, and says to whoever can
   * mend a difference that there is one. Whoever dies in the middle has it gone on with; saying
   * something twice does no harm.
   */
  StateProof compare(Part part);

  /**
   * Looks again at what is being mended, for as long as its contract accepts a delay: it is, or a
   * person has it from now on.
   */
  StateProof lookAgain(StateProof proof);

  /** Puts the proof on the record that outlives the history; the newest of a day counts. */
  void recordProof(Proof proof);
}
