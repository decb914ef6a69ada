package io.caserail.engine;

import io.caserail.model.DecisionKind;

/**
 * What a person says about a block.
 *
 * @param id unique; a decision is taken once
 * @param blockId the block it answers; one that is no longer open makes it outdated. Empty for the
 *     block that is open now
 * @param kind what is decided
 * @param actor who says so
 * @param reason why, in a few words
 * @param proofRef the proof offered: {@code audit-<number>} or an assertion; empty for none
 * @param reference for work by hand: the reference in the payment system, or {@code none}
 */
public record Decision(
    String id,
    String blockId,
    DecisionKind kind,
    String actor,
    String reason,
    String proofRef,
    String reference) {}
