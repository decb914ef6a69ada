package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** The payment system, as the cases need it. Each fails with {@link FailureType} types only. */
@ActivityInterface
public interface PaymentActivities {
  /**
   * Reads the payment with its refunds, disputes and risk. A payment that isn't there is an answer.
   */
  PaymentFacts lookUpPayment(LookUpRequest request);

  /**
   * Finds, then sends. An effect of this operation id that exists is adopted; otherwise the
   * authority is asked again and the refund is sent. While the attempt's own earlier sends are not
   * known to have failed, a failure is {@link FailureType#IN_DOUBT} and nothing is rejected.
   */
  Outcome issueRefund(RefundOrder order);

  /** A complete search by operation id: the effect, or {@link Outcome.Kind#ABSENT}. */
  Outcome findRefund(RefundOrder order);

  /**
   * Reads a refund that somebody named. {@link Outcome.Kind#ABSENT} when it isn't there, {@link
   * Outcome.Kind#STOPPED} when it doesn't fit payment and amount, is older than the request, or was
   * made or named for another one. One that fits is marked in the payment system as named for this
   * request, so that nobody can name it for another, whichever case and worker hears of it.
   */
  Outcome readRefund(RefundRef ref);

  /**
   * The final word on an accepted refund: SUCCEEDED or REJECTED; {@link FailureType#NOT_YET} until
   * then, so that Temporal asks again without an event in the history.
   */
  Outcome awaitRefund(RefundRef ref);

  /**
   * The end of the payment's risk review: {@link Outcome.Kind#ABSENT} with how it was closed once
   * none is open; {@link FailureType#NOT_YET} until then.
   */
  Outcome awaitReview(LookUpRequest request);

  /** What the vendor's metadata says a refund was for; for late news about a closed case. */
  RefundOrigin originOf(String ref);
}
