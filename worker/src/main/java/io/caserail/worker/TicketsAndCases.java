package io.caserail.worker;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseDirectory;
import io.caserail.client.CaseSummary;
import io.caserail.client.CaseTraces;
import io.caserail.client.NoSuchCase;
import io.caserail.contract.Contract;
import io.caserail.decision.Block;
import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.reconcile.Comparison;
import io.caserail.reconcile.ComparisonNotes;
import io.caserail.reconcile.Difference;
import io.caserail.reconcile.Standing;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Truth.Says;
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.caserail.watchdog.CaseTrace;
import io.caserail.watchdog.CaseTrace.Shown;
import io.caserail.worker.reconcile.Caretaker;
import io.temporal.client.WorkflowQueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account's tickets and cases. A case that is open is told that there is news, and looks
 * itself; where none is, the ticket is shown again what its last case wanted it to show, if that is
 * true; and a refund that has failed or is not final, and that nobody follows, gets its settlement.
 */
final class TicketsAndCases implements Caretaker {
  private static final String EVENT = "reconciliation";

  /** The steps at which a case waits for what is compared. */
  private static final Set<String> AWAITS = Set.of("term", "billing-ended", "wait");

  /** The steps that end billing; whoever has made them by hand may have named something else. */
  private static final Set<String> ENDS = Set.of("stop-billing", "end-billing");

  private final CaseClient cases;
  private final CaseDirectory directory;
  private final CaseTraces traces;
  private final BiFunction<TicketId, String, @Nullable TicketState> shown;
  private final BiPredicate<TicketId, String> endedAfterFailure;
  private final Consumer<ShowRequest> notes;
  private final ForeignNotes foreign;

  /**
   * All of an account.
   *
   * @param shown what a ticket was made to show for a request's key; null for nothing
   * @param endedAfterFailure whether the ticket shows that somebody has dealt with its failure
   * @param notes writes a view, once however often it is asked to
   */
  TicketsAndCases(
      CaseClient cases,
      CaseDirectory directory,
      CaseTraces traces,
      BiFunction<TicketId, String, @Nullable TicketState> shown,
      BiPredicate<TicketId, String> endedAfterFailure,
      Consumer<ShowRequest> notes,
      ForeignNotes foreign) {
    this.cases = cases;
    this.directory = directory;
    this.traces = traces;
    this.shown = shown;
    this.endedAfterFailure = endedAfterFailure;
    this.notes = notes;
    this.foreign = foreign;
  }

  @Override
  public Standing standing(Truth truth) {
    List<CaseSummary> known = directory.known(caseIds(truth));
    List<CaseSummary> open = known.stream().filter(CaseSummary::open).toList();
    List<RequestView> served = open.stream().flatMap(one -> served(truth, one)).toList();
    boolean works = !truth.isOurs() || open.stream().anyMatch(this::follows) || !served.isEmpty();
    return new Standing(
        truth.isOurs() ? ticket(truth) : null,
        !known.isEmpty(),
        works && !open.isEmpty(),
        truth.kind() != CaseKind.REFUND
            && served.stream().map(RequestView::block).anyMatch(TicketsAndCases::awaits),
        truth.isOurs() ? isDealtWith(truth) : known.stream().anyMatch(one -> hasTaken(truth, one)));
  }

  /** Temporal forgets what a settlement has ended with; the ticket does not. */
  private boolean isDealtWith(Truth truth) {
    return truth.kind() == CaseKind.REFUND
        && truth.says() == Says.NOT_SO
        && (cases.isDealtWith(truth.ref())
            || (!truth.ticket().isEmpty()
                && endedAfterFailure.test(new TicketId(truth.ticket()), truth.request())));
  }

  /** What a person has done, or what stood before, may be what a case has taken as its own end. */
  private boolean hasTaken(Truth truth, CaseSummary one) {
    try {
      return cases.view(one.caseId()).requests().stream()
          .flatMap(request -> request.steps().stream())
          .anyMatch(step -> hasTaken(truth, step));
    } catch (NoSuchCase | WorkflowQueryException e) {
      if (one.open()) {
        throw e;
      }
      // A run that was ended from outside, in the middle of a task, can't be asked any more.
      return false;
    }
  }

  private static boolean hasTaken(Truth truth, StepLine step) {
    boolean byHand = step.state() == StepState.BY_HAND;
    boolean namesIt = step.reference().equals(truth.ref());
    return (byHand && ENDS.contains(step.step()))
        || (namesIt && (byHand || step.state() == StepState.DONE));
  }

  /** A settlement follows one refund from its first moment on. */
  private boolean follows(CaseSummary one) {
    return one.caseId().startsWith(CaseKind.SETTLEMENT.workflowIds(cases.account()));
  }

  /** An object's case may be open because of another of its requests, even in the same ticket. */
  private Stream<RequestView> served(Truth truth, CaseSummary one) {
    if (!truth.isOurs() || follows(one)) {
      return Stream.empty();
    }
    return cases.view(one.caseId()).requests().stream()
        .filter(request -> request.key().equals(truth.request()))
        .filter(request -> !request.status().isEnding());
  }

  private static boolean awaits(@Nullable Block block) {
    return block != null && AWAITS.contains(block.step().replaceFirst("[@+].*$", ""));
  }

  private @Nullable TicketState ticket(Truth truth) {
    return truth.ticket().isEmpty()
        ? null
        : shown.apply(new TicketId(truth.ticket()), truth.request());
  }

  /** The newest word about it comes first. */
  private List<String> caseIds(Truth truth) {
    List<String> ids = new ArrayList<>();
    if (truth.kind() == CaseKind.REFUND && truth.isOurs()) {
      ids.add(cases.settlementId(truth.ref()));
    }
    ids.add(cases.caseId(truth.kind(), truth.object()));
    return ids;
  }

  @Override
  public void mend(Truth truth, Standing standing, Difference difference) {
    boolean settles = truth.kind() == CaseKind.REFUND;
    switch (difference) {
      case TRUTH_AHEAD -> {
        var unused = cases.wake(truth.kind(), truth.object(), EVENT);
        if (settles) {
          unused = cases.wake(CaseKind.SETTLEMENT, new ObjectId(truth.ref()), EVENT);
        }
      }
      case TICKET_BEHIND, CASE_MISSING -> {
        if (!Comparison.says(truth, standing.ticket())) {
          showAgain(truth);
        }
        // What its ticket says may be true, and nobody would hear of its end.
        if (settles && truth.says() != Says.HAPPENED) {
          cases.wakeOrStart(truth.ref(), EVENT);
        }
      }
      case FOREIGN, DOUBLED, REVERSED, NOT_ERASED -> {
        // Only people can.
      }
    }
  }

  /** What the last case wanted the ticket to show, where that is what is true now. */
  private void showAgain(Truth truth) {
    for (String caseId : caseIds(truth)) {
      CaseTrace trace = traces.read(caseId, "").orElse(null);
      Shown last = trace == null ? null : last(trace, truth);
      if (last != null && Comparison.says(truth, last.request().view().state())) {
        notes.accept(silent(last.request()));
        return;
      }
    }
  }

  private static @Nullable Shown last(CaseTrace trace, Truth truth) {
    return trace.shown().stream()
        .filter(one -> one.request().key().value().equals(truth.request()))
        .reduce((first, second) -> second)
        .orElse(null);
  }

  /** The customer is told by a case, or by a person. */
  private static ShowRequest silent(ShowRequest asked) {
    TicketView view = asked.view();
    return new ShowRequest(
        asked.ticket(),
        new TicketView(
            view.state(),
            view.waitsFor(),
            view.reference(),
            view.note(),
            null,
            view.fields(),
            view.waitsOn(),
            view.late(),
            view.words()),
        asked.key(),
        asked.revision(),
        asked.commands(),
        asked.about(),
        asked.left(),
        List.of(),
        asked.by());
  }

  @Override
  public boolean hand(Truth truth, Standing standing, Difference difference, Contract contract) {
    if (difference == Difference.FOREIGN) {
      return foreign.show(truth.kind(), truth.object(), truth.ref(), truth.words());
    }
    if (truth.ticket().isEmpty()) {
      return false;
    }
    RequestKey key =
        new RequestKey(
            Digest.hex(16, "reconcile", truth.ref(), difference.name(), truth.says().name()));
    String owner = contract.triage().by() + ". " + contract.triage().rule();
    TicketView view =
        new TicketView(null, null, "", ComparisonNotes.differ(truth, standing, difference, owner));
    notes.accept(
        new ShowRequest(
            new TicketId(truth.ticket()), view, key, 1, List.of(), truth.kind(), List.of()));
    return true;
  }
}
