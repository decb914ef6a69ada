package io.caserail.worker.reconcile;

import io.caserail.contract.Contract;
import io.caserail.reconcile.Difference;
import io.caserail.reconcile.Standing;
import io.caserail.reconcile.Truth;

/**
 * Knows what tickets and cases say, and reaches whoever can do something about a difference. Each
 * of its acts may be made again and is then the same: none moves money, or changes an object.
 */
public interface Caretaker {
  /** What ticket and case say of it now. */
  Standing standing(Truth truth);

  /** Tells whoever can mend the difference by itself that there is something to be looked at. */
  void mend(Truth truth, Standing standing, Difference difference);

  /**
   * Hands it to people: in the tickets concerned, once however often it is found.
   *
   * @return false where no ticket is known that would tell anybody
   */
  boolean hand(Truth truth, Standing standing, Difference difference, Contract contract);
}
