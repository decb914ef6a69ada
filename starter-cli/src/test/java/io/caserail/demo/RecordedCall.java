package io.caserail.demo;

import java.util.Set;

/**
 * One call of a path, to a vendor or to Temporal, by what it is and not by when it comes.
 *
 * @param system the stand-in that was called
 * @param endpoint method and path template
 * @param nth which of its kind, counted from 1 from the path's beginning on
 */
record RecordedCall(String system, String endpoint, int nth) {
  private static final String TEMPORAL = "temporal";
  private static final String REPORT = "report of an activity";
  private static final String TASK = "workflow task";
  private static final Set<String> SWEEPS =
      Set.of(
          "GET /api/v2/views/{id}/tickets",
          "GET /api/v2/incremental/tickets/cursor",
          "GET /v1/events");

  /** The sweeps look by the clock and belong to no path. */
  static boolean isOfPath(String endpoint) {
    return !SWEEPS.contains(endpoint);
  }

  /** The n-th report of a finished activity. */
  static RecordedCall report(int nth) {
    return new RecordedCall(TEMPORAL, REPORT, nth);
  }

  /** The n-th workflow task of the path's cases that was completed. */
  static RecordedCall task(int nth) {
    return new RecordedCall(TEMPORAL, TASK, nth);
  }

  boolean isReport() {
    return system.equals(TEMPORAL) && endpoint.equals(REPORT);
  }

  boolean isTask() {
    return system.equals(TEMPORAL) && endpoint.equals(TASK);
  }

  /** Whether it only asks: what happens after its effect is then what happens without one. */
  boolean isRead() {
    return endpoint.startsWith("GET ");
  }

  @Override
  public String toString() {
    return system + " " + endpoint + " #" + nth;
  }
}
