package io.caserail.sandbox.hook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt at a delivery ended.
 *
 * @param status the receiver's answer; 0 if there was none
 * @param retryAfter what the receiver asked for, in whole seconds
 */
public record Result(Kind kind, int status, @Nullable Duration retryAfter) {
  /** Answered by the receiver, or not. */
  public enum Kind {
    ANSWERED,
    TIMED_OUT,
    UNREACHABLE
  }

  public static Result answered(int status, @Nullable Duration retryAfter) {
    return new Result(Kind.ANSWERED, status, retryAfter);
  }

  public boolean accepted() {
    return status >= 200 && status < 300;
  }
}
