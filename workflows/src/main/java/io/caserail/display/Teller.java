package io.caserail.display;

import io.caserail.call.Failure;
import io.caserail.call.Phase;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.SaidBy;
import io.caserail.port.ShowRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketView;
import io.caserail.port.Tracked;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Proc1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tickets truthful. Level-triggered: per ticket one write is in flight, and after it the
 * newest view of each request is written, not the ones between. A write that the ticket system does
 * not take is tried for hours, and given up for a newer view the moment there is one.
 */
public final class Teller {
  private final Map<TicketId, Page> pages = new LinkedHashMap<>();
  private final CaseKind kind;
  private final Proc1<TicketId> unread;
  private String object = "";
  private String field = "";

  /** {@code unread} is told of a ticket whose write met a command that nobody has read. */
  public Teller(CaseKind kind, Proc1<TicketId> unread) {
    this.kind = kind;
    this.unread = unread;
  }

  /**
   * What people name the case by.
   *
   * @param own its own number, such as a refund's
   * @param inField what the ticket's field holds where it is meant, such as the refund's payment
   */
  public void named(ObjectId own, ObjectId inField) {
    object = own.value();
    field = inField.value();
  }

  /** Takes note of a reading: its commands are marked as used by the next write. */
  public void read(TicketId ticket, long revision, List<String> commands) {
    Page page = page(ticket);
    page.revision = Math.max(page.revision, revision);
    for (String command : commands) {
      if (!page.unmarked.contains(command)) {
        page.unmarked.add(command);
      }
    }
  }

  /** The next write says that nothing is shown under the key any more. */
  public void leave(TicketId ticket, RequestKey key) {
    page(ticket).left.add(key);
  }

  /**
   * The same, and what is not written yet is not written any more: a newer request has taken its
   * place.
   */
  public void replaced(TicketId ticket, RequestKey key) {
    page(ticket).wanted.remove(key);
    leave(ticket, key);
  }

  /** Asks for a view; returns its revision. */
  public long tell(TicketId ticket, RequestKey key, TicketView view, Waits waits) {
    return tell(ticket, key, view, List.of(), waits);
  }

  /**
   * The same of a view that says how far a case is.
   *
   * @param minds what the case has to mind meanwhile
   */
  public long tell(
      TicketId ticket, RequestKey key, TicketView view, List<Tracked> minds, Waits waits) {
    Page page = page(ticket);
    page.waits = waits;
    long revision = ++page.revision;
    // Whoever asks for what was corrected once more shows something under its key again.
    page.left.remove(key);
    page.wanted.remove(key);
    page.wanted.put(key, new Wanted(view, minds, revision));
    page.last = view;
    if (!page.busy) {
      page.busy = true;
      Async.procedure(() -> pump(page));
    }
    return revision;
  }

  /** The fields that the ticket shows, or is about to. */
  public @Nullable TicketView last(TicketId ticket) {
    return page(ticket).last;
  }

  public long revision(TicketId ticket) {
    return page(ticket).revision;
  }

  public boolean isUpToDate() {
    return pages.values().stream().noneMatch(page -> page.busy);
  }

  public List<String> behind() {
    return pages.values().stream().filter(page -> page.busy).map(p -> p.ticket.value()).toList();
  }

  private Page page(TicketId ticket) {
    return pages.computeIfAbsent(ticket, Page::new);
  }

  private void pump(Page page) {
    Phase phase = Phase.QUICK;
    while (!page.wanted.isEmpty()) {
      Map.Entry<RequestKey, Wanted> next = page.wanted.entrySet().iterator().next();
      phase = write(page, next.getKey(), next.getValue(), phase) ? Phase.QUICK : Phase.AWAY;
    }
    page.busy = false;
  }

  /** Returns whether the ticket system answered. */
  private boolean write(Page page, RequestKey key, Wanted wanted, Phase phase) {
    ShowRequest request =
        new ShowRequest(
            page.ticket,
            wanted.view(),
            key,
            wanted.revision(),
            page.unmarked,
            kind.inTickets(),
            page.left,
            wanted.minds(),
            thisRun());
    String summary = "Ticket " + page.ticket + ": " + wanted.view().state();
    TicketActivities tickets =
        Workflow.newActivityStub(
            TicketActivities.class, phase.options(page.waits(), TaskQueues.TICKETS, summary));
    List<Promise<TicketShown>> write = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> write.add(Async.function(tickets::showOnTicket, request)));
    scope.run();
    Promise<TicketShown> written = write.get(0);
    if (phase.isLong()) {
      Workflow.await(() -> written.isCompleted() || !wanted.equals(page.wanted.get(key)));
      if (!written.isCompleted()) {
        scope.cancel("a newer view is to be written");
      }
    }
    try {
      done(page, key, wanted, request, written.get());
      return true;
    } catch (ActivityFailure e) {
      if (!Failure.isCancelled(e) && !Failure.of(e, "the ticket system").heals()) {
        // Refused as it stands: trying at once would only fill the history. A newer view may do.
        Workflow.await(page.waits().awayEvery(), () -> !wanted.equals(page.wanted.get(key)));
      }
      return Failure.isCancelled(e);
    }
  }

  private SaidBy thisRun() {
    WorkflowInfo run = Workflow.getInfo();
    return SaidBy.of(run.getWorkflowId(), run.getRunId()).named(object, field);
  }

  private void done(
      Page page, RequestKey key, Wanted wanted, ShowRequest request, TicketShown shown) {
    page.wanted.remove(key, wanted);
    boolean written =
        shown.how() == TicketShown.How.WRITTEN || shown.how() == TicketShown.How.ALREADY_THERE;
    if (written && !shown.unmarked()) {
      page.unmarked.removeAll(request.commands());
      page.left.removeAll(request.left());
    }
    if (shown.unread()) {
      unread.apply(page.ticket);
    }
  }

  private record Wanted(TicketView view, List<Tracked> minds, long revision) {}

  /** One ticket's state. */
  private static final class Page {
    private final TicketId ticket;
    private final Map<RequestKey, Wanted> wanted = new LinkedHashMap<>();
    private final List<String> unmarked = new ArrayList<>();
    private final List<RequestKey> left = new ArrayList<>();
    private long revision;
    private boolean busy;
    private @Nullable TicketView last;
    private @Nullable Waits waits;

    private Page(TicketId ticket) {
      this.ticket = ticket;
    }

    private Waits waits() {
      if (waits == null) {
        throw new IllegalStateException("nothing was told yet");
      }
      return waits;
    }
  }
}
