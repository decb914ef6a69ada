package io.caserail.port;

/**
 * A state that a case does not change itself but has to mind, and whose it is.
 *
 * @param state which state
 * @param object the id, in the system that knows the state, of what is in it
 */
public record Tracked(State state, String object) {
  /** What is followed, by the contract of the same name. */
  public enum State {
    /** Whether a payment is under suspicion or disputed. */
    RISK("Risk", TaskQueues.PAYMENTS),
    /** Where a parcel is. */
    SHIPMENT("Parcel", TaskQueues.FULFILMENT),
    /** What a customer may use. */
    ENTITLEMENT("Access", TaskQueues.ACCESS),
    /** How a customer fares at the identity provider. */
    IDENTITY("Identity", TaskQueues.IDENTITY);

    private final String word;
    private final String system;

    State(String word, String system) {
      this.word = word;
      this.system = system;
    }

    /** What people call it. */
    public String word() {
      return word;
    }

    /** The task queue of the looks at it. */
    public String queue() {
      return TaskQueues.looks(system);
    }
  }

  /** What its line in the ticket begins with, which no other's does. */
  public String heading() {
    return state.word() + " " + object + ":";
  }
}
