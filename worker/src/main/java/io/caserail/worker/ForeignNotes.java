package io.caserail.worker;

import io.caserail.activities.stripe.ForeignRefund;
import io.caserail.client.CaseDirectory;
import io.caserail.client.CaseSummary;
import io.caserail.contract.Contracts;
import io.caserail.contract.LifecycleState;
import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketView;
import io.caserail.reconcile.ComparisonNotes;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Says in a case's tickets that somebody else has changed its object: in those of its open case, or
 * of its last one as long as Temporal knows that. Each change is said once, however often it is
 * found; a closed ticket goes on in a follow-up, as for whatever a person must know.
 */
final class ForeignNotes {
  private final Function<List<String>, List<CaseSummary>> cases;
  private final Consumer<ShowRequest> notes;
  private final Contracts contracts;
  private final String account;

  /**
   * Notes of an account.
   *
   * @param contracts name who decides about what others did
   * @param notes writes a view, once however often it is asked to
   */
  ForeignNotes(
      CaseDirectory cases, Contracts contracts, Consumer<ShowRequest> notes, String account) {
    this(cases::known, contracts, notes, account);
  }

  ForeignNotes(
      Function<List<String>, List<CaseSummary>> cases,
      Contracts contracts,
      Consumer<ShowRequest> notes,
      String account) {
    this.cases = cases;
    this.contracts = contracts;
    this.notes = notes;
    this.account = account;
  }

  /** The tickets of the payment's case; none where Temporal knows no case of it. */
  List<String> tickets(ObjectId payment) {
    return tickets(CaseKind.REFUND, payment);
  }

  private List<String> tickets(CaseKind kind, ObjectId object) {
    String caseId = kind.workflowId(account, object);
    return cases.apply(List.of(caseId)).stream().flatMap(one -> one.tickets().stream()).toList();
  }

  /** Says it. */
  void show(ForeignRefund refund) {
    var unused =
        show(
            CaseKind.REFUND,
            refund.payment(),
            refund.ref(),
            refund.amount() + " of " + refund.payment());
  }

  /**
   * Says that somebody else has changed something.
   *
   * @param object what a case of this kind locks
   * @param ref what was changed or made
   * @param words the same in a clause
   * @return whether there is a ticket that says it
   */
  boolean show(CaseKind kind, ObjectId object, String ref, String words) {
    String name = "foreign-" + kind.name().toLowerCase(Locale.ROOT);
    RequestKey key = new RequestKey(Digest.hex(16, name, ref));
    TicketView view =
        new TicketView(
            null, null, "", ComparisonNotes.foreign(kind, "Stripe", ref, words, owner(kind)));
    List<String> tickets = tickets(kind, object);
    for (String ticket : tickets) {
      notes.accept(new ShowRequest(new TicketId(ticket), view, key, 1, List.of(), kind, List.of()));
    }
    return !tickets.isEmpty();
  }

  /** By the contract; whoever has the ticket while that is not in order. */
  private String owner(CaseKind kind) {
    return contracts
        .of(LifecycleState.of(kind))
        .map(contract -> contract.triage().by() + ". " + contract.triage().rule())
        .orElse("you.");
  }
}
