package io.caserail.port;

/**
 * Who is said to have asked or approved, and where the proof of it is to be read.
 *
 * @param commandId {@code audit-<number>} is read again in the ticket; {@code cli-…} stands or
 *     falls with its proof
 * @param actor the person's id
 * @param proofRef what was offered as proof; empty for an audit
 */
public record Claim(String commandId, String actor, String proofRef) {}
