package io.caserail.port;

/**
 * Up to where a sweep has seen what a system has to tell, in the words of whoever looks there.
 * Everything before it was brought to its case; what comes after it is looked at, maybe again.
 *
 * @param upTo the vendor's own cursor, or a time; empty where nothing was seen yet
 */
public record SweepCursor(String upTo) {
  /** Nothing was seen yet. */
  public static final SweepCursor NONE = new SweepCursor("");

  /** Whether anything was seen. */
  public boolean known() {
    return !upTo.isEmpty();
  }
}
