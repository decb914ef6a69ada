package io.caserail.quarantine;

import io.caserail.model.Digest;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
import java.util.List;

/**
 * What a person says about an entry.
 *
 * @param id unique; a decision is taken once
 * @param kind what is decided
 * @param actor who says so
 * @param reason why, in a few words
 * @param proofRef the proof offered: a signed assertion; empty for none
 * @param together all entries of which the same is said at once, this one among them; empty where
 *     it is said of this one alone
 */
public record QuarantineDecision(
    String id, Kind kind, String actor, String reason, String proofRef, List<String> together) {
  /** Of so many entries a person can say something at once. */
  public static final int MOST_TOGETHER = 200;

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

  public QuarantineDecision {
    // What was decided before many could be said to be meant has none.
    together = together == null ? List.of() : List.copyOf(together);
  }

  /** About one entry. */
  public QuarantineDecision(String id, Kind kind, String actor, String reason, String proofRef) {
    this(id, kind, actor, reason, proofRef, List.of());
  }

  /** The same decision, with a proof. */
  public QuarantineDecision proven(String proof) {
    return new QuarantineDecision(id, kind, actor, reason, proof, together);
  }

  /** The same decision about all of these entries. */
  public QuarantineDecision about(List<String> entries) {
    return new QuarantineDecision(id, kind, actor, reason, proofRef, entries);
  }

  /** Whether it says something of this entry. */
  boolean isAbout(String entryId) {
    return together.isEmpty() || together.contains(entryId);
  }

  /**
   * What a signed assertion for just this decision names: the entry, or all those of which it is
   * said together.
   *
   * @param entryId the entry's workflow id
   */
  public String nonce(String entryId) {
    String about = together.isEmpty() ? entryId : String.join(" ", together);
    return Nonce.ofDecision(about, "", JUDGED_AS, id, Digest.hex(64, kind.name(), reason));
  }

  /** Without the proof, which may be a signed assertion, and without what was written. */
  @Override
  public String toString() {
    return id + ": " + kind + " by " + actor;
  }
}
