package io.caserail.gateway;

/** What of the contract an authentic event breaks, in words that quote nothing of it. */
final class NotUnderstood extends Exception {
  private final String rule;
  private final String owner;

  /** A clause of the gateway's own rules about a source. */
  NotUnderstood(String clause) {
    this("", clause, "");
  }

  /**
   * A clause of a contract.
   *
   * @param rule the contract's file and where in it the clause stands
   * @param owner whom the contract has decide; empty where it names nobody
   */
  NotUnderstood(String rule, String clause, String owner) {
    super(clause, null, false, false);
    this.rule = rule;
    this.owner = owner;
  }

  /** The same, of an event that a contract sends somewhere. */
  NotUnderstood ownedBy(String whom) {
    return new NotUnderstood(rule, clause(), whom);
  }

  /** Where the clause stands; empty for the gateway's own rules. */
  String rule() {
    return rule;
  }

  /** Who decides, by the contract that names the event; empty where none does. */
  String owner() {
    return owner;
  }

  String clause() {
    return String.valueOf(getMessage());
  }
}
