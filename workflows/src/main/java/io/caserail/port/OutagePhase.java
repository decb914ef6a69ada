package io.caserail.port;

/**
 * How it stands with an upstream.
 *
 * <pre>
 * QUIET --enough cases wait--> OPEN --it answers, nothing waits--> OVER --an hour--> QUIET
 *                               ^------------enough cases wait-------'
 * </pre>
 */
public enum OutagePhase {
  QUIET,
  OPEN,
  /** It has ended; whatever begins within the hour is the same outage. */
  OVER
}
