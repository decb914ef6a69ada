package io.caserail.engine;

import io.caserail.decision.Decision;
import io.caserail.decision.Taken;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionReason;

/** Ends a request from within a step: somebody withdrew or refused it, or nobody decided. */
public final class Ended extends RuntimeException {
  private final CaseStatus status;
  private final boolean corrected;

  public Ended(CaseStatus status, String reason) {
    this(status, reason, false);
  }

  private Ended(CaseStatus status, String reason, boolean corrected) {
    super(reason);
    if (!status.isEnding()) {
      throw new IllegalArgumentException(status + " is no ending");
    }
    this.status = status;
    this.corrected = corrected;
  }

  /**
   * Ends the request if that is what was decided; every other decision is for the step.
   *
   * @throws Ended when it ends
   */
  static void ifWanted(Taken taken) {
    String by = taken.person().name();
    switch (taken.decision().kind()) {
      case WITHDRAW -> throw new Ended(CaseStatus.WITHDRAWN, "withdrawn by " + by);
      case REFUSE -> throw new Ended(CaseStatus.REFUSED, "refused by " + by + because(taken));
      case COMPENSATE -> throw new Ended(CaseStatus.COMPENSATED, "taken back by " + by);
      case CORRECT -> throw new Ended(CaseStatus.WITHDRAWN, "corrected by " + by, true);
      default -> {
        // Not an end.
      }
    }
  }

  private static String because(Taken taken) {
    Decision decision = taken.decision();
    DecisionReason reason = DecisionReason.of(decision.kind(), decision.reason());
    return reason == null ? "" : " (" + reason.words() + ")";
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
