package io.caserail.worker.provision;

import io.caserail.activities.http.Failures;
import io.caserail.port.FailureType;
import io.caserail.port.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.util.EnumSet;
import java.util.Set;

/** The account can't be read or changed further; what was done so far stays, and is marked. */
public final class ProvisioningStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Set<FailureType> LATER =
      EnumSet.of(FailureType.UPSTREAM_AWAY, FailureType.IN_DOUBT, FailureType.CONFLICT);

  private final boolean later;

  ProvisioningStopped(ApplicationFailure failure) {
    super(said(failure));
    this.later = LATER.stream().anyMatch(type -> Failures.is(failure, type));
  }

  private static String said(ApplicationFailure failure) {
    Trouble trouble = Failures.troubleOf(failure);
    String evidence = trouble == null || trouble.evidence().isEmpty() ? "" : trouble.evidence();
    return failure.getOriginalMessage() + (evidence.isEmpty() ? "" : " (" + evidence + ")");
  }

  /** Whether the same may succeed later; otherwise somebody has to change something first. */
  public boolean mayGoOnLater() {
    return later;
  }
}
