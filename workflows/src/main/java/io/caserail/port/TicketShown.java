package io.caserail.port;

/**
 * The answer to a {@link ShowRequest}.
 *
 * @param how whether it was written, was there already, or had been overtaken
 * @param unread whether the write found a command that nobody has read yet
 * @param status the ticket's status afterwards, as the ticket system names it
 * @param unmarked whether the ticket held all of it already, so that the write left no trace there:
 *     the commands that it was to mark as used are not
 * @param customerFirst whether this is the first that says of a trouble, and the customer has
 *     written before it
 */
public record TicketShown(
    How how, boolean unread, String status, boolean unmarked, boolean customerFirst) {
  public TicketShown(How how, boolean unread, String status) {
    this(how, unread, status, false, false);
  }

  /** What became of the view. */
  public enum How {
    WRITTEN,
    ALREADY_THERE,
    OVERTAKEN,
    /** Deleted; or closed, and the view holds nothing that is worth a follow-up ticket. */
    CLOSED
  }
}
