package io.caserail.quarantine;

/**
 * An authentic event that asks for nothing we understand.
 *
 * @param source which sender: {@code zendesk} or {@code stripe}
 * @param eventId the sender's id of the event
 * @param clause what of the contract it breaks, for people
 * @param body the body, at most 64 kB of it
 */
public record QuarantineEntry(String source, String eventId, String clause, String body) {}
