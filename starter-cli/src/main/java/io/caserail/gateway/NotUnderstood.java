package io.caserail.gateway;

/** What of the contract an authentic event breaks, in words that quote nothing of it. */
final class NotUnderstood extends Exception {
  private final String rule;

  /** A clause of the gateway's own rules about a source. */
  NotUnderstood(String clause) {
    this("", clause);
  }

  /**
   * A clause of a contract.
   *
   * @param rule the contract's file and where in it the clause stands
   */
  NotUnderstood(String rule, String clause) {
    super(clause, null, false, false);
    this.rule = rule;
  }

  /** Where the clause stands; empty for the gateway's own rules. */
  String rule() {
    return rule;
  }

  String clause() {
    return String.valueOf(getMessage());
  }
}
