package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/**
 * Subscriptions and their billing, as the cases need them; {@link ChangeOrder#object()} is the
 * subscription. Each fails with {@link FailureType} types only.
 *
 * <p>The end of billing is a state with a mark: the operation id stands in the subscription's
 * metadata. A state that stood before without our mark is {@link Outcome.Kind#SUCCEEDED} with the
 * code {@link Outcome#ALREADY}, and undoing it is not ours.
 */
@ActivityInterface
public interface BillingActivities {
  /** Reads the subscription. One that isn't there is an answer. */
  SubscriptionFacts lookUpSubscription(LookUpRequest request);

  /** Lets billing end with the term that is paid for; the reference is the subscription's id. */
  Outcome scheduleEndOfBilling(ChangeOrder order);

  /** Whether this operation has scheduled the end, or {@link Outcome.Kind#ABSENT}. */
  Outcome findEndOfBilling(ChangeOrder order);

  /**
   * Takes back a scheduled end that carries the mark of this operation, or of another one of the
   * same request. {@link Outcome.Kind#REJECTED} with the code {@link Outcome#TOO_LATE} once billing
   * has ended; a scheduled end that is not ours is left alone.
   */
  Outcome keepBilling(ChangeOrder order);

  /** Ends billing at once, without proration and without a last invoice. It can't be undone. */
  Outcome endBillingNow(ChangeOrder order);

  /** Whether billing is over, by this operation or before it, or {@link Outcome.Kind#ABSENT}. */
  Outcome findEndedBilling(ChangeOrder order);

  /**
   * The final word: {@link Outcome.Kind#SUCCEEDED} when billing has ended, {@link
   * Outcome.Kind#REJECTED} when its end was taken back, {@link FailureType#NOT_YET} until then.
   */
  Outcome awaitEndOfBilling(ChangeOrder order);
}
