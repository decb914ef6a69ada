package io.caserail.activities.http;

/** Whether a call counts against our own budget of writes, and who goes first there. */
public enum Turn {
  /** It counts against nothing. */
  FREE,
  /** One after the other. */
  IN_TURN,
  /** Before those in turn: people wait for it, or go by what is no longer so. */
  FIRST
}
