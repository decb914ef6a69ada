package io.caserail.activities.zendesk;

import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import java.util.List;

/**
 * A ticket read afresh, with the commands in its audit log.
 *
 * @param found false when it is deleted or never existed; the rest is then empty
 * @param requester the tag of the customer whose ticket it is
 * @param values what the request's fields hold now
 * @param revision the highest revision that a mark of ours carries; 0 where there is none
 * @param commands oldest first
 */
public record TicketRecord(
    TicketId ticket,
    boolean found,
    PersonTag requester,
    FieldValues values,
    long revision,
    List<TicketCommand> commands) {
  public TicketRecord {
    commands = List.copyOf(commands);
  }
}
