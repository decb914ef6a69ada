package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ticket read afresh, with the commands in its audit log.
 *
 * @param found false when it is deleted or never existed; the rest is then empty
 * @param requester the tag of the customer whose ticket it is
 * @param requesterSince when somebody made it this customer's; null where it always was
 * @param values what the fields of each kind of case hold now
 * @param revision the highest revision that a mark of ours carries; 0 where there is none
 * @param commands oldest first
 * @param endings what our writes say has ended with nothing done, oldest first
 */
public record TicketRecord(
    TicketId ticket,
    boolean found,
    PersonTag requester,
    @Nullable Instant requesterSince,
    Map<CaseKind, FieldValues> values,
    long revision,
    List<TicketCommand> commands,
    List<ShownEnding> endings) {
  public TicketRecord {
    values = Map.copyOf(values);
    commands = List.copyOf(commands);
    endings = List.copyOf(endings);
  }

  /** A ticket that has always been its customer's, and in which nothing has ended. */
  public TicketRecord(
      TicketId ticket,
      boolean found,
      PersonTag requester,
      Map<CaseKind, FieldValues> values,
      long revision,
      List<TicketCommand> commands) {
    this(ticket, found, requester, null, values, revision, commands, List.of());
  }

  /** What the fields of a kind hold now; nothing where the account has none for it. */
  public FieldValues values(CaseKind about) {
    return values.getOrDefault(about, FieldValues.NOTHING);
  }
}
