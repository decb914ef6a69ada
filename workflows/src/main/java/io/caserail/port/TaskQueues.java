package io.caserail.port;

/**
 * One task queue per system, so that each can be limited and drained by itself; the server's rate
 * limit is a property of the queue.
 */
public final class TaskQueues {
  /** Workflows, and activities that only talk to Temporal. */
  public static final String CASES = "caserail-cases";

  /** Reads and writes of the ticket system. */
  public static final String TICKETS = "caserail-tickets";

  /** Reads and writes of the payment system; only a process with its key polls here. */
  public static final String PAYMENTS = "caserail-payments";

  private TaskQueues() {}
}
