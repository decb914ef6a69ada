package io.caserail.worker.authority;

import io.caserail.model.CaseKind;

/** Asked right before each change of a system. */
@FunctionalInterface
public interface Pauses {
  /** Where nobody can pause. */
  Pauses NONE = kind -> {};

  /**
   * Lets the change pass, or not.
   *
   * @throws io.temporal.failure.ApplicationFailure {@link io.caserail.port.FailureType#PAUSED}
   *     while changes of this kind are paused, another one when that can't be known; nothing may be
   *     sent in either case
   */
  void require(CaseKind kind);
}
