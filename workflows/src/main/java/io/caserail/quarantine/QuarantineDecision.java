package io.caserail.quarantine;

import io.caserail.model.Digest;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;

/**
 * What a person says about an entry.
 *
 * @param id unique; a decision is taken once
 * @param kind what is decided
 * @param actor who says so
 * @param reason why, in a few words
 * @param proofRef the proof offered: a signed assertion; empty for none
 */
public record QuarantineDecision(
    String id, Kind kind, String actor, String reason, String proofRef) {
  /**
   * Who may say it is decided by the entry, so it is judged as a word that any role may say with a
   * proof.
   */
  static final CommandKind JUDGED_AS = CommandKind.HAND_OVER;

  /** What can be decided. */
  public enum Kind {
    /** The gateway reads the event again, by the rules that it has then. */
    RELEASE,
    /** The event asks for nothing; it stays unread for ever. */
    DISCARD
  }

  /** The same decision, with a proof. */
  public QuarantineDecision proven(String proof) {
    return new QuarantineDecision(id, kind, actor, reason, proof);
  }

  /**
   * What a signed assertion for just this decision names.
   *
   * @param entryId the entry's workflow id
   */
  public String nonce(String entryId) {
    return Nonce.ofDecision(entryId, "", JUDGED_AS, id, Digest.hex(64, kind.name(), reason));
  }

  /** Without the proof, which may be a signed assertion, and without what was written. */
  @Override
  public String toString() {
    return id + ": " + kind + " by " + actor;
  }
}
