package io.caserail.port;

/**
 * What the list field {@code Caserail state} shows.
 *
 * <p>The constants stand in the order of badness: of several cases on a ticket the first of their
 * states is shown. Worst is what does harm while people go by another state. In {@link
 * #CHECK_NEEDED} an effect may have happened or not, and whoever acts may double it; after {@link
 * #FAILED} the customer may have been told what is no longer true. Then come the states in which
 * nothing goes on without a person, the one who mends something before the one who merely agrees;
 * then those that go on by themselves, the disturbed before the usual. An ending asks nothing of
 * anybody any more, and stands behind all that is open.
 */
public enum TicketState {
  CHECK_NEEDED,
  FAILED,
  NEEDS_PERSON,
  NEEDS_APPROVAL,
  WAITING,
  PENDING,
  WORKING,
  DONE,
  REJECTED,
  REFUSED,
  WITHDRAWN,
  EXPIRED;

  /** Whether what was asked for has ended. */
  public boolean isEnding() {
    return compareTo(WORKING) > 0;
  }

  /** Whether this is to be shown rather than the other; no ending is worse than another. */
  public boolean isWorseThan(TicketState other) {
    return !isEnding() && compareTo(other) < 0;
  }
}
