package io.caserail.quarantine;

/**
 * What came of reading an event again.
 *
 * @param understood whether it is dealt with
 * @param became a case's id, or {@code ignored} where it asks for nothing; empty when it was not
 *     understood
 * @param clause what it breaks now; empty when it was understood
 * @param rule where that clause stands
 */
public record Replayed(boolean understood, String became, String clause, String rule) {
  public static Replayed as(String what) {
    return new Replayed(true, what, "", "");
  }

  public static Replayed notUnderstood(String clause, String rule) {
    return new Replayed(false, "", clause, rule);
  }
}
