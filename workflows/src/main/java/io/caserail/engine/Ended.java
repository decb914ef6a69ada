package io.caserail.engine;

import io.caserail.model.CaseStatus;

/** Ends a request from within a step: somebody withdrew or refused it, or nobody decided. */
public final class Ended extends RuntimeException {
  private final CaseStatus status;
  private boolean corrected;

  public Ended(CaseStatus status, String reason) {
    super(reason);
    if (!status.isEnding()) {
      throw new IllegalArgumentException(status + " is no ending");
    }
    this.status = status;
  }

  /** A newer request of the same ticket takes its place. */
  static Ended corrected(String by) {
    Ended ended = new Ended(CaseStatus.WITHDRAWN, "corrected by " + by);
    ended.corrected = true;
    return ended;
  }

  /** Whether a newer request takes its place, so that its ticket goes on with that one. */
  public boolean isCorrected() {
    return corrected;
  }

  public CaseStatus status() {
    return status;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
