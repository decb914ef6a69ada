package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/**
 * What a customer may use, as the cases need it; {@link ChangeOrder#object()} is the account in the
 * access system. Access is a state without a mark: each change reads the state first, and one that
 * stood before is {@link Outcome.Kind#SUCCEEDED} with the code {@link Outcome#ALREADY}. Each fails
 * with {@link FailureType} types only.
 */
@ActivityInterface
public interface AccessActivities {
  /**
   * Takes access away, without deleting anything. The reference says what {@link #restoreAccess}
   * must give back.
   */
  Outcome revokeAccess(ChangeOrder order);

  /** Whether access is taken away, or {@link Outcome.Kind#ABSENT}. */
  Outcome findRevocation(ChangeOrder order);

  /**
   * Gives access back: what {@link ChangeOrder#value()} names, the reference of a revocation; all
   * of it when that is empty.
   */
  Outcome restoreAccess(ChangeOrder order);
}
