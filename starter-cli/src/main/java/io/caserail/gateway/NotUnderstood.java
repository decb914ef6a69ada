package io.caserail.gateway;

/** What of the contract an authentic event breaks, in words that quote nothing of it. */
final class NotUnderstood extends Exception {
  NotUnderstood(String clause) {
    super(clause, null, false, false);
  }

  String clause() {
    return String.valueOf(getMessage());
  }
}
