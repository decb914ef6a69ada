package io.caserail.activities.http;

/** A call that brought no complete answer. Its message names the cause's class and no content. */
final class CallFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final Phase phase;

  CallFailed(Phase phase, String cause) {
    super(cause);
    this.phase = phase;
  }

  Phase phase() {
    return phase;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
