package io.caserail.demo;

import io.caserail.engine.CaseView;
import io.caserail.engine.RequestView;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.stripe.Refund;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be true when a row is over, held against the books. */
final class FaultChecks {
  private static final Map<CaseStatus, List<String>> SHOWN =
      Map.of(
          CaseStatus.COMPLETED, List.of("done"),
          CaseStatus.REJECTED, List.of("rejected"),
          CaseStatus.REFUSED, List.of("refused"),
          CaseStatus.WITHDRAWN, List.of("withdrawn"),
          CaseStatus.EXPIRED, List.of("expired"));

  private final Stage stage;
  private final FaultPath path;
  private final String payment;
  private final long ticket;
  private final Lead lead;
  private final List<BookEntry> books;
  private final List<Refund> refunds;
  private final CaseRuns runs;

  FaultChecks(
      Stage stage,
      CaseRuns runs,
      FaultPath path,
      String payment,
      long ticket,
      Lead lead,
      List<BookEntry> books) {
    this.stage = stage;
    this.path = path;
    this.payment = payment;
    this.ticket = ticket;
    this.lead = lead;
    this.books = List.copyOf(books);
    this.refunds = stage.sandbox().stripe().refundsOf(payment);
    this.runs = runs;
  }

  /** The request as its case has it; the settlement's where there is one. */
  RequestView request() {
    Optional<RequestView> last = last(refundCase());
    for (String settlement : settlements()) {
      Optional<RequestView> settled = last(settlement);
      last = settled.isPresent() ? settled : last;
    }
    return last.orElseThrow(() -> new SceneFailed(refundCase() + " has served no request"));
  }

  List<String> violations() {
    List<String> wrong = new ArrayList<>();
    RequestView request = request();
    if (!request.status().isEnding()) {
      wrong.add("it has not ended: " + request.status());
    }
    if (!SHOWN.getOrDefault(request.status(), List.of()).contains(stage.state(ticket))) {
      wrong.add("it is " + request.status() + ", and the ticket shows " + stage.state(ticket));
    }
    if (!stage.ticket(ticket).field("Caserail action").isEmpty()) {
      wrong.add("a command stands in the ticket and nobody has picked it up");
    }
    wrong.addAll(Guarantees.doubles(books));
    wrong.addAll(NoteClaims.ahead(books));
    wrong.addAll(money(request));
    wrong.addAll(replays());
    return wrong;
  }

  /** What the case says of the money, and what the books do. */
  private List<String> money(RequestView request) {
    List<String> wrong = new ArrayList<>();
    long moved = stage.sandbox().stripe().moneyMoved(payment);
    boolean done = request.status() == CaseStatus.COMPLETED;
    long due = done || !lead.byHand().isEmpty() ? Stage.minor(path.amount()) : 0;
    if (moved != due) {
      wrong.add("it is " + request.status() + ", and " + moved + " moved instead of " + due);
    }
    String reference = stage.ticket(ticket).field("Caserail reference");
    boolean stands =
        refunds.stream().anyMatch(r -> r.id().equals(reference) && r.status().movesMoney());
    if (done && !stands) {
      wrong.add("its ticket names " + reference + ", which moved no money");
    }
    last(refundCase()).ifPresent(refund -> wrong.addAll(recorded(refund)));
    return wrong;
  }

  /** What the refund's own record names; a later run that only passed a word on has none. */
  private List<String> recorded(RequestView refund) {
    List<String> wrong = new ArrayList<>();
    boolean known = refunds.stream().anyMatch(r -> r.id().equals(refund.reference()));
    if (refund.status() == CaseStatus.COMPLETED && !known) {
      wrong.add("its record names " + refund.reference() + ", which is no refund of the payment");
    }
    if (refund.status() != CaseStatus.COMPLETED && !refund.reference().isEmpty()) {
      wrong.add("it is " + refund.status() + ", and its record names " + refund.reference());
    }
    return wrong;
  }

  private List<String> replays() {
    List<String> cases = new ArrayList<>(settlements());
    cases.add(refundCase());
    return runs.unfit(cases);
  }

  private String refundCase() {
    return stage.cases().refundId(new ObjectId(payment));
  }

  private List<String> settlements() {
    return refunds.stream()
        .map(refund -> stage.cases().settlementId(refund.id()))
        .filter(id -> runs.is(id) != CaseRuns.Is.UNKNOWN)
        .toList();
  }

  /** The last request that was served; a later run may only have heard of it once more. */
  private Optional<RequestView> last(String caseId) {
    return Stream.concat(Stream.of(view(caseId)), runs.closed(caseId).stream())
        .map(CaseView::requests)
        .filter(requests -> !requests.isEmpty())
        .findFirst()
        .map(requests -> requests.get(requests.size() - 1));
  }

  /** Asked again where its worker took too long, as it may on a busy machine. */
  private CaseView view(String caseId) {
    for (int left = 3; ; left--) {
      try {
        return stage.cases().view(caseId);
      } catch (WorkflowException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }
}
