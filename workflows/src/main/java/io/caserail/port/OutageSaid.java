package io.caserail.port;

import java.time.Instant;

/**
 * What a lead has said about an outage.
 *
 * @param system the upstream, as people know it
 * @param what {@code hold} or {@code release}
 * @param by who, by a name that colleagues know
 * @param audit the audit of the outage's ticket that proves it; empty by command line, where nobody
 *     has proven the name
 * @param at when it was taken
 */
public record OutageSaid(String system, String what, String by, String audit, Instant at) {
  public static final String HOLD = "hold";
  public static final String RELEASE = "release";

  /** Who, and how much that is worth. */
  public String who() {
    return audit.isEmpty() ? by + " (by command line, unproven)" : by;
  }
}
