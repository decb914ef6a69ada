package io.caserail.decision;

/**
 * The answer to a decision or a request.
 *
 * @param accepted whether it was taken
 * @param reason why not, or what happens next; for people
 */
public record Verdict(boolean accepted, String reason) {
  public static Verdict taken(String whatNext) {
    return new Verdict(true, whatNext);
  }

  public static Verdict refused(String why) {
    return new Verdict(false, why);
  }
}
