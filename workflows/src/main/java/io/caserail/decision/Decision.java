package io.caserail.decision;

import io.caserail.model.DecisionKind;
import io.caserail.model.DecisionReason;
import io.caserail.model.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
 * @param until for an extension: the new time; null otherwise
 * @param to for a hand-over: the new owner; empty otherwise
 */
public record Decision(
    String id,
    String blockId,
    DecisionKind kind,
    String actor,
    String reason,
    String proofRef,
    String reference,
    @Nullable Instant until,
    String to) {

  public Decision {
    // A signal from Temporal's own tools may leave out what its kind does not need.
    to = to == null ? "" : to;
    proofRef = proofRef == null ? "" : proofRef;
  }

  /** A decision that ends a block. */
  public Decision(
      String id,
      String blockId,
      DecisionKind kind,
      String actor,
      String reason,
      String proofRef,
      String reference) {
    this(id, blockId, kind, actor, reason, proofRef, reference, null, "");
  }

  /** The same, with a proof. */
  public Decision proven(String proof) {
    return new Decision(id, blockId, kind, actor, reason, proof, reference, until, to);
  }

  /** What is decided, with its reason where that is one of those that there are for it. */
  public String words() {
    DecisionReason known = reason == null ? null : DecisionReason.of(kind, reason);
    String what = DecisionRules.words(kind);
    return known == null ? what : what + ": " + known.words();
  }

  /** The digest of all that is said beside id and kind; who says it is for the proof to show. */
  public String details() {
    return Digest.hex(64, blockId, reason, reference, until == null ? "" : until.toString(), to);
  }

  /** Without the proof, which may be a signed assertion, and without what was written. */
  @Override
  public String toString() {
    return id + ": " + kind + " about " + blockId + " by " + actor;
  }
}
