package io.caserail.outage;

/**
 * What a lead says about an outage. It is pacing, not authority: no proof is asked for where it is
 * taken.
 *
 * @param by who says it, by a name that colleagues know
 * @param audit the audit of the outage's ticket in which it was said, taken once; empty by command
 *     line
 */
public record OutageWord(String by, String audit) {
  public OutageWord {
    audit = audit == null ? "" : audit;
    if (!audit.matches("[0-9]{0,30}")) {
      throw new IllegalArgumentException("audit: is no number of an audit");
    }
    if (by == null || !by.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]{0,59}")) {
      throw new IllegalArgumentException("by: is no name of 1 to 60 letters");
    }
  }

  /** A word that was said by command line. */
  public OutageWord(String by) {
    this(by, "");
  }
}
