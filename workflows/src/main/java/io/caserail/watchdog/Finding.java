package io.caserail.watchdog;

import java.time.Instant;

/**
 * Something that is wrong with a case.
 *
 * @param what what it is
 * @param since when it began or happened, by Temporal's clock
 */
public record Finding(What what, Instant since) {
  /** What may be wrong. */
  public enum What {
    /** Nobody deals with its workflow task: no worker lives that could. */
    NOT_TAKEN_UP,
    /** Its workflow task fails again and again: the code throws, or does not fit its history. */
    FAILING,
    /** Its run was closed by Temporal or by somebody there, and not by its own end. */
    ENDED,
    /** Somebody has let it begin again from an earlier point of its history. */
    RESET;

    /** Whether it ends by itself once its cause is mended. */
    public boolean isStandstill() {
      return this == NOT_TAKEN_UP || this == FAILING;
    }
  }
}
