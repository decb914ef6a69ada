package io.caserail.port;

/**
 * A claim that did not come through a ticket.
 *
 * @param actor who claims to speak
 * @param channel {@code cli} or {@code signal}
 * @param proofRef what is offered as proof; empty for none
 * @param kind what is asked
 */
public record Assertion(String actor, String channel, String proofRef, CommandKind kind) {}
