package io.caserail.activities.zendesk;

import io.caserail.model.TicketId;
import io.caserail.port.TicketState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tickets were made to show, request by request, as the marks of our own writes say it; the
 * lists of a ticket with several requests show only the worst of them. Changes nothing.
 *
 * <p>Whoever asks for the same once more begins under the name of what was there before, and leaves
 * it once that is seen. What was said meanwhile was said of the new wish.
 */
public final class ShownStates {
  private final TicketThreads threads;
  private final ZendeskFields fields;
  private final String integrationUser;

  public ShownStates(ZendeskClient client, ZendeskFields fields, ZendeskSettings settings) {
    this.threads = new TicketThreads(client, fields, settings.integrationUser());
    this.fields = fields;
    this.integrationUser = settings.integrationUser();
  }

  /**
   * The state that the ticket, or its follow-up, was last made to show for a request.
   *
   * @param request the request's key
   * @return null where none was, or the ticket is gone
   */
  public @Nullable TicketState of(TicketId ticket, String request) {
    ViewMark newest = null;
    ViewMark made = null;
    for (ViewMark mark : marks(ticket)) {
      if (mark.left().contains(request)) {
        newest = made;
      }
      if (mark.key().equals(request) && mark.state() != null && isNewer(mark, newest)) {
        newest = mark;
        made = isOfTheMade(mark.state()) ? mark : made;
      }
    }
    return newest == null ? null : newest.state();
  }

  /**
   * Whether a request came to an end after its ticket had shown that it failed: a person has said
   * how it was paid, or that it is not to be.
   */
  public boolean hasEndedAfterFailure(TicketId ticket, String request) {
    boolean failed = false;
    boolean ended = false;
    for (ViewMark mark : marks(ticket)) {
      if (mark.key().equals(request) && mark.state() == TicketState.FAILED) {
        failed = true;
        ended = false;
      } else if (mark.key().equals(request) && mark.state() != null) {
        ended = ended || (failed && mark.state().isEnding());
      }
    }
    return ended;
  }

  private List<ViewMark> marks(TicketId ticket) {
    Optional<TicketThread> thread = threads.find(ticket);
    return thread.isEmpty()
        ? List.of()
        : new TicketHistory(thread.get().audits(), fields, integrationUser).marks();
  }

  private static boolean isNewer(ViewMark mark, @Nullable ViewMark newest) {
    return newest == null || mark.revision() >= newest.revision();
  }

  /** Whether it can't be the state of a wish that has yet to learn whether it is the first one. */
  private static boolean isOfTheMade(TicketState state) {
    return switch (state) {
      case WORKING, WAITING, NEEDS_PERSON, NEEDS_APPROVAL -> false;
      default -> true;
    };
  }
}
