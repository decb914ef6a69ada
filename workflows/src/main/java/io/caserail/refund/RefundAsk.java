package io.caserail.refund;

import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import java.time.Instant;
import java.util.List;

/**
 * A refund asked for by command line.
 *
 * @param id unique; the same id is the same request
 * @param ticket the ticket that will show it
 * @param amount a decimal such as {@code 24.90}; empty for all
 * @param reason a reason's code
 * @param actor who asks
 * @param proofRef the proof offered; empty for none
 */
public record RefundAsk(
    String id, TicketId ticket, String amount, String reason, String actor, String proofRef) {

  /**
   * Refuses what no person can have meant.
   *
   * @throws IllegalArgumentException naming the field and what is wrong with it
   */
  public void check() {
    require(id.matches("[A-Za-z0-9._-]{1,80}"), "id is 1 to 80 letters, digits, '.', '_' or '-'");
    require(amount.matches("([0-9]{1,12}([.,][0-9]{1,4})?)?"), "amount is a number such as 24.90");
    require(reason.matches("[a-z_]{1,40}"), "reason is a code such as not_received");
    require(actor.matches("[^\\p{Cntrl}]{1,80}"), "actor is 1 to 80 characters");
  }

  /** The command that this is, once its proof was judged. */
  Command command(ObjectId payment, List<Role> roles, Instant at) {
    return new Command(
        "cli-" + id,
        CommandKind.SEND,
        ticket,
        actor,
        actor,
        new PersonTag("none"),
        roles,
        at,
        payment.value(),
        amount,
        reason,
        "",
        0,
        null);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
