package io.caserail.sandbox.fault;

/**
 * What goes wrong. The first group is for calls that arrive, the second for webhooks that leave.
 */
public enum FaultKind {
  /** The answer comes late; the effect happens. Combines with any other call fault. */
  LATENCY(Moment.BEFORE_EFFECT),
  /** Answered with a status before anything is processed. */
  STATUS(Moment.BEFORE_EFFECT),
  /**
   * The connection is closed before anything is processed; a whole system is refused by {@link
   * Faults#down}.
   */
  REFUSED(Moment.BEFORE_EFFECT),
  /** The connection is reset before anything is processed. */
  RESET(Moment.BEFORE_EFFECT),
  /** Nothing is processed and no answer comes until the caller gives up. */
  UNANSWERED(Moment.BEFORE_EFFECT),
  /** The effect happens, then the connection is reset. */
  ANSWER_LOST(Moment.AFTER_EFFECT),
  /** The effect happens, then no answer comes until the caller gives up. */
  ANSWER_TIMED_OUT(Moment.AFTER_EFFECT),
  /** The effect happens, and the answer's status is replaced. */
  STATUS_AFTER_EFFECT(Moment.AFTER_EFFECT),
  /** The effect happens, and the answer's body is not what the content type says. */
  MALFORMED(Moment.AFTER_EFFECT),
  /** The effect happens, and the connection ends in the middle of the body. */
  TRUNCATED(Moment.AFTER_EFFECT),
  /** The effect happens, and the body drips. */
  SLOW(Moment.AFTER_EFFECT),

  /** The webhook is never sent. */
  DROPPED(Moment.DELIVERY),
  /** The webhook is sent twice. */
  DOUBLED(Moment.DELIVERY),
  /** The webhook is sent late. */
  DELAYED(Moment.DELIVERY),
  /** The webhook is sent after the next one of its system. */
  REORDERED(Moment.DELIVERY);

  /** When a fault strikes. */
  public enum Moment {
    BEFORE_EFFECT,
    AFTER_EFFECT,
    DELIVERY
  }

  private final Moment moment;

  FaultKind(Moment moment) {
    this.moment = moment;
  }

  public Moment moment() {
    return moment;
  }
}
