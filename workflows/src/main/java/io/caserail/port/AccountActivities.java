package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/**
 * A company's own accounts, as the cases need them; {@link ChangeOrder#object()} is the account.
 * Each fails with {@link FailureType} types only.
 */
@ActivityInterface
public interface AccountActivities {
  /** Reads the account. One that isn't there is an answer. */
  AccountFacts lookUpAccount(LookUpRequest request);

  /**
   * Has the account system send the customer the link of a session, whose id is the value. The link
   * goes from the provider to the account system, and nowhere else.
   */
  Outcome inviteToVerify(ChangeOrder order);

  /** Whether this operation has invited the customer, or {@link Outcome.Kind#ABSENT}. */
  Outcome findInvitation(ChangeOrder order);

  /** Puts a verdict on the account; the value is {@code verified} or {@code not_verified}. */
  Outcome applyVerdict(ChangeOrder order);

  /** Whether this operation has put its verdict on the account, or {@link Outcome.Kind#ABSENT}. */
  Outcome findVerdict(ChangeOrder order);
}
