package io.caserail.display;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.TicketView;
import io.caserail.port.Tracked;
import io.caserail.record.CaseRecord;
import io.caserail.record.CaseView;
import io.caserail.record.RequestLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people see of a case: its tickets, its line in lists, its page in the Temporal UI. */
public final class CaseDisplay {
  private final CaseRecord record;
  private final Teller teller;
  private final Attention attention = new Attention();
  private List<Tracked> minds = List.of();
  private boolean attentive;
  private long question = Long.MAX_VALUE;
  private @Nullable Waits waits;

  /** Of the case with this record, whose tickets are written by the teller. */
  public CaseDisplay(CaseRecord record, Teller teller) {
    this.record = record;
    this.teller = teller;
  }

  /** Begins to show a request, with its patience. */
  public void serves(Waits patience) {
    waits = patience;
    minds = List.of();
  }

  /** The patience of the request that was shown last, or of the first policy that was read. */
  public Waits patience() {
    if (waits == null) {
      throw new IllegalStateException("no policy was read yet");
    }
    return waits;
  }

  /** What people name the case by: its own number, and what the ticket's field holds for it. */
  public void named(ObjectId own, ObjectId inField) {
    teller.named(own, inField);
  }

  /** What hangs on the object in other systems, by which their news find this case. */
  public void hangsOn(List<String> ids) {
    attention.hangsOn(ids);
  }

  /** What the request has to mind while it waits: its ticket shows how it stands with that. */
  public void minds(List<Tracked> parts) {
    minds = List.copyOf(parts);
  }

  // ---- tickets ----

  /** Makes the ticket of a request show a view; returns its revision. */
  public long show(RequestLog request, TicketView view) {
    // Of what has ended nothing has to be minded any more.
    boolean ends = view.state() != null && view.state().isEnding();
    List<Tracked> minded = ends ? List.of() : minds;
    return teller.tell(request.ticket(), request.key(), view, minded, patience());
  }

  /** The same of a view that says what is waited for, which answers to it have to come after. */
  public void ask(RequestLog request, TicketView view) {
    question = show(request, view);
  }

  /** What is waited for now stands in no ticket yet. */
  public void unasked() {
    question = Long.MAX_VALUE;
  }

  /** Whether what is waited for now stands in the ticket, or is about to. */
  public boolean isAsked() {
    return question != Long.MAX_VALUE;
  }

  /**
   * Whether a yes in a ticket was said after its author could read the question.
   *
   * @param seen the highest revision of ours that stood in the ticket then
   */
  public boolean couldRead(long seen) {
    return seen >= question;
  }

  /** Makes a ticket show a view under a key of its own: an answer beside the request's views. */
  public void show(TicketId ticket, RequestKey key, TicketView view) {
    teller.tell(ticket, key, view, patience());
  }

  /** What was shown under an earlier key of a request is nobody's state any more. */
  public void leave(TicketId ticket, RequestKey key) {
    teller.leave(ticket, key);
  }

  /**
   * A newer request has taken the place of one of this key: what that one has shown is nobody's
   * state any more, and what it has not shown yet is not shown.
   */
  public void replaced(TicketId ticket, RequestKey key) {
    teller.replaced(ticket, key);
  }

  /** Takes note of what was read from a ticket; the next write marks the commands as used. */
  public void heard(TicketId ticket, long revision, List<String> commands, Waits policy) {
    waits = waits == null ? policy : waits;
    record.heard(commands);
    teller.read(ticket, revision, commands);
  }

  /** Whether the command was dealt with before, in whichever way it came. */
  public boolean hasHeard(String command) {
    return record.hasHeard(command);
  }

  /** The revision of the newest view that was asked for; whoever goes on starts above it. */
  public long revision(TicketId ticket) {
    return teller.revision(ticket);
  }

  /** The view that the ticket shows, or is about to; null when nothing was told. */
  public @Nullable TicketView last(TicketId ticket) {
    return teller.last(ticket);
  }

  /** Whether every ticket shows the newest view. */
  public boolean isTold() {
    return teller.isUpToDate();
  }

  /** The tickets that do not show the newest view yet. */
  public List<String> behind() {
    return teller.behind();
  }

  // ---- lists and the Temporal UI ----

  /** From here on lists show that something waits; before the first wait they cost nothing. */
  public void attend() {
    attentive = true;
  }

  /** The open block has another owner or another time, or is late now. */
  public void amended(Block block, boolean late) {
    attention.amended(record.worst(true), record.tickets(), block, late);
  }

  /** A block was opened or closed; null when nothing waits. */
  public void list(boolean serving, @Nullable Block block, boolean late) {
    if (attentive) {
      attention.show(record.worst(serving), record.tickets(), block, late);
    }
  }

  /** The ticket can't be read, so nobody knows yet what is asked: that is no silent wait. */
  public void unreadable(Block cause) {
    attentive = true;
    attention.show(CaseStatus.WAITING, record.tickets(), cause, false);
  }

  /** The page in the Temporal UI; it costs nothing, and is there with the next workflow task. */
  public void describe(CaseView view) {
    attention.describe(view);
  }

  /** The last attributes of a run. */
  public void close(boolean serving) {
    attention.show(record.worst(serving), record.tickets(), null, false);
  }
}
