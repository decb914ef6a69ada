package io.caserail.quarantine;

/**
 * Where an entry is.
 *
 * <pre>
 * HELD ──► ESCALATED        nobody has decided in time; again after each further wait
 *   │          │
 *   ├──────────┼──► RELEASED    read again, and understood
 *   └──────────┴──► DISCARDED   a person's word, with a reason
 * </pre>
 *
 * <p>It has no other ending: an entry is never dropped because time has passed.
 */
public enum QuarantineStatus {
  HELD,
  ESCALATED,
  RELEASED,
  DISCARDED;

  /** Whether nothing more can be decided. */
  public boolean isEnding() {
    return this == RELEASED || this == DISCARDED;
  }
}
