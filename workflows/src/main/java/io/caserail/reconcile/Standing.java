package io.caserail.reconcile;

import io.caserail.port.TicketState;
import org.jspecify.annotations.Nullable;

/**
 * What ticket and case say of an object.
 *
 * @param ticket the state that the ticket was last made to show for the request; null where none
 *     was
 * @param known whether Temporal knows a case of it, open or closed
 * @param open whether a case works at it or follows it
 * @param waits whether that case waits for the very truth that is compared
 * @param dealtWith whether a case has ended that knew of the failure; of what no case has made,
 *     whether one has taken it as what was asked for
 */
public record Standing(
    @Nullable TicketState ticket, boolean known, boolean open, boolean waits, boolean dealtWith) {
  /** Neither ticket nor case know of it. */
  public static final Standing NONE = new Standing(null, false, false, false, false);
}
