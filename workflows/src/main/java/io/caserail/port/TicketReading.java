package io.caserail.port;

import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket says.
 *
 * @param ticket which
 * @param found false when it is deleted or never existed
 * @param requester the customer whose ticket it is
 * @param commands the commands that no mark of ours names, oldest first; refused ones included
 * @param revision the highest revision that a mark of ours carries; 0 where there is none
 * @param policy the policy in force at this moment
 * @param cancellation the policy for cancellations; null where none is set up
 * @param verification the policy by which identities are verified; null where none are
 */
public record TicketReading(
    TicketId ticket,
    boolean found,
    PersonTag requester,
    List<Command> commands,
    long revision,
    RefundPolicy policy,
    @Nullable CancellationPolicy cancellation,
    @Nullable VerificationPolicy verification) {
  public TicketReading {
    commands = List.copyOf(commands);
  }

  /** A reading where only refunds are set up. */
  public TicketReading(
      TicketId ticket,
      boolean found,
      PersonTag requester,
      List<Command> commands,
      long revision,
      RefundPolicy policy) {
    this(ticket, found, requester, commands, revision, policy, null, null);
  }
}
