package io.caserail.worker.upstreamcheck;

/**
 * What came of one check.
 *
 * @param holds whether the service keeps the rule
 * @param seen what it answered, a clause without its content
 */
public record Finding(Rule rule, boolean holds, String seen) {
  static Finding holds(Rule rule, String seen) {
    return new Finding(rule, true, seen);
  }

  static Finding broken(Rule rule, String seen) {
    return new Finding(rule, false, seen);
  }
}
