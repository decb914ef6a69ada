package io.caserail.port;

/**
 * The answer to a {@link ShowRequest}.
 *
 * @param how whether it was written, was there already, or had been overtaken
 * @param unread whether the write found a command that nobody has read yet
 * @param status the ticket's status afterwards, as the ticket system names it
 */
public record TicketShown(How how, boolean unread, String status) {
  /** What became of the view. */
  public enum How {
    WRITTEN,
    ALREADY_THERE,
    OVERTAKEN,
    /** Deleted; or closed, and the view holds nothing that is worth a follow-up ticket. */
    CLOSED
  }
}
