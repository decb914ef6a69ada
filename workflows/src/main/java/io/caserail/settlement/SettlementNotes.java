package io.caserail.settlement;

import io.caserail.decision.Block;
import io.caserail.display.Notes;
import io.caserail.model.CaseStatus;
import io.caserail.port.CustomerWords;
import io.caserail.port.Outcome;
import io.caserail.port.SentView;
import io.caserail.port.SettlementRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import java.util.List;

/** What a settlement says in its ticket. */
final class SettlementNotes extends Notes {
  private final SettlementRequest request;
  private final String system;

  SettlementNotes(SettlementRequest request, String system) {
    super(request.policy().zone());
    this.request = request;
    this.system = system;
  }

  TicketView arrived() {
    return SentView.of(
        "Refund final: " + what() + " has left " + system + " for the customer's bank.",
        request.ref(),
        system,
        request.amount(),
        request.policy().bankDays(),
        request.tells());
  }

  TicketView otherwise(Outcome paid, String by) {
    return new TicketView(
        TicketState.DONE,
        WaitsFor.NOBODY,
        paid.ref(),
        List.of(
            "Paid another way: " + request.amount() + ", " + paid.evidence() + ", by " + by + ".",
            "Customer: not told yet.",
            "Owner: you.",
            "Do now: tell the customer, then solve.",
            "Do not: refund this payment again."));
  }

  /** What the fields show is the new refund's affair. */
  TicketView sentAgain(String ref) {
    return new TicketView(
        null,
        null,
        "",
        List.of(
            "Refund that failed was sent again: " + what() + ", now as " + ref + ".",
            "Customer: what is true of " + ref + " stands in its own note.",
            "Owner: nobody; the failed one is closed.",
            "Do now: nothing about the failed one.",
            "Do not: pay it another way as well."));
  }

  TicketView closed(String how) {
    return new TicketView(
        TicketState.WITHDRAWN,
        WaitsFor.REQUESTER,
        request.ref(),
        List.of(
            "Refund failed and was " + how + ": " + what() + ".",
            "Customer: has not got this money.",
            "Owner: you.",
            "Do now: answer the customer.",
            "Do not: say refunded."));
  }

  @Override
  public TicketView waiting(Block block) {
    return block.status() == CaseStatus.WAITING
        ? open("Refund is not final yet", block)
        : failed(block);
  }

  @Override
  public TicketView late(Block block) {
    return block.status() == CaseStatus.WAITING
        ? open("Refund is late", block).beingLate()
        : super.late(block);
  }

  private TicketView open(String head, Block block) {
    return new TicketView(
        TicketState.PENDING,
        WaitsFor.PAYMENT_SYSTEM,
        request.ref(),
        List.of(
            head + ": " + what() + " is accepted and not final. " + block.cause() + ".",
            "Customer: do not say refunded. If they ask: macro Tell customer: delayed.",
            "Owner: Caserail goes on asking " + system + ".",
            "Do now: nothing.",
            "Do not: refund this payment again, here or in " + system + "."));
  }

  private TicketView failed(Block block) {
    return new TicketView(
            TicketState.FAILED,
            WaitsFor.REQUESTER,
            request.ref(),
            List.of(
                "Refund failed after it was accepted: " + what() + ": " + block.cause() + ".",
                "Customer: has not got the money; if they were told so, correct it today.",
                "Owner: you until " + dayTime(block.due()) + "; after that it is late.",
                "Do now: macro Refund: send to try again, or pay another way, then macro Refund: I"
                    + " did it by hand (finance), or Refund: withdraw.",
                "Do not: say refunded."))
        .offering(CustomerWords.ofFailure(block.code()));
  }

  private String what() {
    return request.amount() + ", payment " + request.payment() + " (" + request.ref() + ")";
  }
}
