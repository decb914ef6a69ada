package io.caserail.engine;

import io.caserail.model.CaseStatus;

/** Ends a request from within a step: somebody withdrew or refused it, or nobody decided. */
public final class Ended extends RuntimeException {
  private final CaseStatus status;

  public Ended(CaseStatus status, String reason) {
    super(reason);
    if (!status.isEnding()) {
      throw new IllegalArgumentException(status + " is no ending");
    }
    this.status = status;
  }

  public CaseStatus status() {
    return status;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
