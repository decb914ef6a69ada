package io.caserail.outage;

/**
 * What a lead says about an outage. It is pacing, not authority: no proof is asked for.
 *
 * @param by who says it, by a name that colleagues know
 */
public record OutageWord(String by) {
  public OutageWord {
    if (by == null || !by.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]{0,59}")) {
      throw new IllegalArgumentException("by: is no name of 1 to 60 letters");
    }
  }
}
