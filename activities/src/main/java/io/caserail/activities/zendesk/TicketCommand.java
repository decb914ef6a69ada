package io.caserail.activities.zendesk;

import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.AuditFacts;
import io.caserail.port.Command;
import io.caserail.port.Proof;

/**
 * A command as the audit log proves it, without judgement.
 *
 * @param id what requests and marks name it by, {@code audit-<number>}
 * @param facts what to judge
 * @param used whether one of our writes says that it was taken
 * @param actorName the author's name, for colleagues
 * @param person the author's tag
 * @param seen the highest revision of that kind's views that stood in the ticket then; where a case
 *     has read it, of its own views
 * @param sameCustomer whether the ticket, or the follow-up that continues it, is still that
 *     customer's whose it was right after it
 * @param values the fields of its kind right after it
 */
public record TicketCommand(
    String id,
    AuditFacts facts,
    boolean used,
    String actorName,
    PersonTag person,
    long seen,
    boolean sameCustomer,
    FieldValues values) {

  /** What it is worth to the cases, once the authority has judged it. */
  public Command judged(TicketId ticket, Proof proof) {
    Command command =
        new Command(
            id,
            facts.kind(),
            ticket,
            facts.authorId(),
            actorName,
            person,
            proof.roles(),
            facts.at(),
            values.object(),
            values.amount(),
            values.reason(),
            values.reference(),
            seen,
            proof.refusal(),
            values.option());
    return command.byGrant(proof.grant());
  }
}
