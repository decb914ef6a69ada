package io.caserail.port;

/**
 * Who may decide what. The cases ask it through activities; the process that holds the payment key
 * asks it again, itself, right before the send, because whoever can write to the Temporal namespace
 * could forge a result in a history, but not the ticket's audit.
 */
public interface Authority {
  /** The policy in force, as refunds carry it. */
  RefundPolicy policy();

  /** The same policy, as cancellations carry it. */
  CancellationPolicy cancellations();

  /** The same policy, as verifications carry it. */
  VerificationPolicy verifications();

  /** What one change of the command field proves. */
  Proof prove(AuditFacts audit);

  /** What a decision or request proves that came by command line or signal. */
  Proof prove(Assertion assertion);

  /**
   * Asked before a refund's send takes a turn of an open outage; the second look asks it always.
   *
   * @throws RuntimeException of the type {@link FailureType#PAUSED} while refunds are paused,
   *     another one when that can't be known
   */
  default void requireNotPaused() {}

  /**
   * The second look, right before money moves: request, approvals and people are read again from
   * the ticket and judged against the payment as it is now.
   *
   * @throws RuntimeException with a {@link FailureType} type when the proofs can't be read; nothing
   *     may be sent then
   */
  Clearing clear(RefundOrder order, PaymentFacts now);
}
