package io.caserail.record;

/**
 * Where one step of a request is.
 *
 * <pre>
 *   SENT --+--> DONE ------+--> UNDONE
 *          +--> IN_DOUBT   +--> UNDO_STUCK --> UNDONE | KEPT | UNDO_UNKNOWN
 *          +--> BLOCKED
 *          +--> REJECTED
 *   SENT, IN_DOUBT and BLOCKED turn into each other, and end as DONE, REJECTED, BY_HAND or SKIPPED.
 * </pre>
 */
public enum StepState {
  /** On its way to the other system. */
  SENT,
  /** Sent, and no answer came: it may have happened. */
  IN_DOUBT,
  /** Waits for a system or a person; nothing was accepted. */
  BLOCKED,
  /** It happened. */
  DONE,
  /** The system said no. */
  REJECTED,
  /** A person left it out. */
  SKIPPED,
  /** A person did it. */
  BY_HAND,
  /** It happened and was taken back. */
  UNDONE,
  /** It happened, is to be taken back, and can't be yet. */
  UNDO_STUCK,
  /** It happened, and a person let it stand. */
  KEPT,
  /** It happened; whether it was taken back is not known, and a person left it so. */
  UNDO_UNKNOWN
}
