package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refund to be sent, with what proves that it may be. The process that holds the payment key
 * believes none of it: it reads the proofs again.
 *
 * @param attempt the operation and its try
 * @param payment what to refund
 * @param amount how much; the frozen body
 * @param askedAmount the decimal of the request; empty for all
 * @param reason the reason's code
 * @param ticket where it was asked
 * @param request who asked
 * @param approvals who approved
 * @param known the refunds of this payment that people knew of when they last decided
 * @param origin what it follows from; null when {@code request} asked for this very refund
 */
public record RefundOrder(
    Attempt attempt,
    ObjectId payment,
    Money amount,
    String askedAmount,
    String reason,
    TicketId ticket,
    Claim request,
    List<Claim> approvals,
    List<String> known,
    @Nullable Origin origin) {
  public RefundOrder {
    approvals = List.copyOf(approvals);
    known = List.copyOf(known);
  }

  /** An order for a refund that was asked for itself. */
  public RefundOrder(
      Attempt attempt,
      ObjectId payment,
      Money amount,
      String askedAmount,
      String reason,
      TicketId ticket,
      Claim request,
      List<Claim> approvals,
      List<String> known) {
    this(attempt, payment, amount, askedAmount, reason, ticket, request, approvals, known, null);
  }
}
