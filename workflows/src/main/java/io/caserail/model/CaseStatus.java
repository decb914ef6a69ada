package io.caserail.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a request of a case is.
 *
 * <pre>
 *              +--------------------------------------------+
 *              v                                            |
 *   RUNNING --+--> WAITING         (an upstream is away) ---+
 *      |  |   +--> IN_DOUBT        (sent, no answer) -------+
 *      |  |   +--> NEEDS_APPROVAL  (people) ----------------+
 *      |  |   +--> BLOCKED         (a person must act) -----+
 *      |  |                                                 |
 *      |  +------> COMPENSATING    (taking back) &lt;----------+
 *      v              v
 *   COMPLETED      REJECTED | REFUSED | WITHDRAWN | EXPIRED | COMPENSATED
 *   DUPLICATE
 * </pre>
 *
 * RUNNING may end as any of them, COMPENSATING never as completed. A waiting state returns to where
 * it came from when its cause is gone or a decision was taken; one wait may turn into another (away
 * into in doubt). IN_DOUBT never ends without first being RUNNING again: nothing is given up while
 * its effect may have happened.
 */
public enum CaseStatus {
  RUNNING,
  WAITING,
  IN_DOUBT,
  NEEDS_APPROVAL,
  BLOCKED,
  COMPENSATING,
  COMPLETED,
  REJECTED,
  REFUSED,
  WITHDRAWN,
  EXPIRED,
  COMPENSATED,
  DUPLICATE;

  private static final Set<CaseStatus> ENDINGS = EnumSet.range(COMPLETED, DUPLICATE);
  private static final Set<CaseStatus> WAITS = EnumSet.range(WAITING, BLOCKED);

  public boolean isEnding() {
    return ENDINGS.contains(this);
  }

  public boolean isWait() {
    return WAITS.contains(this);
  }

  /** The states that may follow this one. */
  public Set<CaseStatus> next() {
    if (isEnding()) {
      return EnumSet.noneOf(CaseStatus.class);
    }
    if (this == RUNNING) {
      return EnumSet.complementOf(EnumSet.of(RUNNING));
    }
    EnumSet<CaseStatus> next = EnumSet.copyOf(WAITS);
    next.remove(this);
    if (this == COMPENSATING) {
      next.addAll(EnumSet.of(REJECTED, REFUSED, WITHDRAWN, EXPIRED, COMPENSATED));
    } else {
      next.addAll(EnumSet.of(RUNNING, COMPENSATING));
    }
    return next;
  }
}
