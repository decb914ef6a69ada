package io.caserail.sweep;

import io.caserail.port.SweepCursor;

/**
 * Where to go on. It stands at the beginning of each run's history, so that whoever starts the next
 * one after a run was ended from outside finds it there.
 *
 * @param plan which plan the run follows; a run of another one is replaced when a worker starts
 * @param tickets up to where the ticket system was looked at
 * @param payments up to where the payment system was
 */
public record SweepRequest(int plan, SweepCursor tickets, SweepCursor payments) {
  /** The commands of {@link SweepWorkflowImpl}; raised with each change of their order. */
  public static final int PLAN = 1;

  /** Where nobody has looked yet. */
  public static final SweepRequest FIRST =
      new SweepRequest(PLAN, SweepCursor.NONE, SweepCursor.NONE);

  // What an older worker has written knows less: a field that is missing arrives as null.
  @SuppressWarnings("ConstantValue")
  public SweepRequest {
    tickets = tickets == null ? SweepCursor.NONE : tickets;
    payments = payments == null ? SweepCursor.NONE : payments;
  }

  /** The same places for a run of today's plan. */
  public SweepRequest goOn() {
    return new SweepRequest(PLAN, tickets, payments);
  }
}
