package io.caserail.worker.provision;

/**
 * What a check has found.
 *
 * @param says what is so
 * @param advice what to do about it; empty where nothing is to be done
 */
public record Finding(Level level, String says, String advice) {
  /** How bad it is, the worst last. */
  public enum Level {
    GOOD,
    /** Nobody can tell from here; a person looks, once. */
    NOT_VERIFIED,
    /** Works, until somebody falls into it. */
    TRAP,
    /** Does not work. */
    FAULT
  }

  public static Finding good(String says) {
    return new Finding(Level.GOOD, says, "");
  }

  public static Finding notVerified(String says, String advice) {
    return new Finding(Level.NOT_VERIFIED, says, advice);
  }

  public static Finding trap(String says, String advice) {
    return new Finding(Level.TRAP, says, advice);
  }

  public static Finding fault(String says, String advice) {
    return new Finding(Level.FAULT, says, advice);
  }

  /** Whether somebody has to do something. */
  public boolean isBad() {
    return level == Level.TRAP || level == Level.FAULT;
  }
}
