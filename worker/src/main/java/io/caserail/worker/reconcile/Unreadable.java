package io.caserail.worker.reconcile;

import io.caserail.client.TemporalUnavailable;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Why objects could not be compared: their own fault, or that of a system which is away. */
final class Unreadable {
  private static final int NAMED = 20;
  private static final Set<Status.Code> AWAY =
      EnumSet.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.CANCELLED);

  private Unreadable() {}

  /**
   * Whether the others are to be gone on with.
   *
   * @param tries how often it was tried before
   * @param most how often a system that is away may be the reason
   */
  static boolean isOfTheObject(RuntimeException e, int tries, int most) {
    if (e instanceof ActivityCompletionException) {
      return false;
    }
    return !isAway(e) || tries >= most;
  }

  private static boolean isAway(RuntimeException e) {
    if (e instanceof ApplicationFailure failure) {
      return !failure.isNonRetryable();
    }
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof StatusRuntimeException grpc) {
        return AWAY.contains(grpc.getStatus().getCode());
      }
    }
    return e instanceof TemporalUnavailable;
  }

  /** The failure in a clause, without whatever an exception may quote. */
  static String why(RuntimeException e) {
    if (e instanceof ApplicationFailure failure) {
      return String.valueOf(failure.getOriginalMessage());
    }
    return isAway(e)
        ? "Temporal does not answer"
        : "our own code failed: " + e.getClass().getSimpleName();
  }

  static String words(String ref, RuntimeException e) {
    return ref + " (" + why(e) + ")";
  }

  /** All of them in a clause; empty for none. */
  static String all(List<String> failed) {
    if (failed.isEmpty()) {
      return "";
    }
    int more = failed.size() - NAMED;
    return failed.size()
        + " could not be compared: "
        + String.join(", ", failed.subList(0, Math.min(NAMED, failed.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
