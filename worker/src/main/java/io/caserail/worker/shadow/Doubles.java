package io.caserail.worker.shadow;

import io.caserail.activities.stripe.PastRefunds.PastRefund;
import io.caserail.port.PaymentFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds money that may have left twice. Hears of refunds by age; not for several threads. */
final class Doubles {
  private final Map<String, List<PastRefund>> byTicket = new HashMap<>();

  /**
   * What shows that a refund may be a second one.
   *
   * @param earlier the payment's refunds before it
   * @param disputes all of the payment's disputes, later ones included
   */
  List<String> of(
      PastRefund refund,
      String ticket,
      List<PaymentFacts.Refund> earlier,
      List<PaymentFacts.Dispute> disputes) {
    List<String> found = new ArrayList<>();
    for (PaymentFacts.Refund other : earlier) {
      if (other.counts() && other.amount().equals(refund.amount())) {
        found.add("the same amount of this payment was refunded before (" + other.ref() + ")");
      }
    }
    for (PastRefund other : ofTicket(ticket)) {
      if (other.amount().equals(refund.amount()) && !other.payment().equals(refund.payment())) {
        found.add("the ticket got the same amount from another payment (" + other.ref() + ")");
      }
    }
    for (PaymentFacts.Dispute dispute : disputes) {
      if (dispute.open() || dispute.lost() || dispute.prevented()) {
        found.add(
            (dispute.prevented()
                    ? "a prevented dispute was about "
                    : dispute.lost() ? "a lost dispute took " : "an open dispute holds ")
                + dispute.amount()
                + " of this payment ("
                + dispute.ref()
                + ")");
      }
    }
    if (!ticket.isEmpty()) {
      byTicket.computeIfAbsent(ticket, any -> new ArrayList<>()).add(refund);
    }
    return found;
  }

  private List<PastRefund> ofTicket(String ticket) {
    return byTicket.getOrDefault(ticket, List.of());
  }
}
