package io.caserail.port;

/**
 * Why an activity failed, as the type of its {@code ApplicationFailure}. A 'no' of a system is an
 * {@link Outcome}, never one of these. The failure's first detail is a {@link Trouble}.
 */
public enum FailureType {
  /** Nothing was accepted: refused, throttled, 5xx before any effect. Temporal retries. */
  UPSTREAM_AWAY,
  /** A write was sent and no outcome came back: its effect may have happened. */
  IN_DOUBT,
  /** People or the outflow brake hold all sends for a while. Temporal tries again. */
  PAUSED,
  /** Our key or permission is not good (401, 403), or the mode is wrong: ours to mend. */
  OUR_FAULT,
  /** The answer can't be understood, or contradicts what was asked. */
  BAD_ANSWER,
  /** An optimistic lock was lost: somebody else edited meanwhile. Temporal retries. */
  CONFLICT,
  /** The object does not exist. */
  NOT_FOUND,
  /** Asked and answered, and there is nothing new yet. Temporal asks again later. */
  NOT_YET,
  /** The time in which this send was allowed is over. */
  TOO_LATE;

  /** Whether trying again may help without a person. */
  public boolean heals() {
    return switch (this) {
      case UPSTREAM_AWAY, PAUSED, IN_DOUBT, CONFLICT, NOT_YET, OUR_FAULT -> true;
      case BAD_ANSWER, NOT_FOUND, TOO_LATE -> false;
    };
  }
}
