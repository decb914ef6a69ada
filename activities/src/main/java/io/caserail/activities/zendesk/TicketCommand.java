package io.caserail.activities.zendesk;

import io.caserail.model.PersonTag;
import io.caserail.port.AuditFacts;

/**
 * A command as the audit log proves it, without judgement.
 *
 * @param id what requests and marks name it by, {@code audit-<number>}
 * @param facts what to judge
 * @param used whether one of our writes says that it was taken
 * @param actorName the author's name, for colleagues
 * @param person the author's tag
 * @param seen the highest revision of ours that stood in the ticket then
 * @param values the request's fields right after it
 */
public record TicketCommand(
    String id,
    AuditFacts facts,
    boolean used,
    String actorName,
    PersonTag person,
    long seen,
    FieldValues values) {}
