package io.caserail.cli;

/** What the command line's exit codes mean. */
final class ExitCode {
  /** Done. */
  static final int OK = 0;

  /** Understood, and the answer is no. */
  static final int REFUSED = 1;

  /** Not understood: the command, its options or its configuration have to change. */
  static final int USAGE = 2;

  /** Nobody answered; the same command may work later. */
  static final int UNAVAILABLE = 3;

  private ExitCode() {}
}
