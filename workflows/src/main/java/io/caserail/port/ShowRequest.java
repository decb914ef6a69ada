package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a view to be written to a ticket, once.
 *
 * @param ticket which ticket
 * @param view what it should show
 * @param key whose view it is: an older one of the same key never replaces a newer one
 * @param revision counts the views of a key upwards
 * @param commands the command ids that are thereby used up; the command field is emptied
 * @param about by which kind's macros people speak about the case that shows it
 * @param left earlier keys of requests of the same case, under which nothing is shown any more
 * @param minds what the case has to mind while it waits; the ticket shows how it stands with that
 * @param by which run says it; null where none does, and in older histories
 */
public record ShowRequest(
    TicketId ticket,
    TicketView view,
    RequestKey key,
    long revision,
    List<String> commands,
    CaseKind about,
    List<RequestKey> left,
    List<Tracked> minds,
    @Nullable SaidBy by) {
  public ShowRequest {
    commands = List.copyOf(commands);
    // Older histories hold requests without these, and were about refunds.
    about = about == null ? CaseKind.REFUND : about;
    left = left == null ? List.of() : List.copyOf(left);
    minds = minds == null ? List.of() : List.copyOf(minds);
  }

  /** A view with nothing to mind, of which it does not matter which run says it. */
  public ShowRequest(
      TicketId ticket,
      TicketView view,
      RequestKey key,
      long revision,
      List<String> commands,
      CaseKind about,
      List<RequestKey> left) {
    this(ticket, view, key, revision, commands, about, left, List.of(), null);
  }

  /** The same, said by a run. */
  public ShowRequest saidBy(SaidBy run) {
    return new ShowRequest(ticket, view, key, revision, commands, about, left, minds, run);
  }

  /** A view of a refund. */
  public ShowRequest(
      TicketId ticket, TicketView view, RequestKey key, long revision, List<String> commands) {
    this(ticket, view, key, revision, commands, CaseKind.REFUND, List.of());
  }
}
