package io.caserail.activities.http;

import java.time.Duration;

/** Hears of every call, for metrics. Called on the caller's thread; must not throw. */
@FunctionalInterface
public interface CallWatch {
  /** For those who don't listen. */
  CallWatch NONE = (system, endpoint, result, took) -> {};

  /**
   * A call has ended.
   *
   * @param system the system's name as people know it
   * @param endpoint the endpoint's name, one of a few
   * @param result the HTTP status, {@code NOT_SENT} or {@code SENT}
   * @param took wall-clock time
   */
  void called(String system, String endpoint, String result, Duration took);
}
