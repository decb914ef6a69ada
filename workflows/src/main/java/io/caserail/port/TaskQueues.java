package io.caserail.port;

/**
 * One task queue per system, so that each can be limited and drained by itself; the server's rate
 * limit is a property of the queue.
 */
public final class TaskQueues {
  /** Workflows, and activities that only talk to Temporal. */
  public static final String CASES = "caserail-cases";

  /** Hints that came in a crowd, handed on a few at a time: what is in a hurry goes first. */
  public static final String HINTS = "caserail-hints";

  /** The watchdog and its looks: no worker of the cases is needed here. */
  public static final String WATCHDOG = "caserail-watchdog";

  /** Reads and writes of the ticket system. */
  public static final String TICKETS = "caserail-tickets";

  /** Reads and writes of the payment system; only a process with its key polls here. */
  public static final String PAYMENTS = "caserail-payments";

  /** Subscriptions; only a process with the billing system's key polls here. */
  public static final String BILLING = "caserail-billing";

  /** Parcels and labels. */
  public static final String FULFILMENT = "caserail-fulfilment";

  /** What customers may use. */
  public static final String ACCESS = "caserail-access";

  /** Sessions of the identity provider. */
  public static final String IDENTITY = "caserail-identity";

  /** A company's own systems: orders and accounts. */
  public static final String COMPANY = "caserail-company";

  /** Events that are read again; only a gateway, which reads them the first time, polls here. */
  public static final String GATEWAY = "caserail-gateway";

  private TaskQueues() {}

  /**
   * Where looks at the states that a system knows wait to be taken: apart from what is to be done
   * in it, whose pace they would eat up.
   *
   * @param queue the system's own queue
   */
  static String looks(String queue) {
    return queue + "-looks";
  }
}
