package io.caserail.cli;

/** A command can't go on; the message says why, and what to do next. */
final class Stopped extends RuntimeException {
  private final int exitCode;

  private Stopped(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The answer is no. */
  static Stopped refused(String message) {
    return new Stopped(ExitCode.REFUSED, message);
  }

  /** The command has to be given differently. */
  static Stopped misused(String message) {
    return new Stopped(ExitCode.USAGE, message);
  }

  /** Nobody answered. */
  static Stopped unavailable(String message) {
    return new Stopped(ExitCode.UNAVAILABLE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
