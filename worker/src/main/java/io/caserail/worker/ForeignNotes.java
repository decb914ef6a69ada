package io.caserail.worker;

import io.caserail.activities.stripe.ForeignRefund;
import io.caserail.client.CaseDirectory;
import io.caserail.client.CaseSummary;
import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketView;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Says in a payment's tickets that somebody else has refunded it: in those of its open case, or of
 * its last one as long as Temporal knows that. Each refund is said once, however often it is found;
 * a closed ticket goes on in a follow-up, as for whatever a person must know.
 */
final class ForeignNotes {
  private final Function<List<String>, List<CaseSummary>> cases;
  private final Consumer<ShowRequest> notes;
  private final String account;

  /**
   * Notes of an account.
   *
   * @param notes writes a view, once however often it is asked to
   */
  ForeignNotes(CaseDirectory cases, Consumer<ShowRequest> notes, String account) {
    this(cases::known, notes, account);
  }

  ForeignNotes(
      Function<List<String>, List<CaseSummary>> cases,
      Consumer<ShowRequest> notes,
      String account) {
    this.cases = cases;
    this.notes = notes;
    this.account = account;
  }

  /** The tickets of the payment's case; none where Temporal knows no case of it. */
  List<String> tickets(ObjectId payment) {
    String caseId = CaseKind.REFUND.workflowId(account, payment);
    return cases.apply(List.of(caseId)).stream().flatMap(one -> one.tickets().stream()).toList();
  }

  /** Says it. */
  void show(ForeignRefund refund) {
    RequestKey key = new RequestKey(Digest.hex(16, "foreign-refund", refund.ref()));
    tickets(refund.payment())
        .forEach(
            ticket ->
                notes.accept(
                    new ShowRequest(new TicketId(ticket), view(refund), key, 1, List.of())));
  }

  private static TicketView view(ForeignRefund refund) {
    return new TicketView(
        null,
        null,
        "",
        List.of(
            "Refund not made by Caserail: "
                + refund.amount()
                + " of "
                + refund.payment()
                + " ("
                + refund.ref()
                + "), found in Stripe.",
            "Customer: was told nothing about it by Caserail.",
            "Owner: you.",
            "Do now: find out who made it. If it is what was asked for here and a case still waits,"
                + " macro Refund: I did it by hand, with its number in By-hand reference.",
            "Do not: refund this payment again before you know."));
  }
}
