package io.caserail.activities.zendesk;

import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.AuditFacts;
import io.caserail.port.Command;
import io.caserail.port.Proof;
import io.caserail.port.SaidBy;
import java.util.Map;

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
 * @param meant which case it is about
 * @param shown the highest revision of each case's own views that stood in the ticket then, by the
 *     digest of its id; views that name no case count for all, under the empty one
 */
public record TicketCommand(
    String id,
    AuditFacts facts,
    boolean used,
    String actorName,
    PersonTag person,
    long seen,
    boolean sameCustomer,
    FieldValues values,
    Meant meant,
    Map<String, Long> shown) {
  public TicketCommand {
    shown = Map.copyOf(shown);
  }

  /** One that is about no case in particular. */
  public TicketCommand(
      String id,
      AuditFacts facts,
      boolean used,
      String actorName,
      PersonTag person,
      long seen,
      boolean sameCustomer,
      FieldValues values) {
    this(id, facts, used, actorName, person, seen, sameCustomer, values, Meant.NONE, Map.of());
  }

  /** The same, read by a case: what its author could read of that one's own views counts. */
  public TicketCommand readBy(String caseId) {
    long own = shown.getOrDefault(SaidBy.of(caseId, "").about(), 0L);
    long any = shown.getOrDefault("", 0L);
    return new TicketCommand(
        id, facts, used, actorName, person, Math.max(own, any), sameCustomer, values, meant, shown);
  }

  /** What it is worth to the cases, once the authority has judged it. */
  public Command judged(TicketId ticket, Proof proof) {
    String refusal = proof.refusal() == null ? meant.refusal() : proof.refusal();
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
            refusal,
            values.option());
    return command.byGrant(proof.grant()).about(meant.object());
  }
}
