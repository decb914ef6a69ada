package io.caserail.demo;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.record.RequestView;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.stripe.Refund;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A refund, played once. */
final class RefundPlay extends Play {
  private final RefundPath path;
  private String byHand = "";
  private boolean settled;

  RefundPlay(Stage stage, RefundPath path, String customer, String payment) {
    super(stage, customer, payment);
    this.path = path;
  }

  @Override
  long ask(String email) {
    return stage().ask("Lena", email, object(), "");
  }

  @Override
  List<String> cases() {
    List<String> cases = new ArrayList<>();
    cases.add(stage().cases().refundId(new ObjectId(object())));
    refunds().forEach(refund -> cases.add(stage().cases().settlementId(refund.id())));
    return cases;
  }

  @Override
  void meanwhile(String state) {
    if (!state.equals("pending")) {
      return;
    }
    for (Refund refund : refunds()) {
      if (!settled && refund.status().wire().equals("pending")) {
        settled = true;
        path.bankSpeaks(stage(), refund.id());
      }
    }
  }

  @Override
  String macro(DecisionKind kind) {
    return switch (kind) {
      case CHECKED_FOUND -> "Refund: I checked Stripe: found";
      case CHECKED_NONE -> "Refund: I checked Stripe: none";
      default -> "Refund: " + Lead.words(kind);
    };
  }

  /** Stripe refuses what was refunded a moment ago. */
  @Override
  String doByHand(Block block) {
    if (byHand.isEmpty()) {
      try {
        byHand = stage().sandbox().stripe().refundByHand(object(), Stage.minor(path.amount())).id();
      } catch (IllegalStateException alreadyRefunded) {
        return "";
      }
    }
    return byHand;
  }

  @Override
  Optional<String> find(Block block) {
    return refunds().stream()
        .filter(refund -> refund.status().movesMoney())
        .map(Refund::id)
        .findFirst();
  }

  @Override
  boolean owns(BookEntry entry) {
    return entry.object().equals(Long.toString(ticket()))
        || object().equals(entry.details().get("payment_intent"));
  }

  /** What the case says of the money, and what the books do. */
  @Override
  List<String> violations(RequestView request, CaseRecords records, List<BookEntry> books) {
    List<String> wrong = new ArrayList<>();
    long moved = stage().sandbox().stripe().moneyMoved(object());
    boolean done = request.status() == CaseStatus.COMPLETED;
    long due = done || !byHand.isEmpty() ? Stage.minor(path.amount()) : 0;
    if (moved != due) {
      wrong.add("it is " + request.status() + ", and " + moved + " moved instead of " + due);
    }
    String reference = stage().ticket(ticket()).field("Caserail reference");
    boolean stands =
        refunds().stream().anyMatch(r -> r.id().equals(reference) && r.status().movesMoney());
    if (done && !stands) {
      wrong.add("its ticket names " + reference + ", which moved no money");
    }
    records.last(cases().get(0)).ifPresent(refund -> wrong.addAll(recorded(refund)));
    return wrong;
  }

  /** What the refund's own record names; a later run that only passed a word on has none. */
  private List<String> recorded(RequestView refund) {
    List<String> wrong = new ArrayList<>();
    boolean known = refunds().stream().anyMatch(r -> r.id().equals(refund.reference()));
    if (refund.status() == CaseStatus.COMPLETED && !known) {
      wrong.add("its record names " + refund.reference() + ", which is no refund of the payment");
    }
    if (refund.status() != CaseStatus.COMPLETED && !refund.reference().isEmpty()) {
      wrong.add("it is " + refund.status() + ", and its record names " + refund.reference());
    }
    return wrong;
  }

  private List<Refund> refunds() {
    return stage().sandbox().stripe().refundsOf(object());
  }
}
