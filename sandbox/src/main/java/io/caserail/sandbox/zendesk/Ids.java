package io.caserail.sandbox.zendesk;

/**
 * Ids as the vendor gives them: tickets from a small sequence, everything else from a large one.
 */
final class Ids {
  private long ticket = 1000;
  private long other = 360_000_000_000L;

  long nextTicket() {
    return ++ticket;
  }

  long next() {
    return ++other;
  }
}
