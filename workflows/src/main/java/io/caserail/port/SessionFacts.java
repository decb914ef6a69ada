package io.caserail.port;

/**
 * A session as the provider shows it now: its verdict, and never what it was made from.
 *
 * @param system the provider's name as people know it
 * @param session its id
 * @param state where it is
 * @param tried tells its last try from those before it, whatever the provider has for that; empty
 *     before the first
 * @param code the provider's code for why it failed; empty where it did not
 * @param evidence that code in words for people; no personal data
 */
public record SessionFacts(
    String system, String session, State state, String tried, String code, String evidence) {

  /** Where a session is. */
  public enum State {
    /** The customer has not finished. */
    OPEN,
    /** The provider is checking. */
    CHECKING,
    /** They are who they say. */
    VERIFIED,
    /** The last try failed; the customer may try again. */
    FAILED,
    /** Closed without a verdict. */
    CLOSED,
    /** What it was made from is erased. */
    REDACTED
  }
}
