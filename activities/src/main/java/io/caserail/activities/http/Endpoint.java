package io.caserail.activities.http;

/**
 * A group of calls that share a rate limit.
 *
 * @param name one of a few names, for limits and metrics
 * @param object the id of the object that has a limit of its own there; empty for none
 * @param mode whether calls change something
 * @param turn whether they count against our own budget of writes, and how
 */
public record Endpoint(String name, String object, Mode mode, Turn turn) {
  public static Endpoint read(String name) {
    return new Endpoint(name, "", Mode.READ, Turn.FREE);
  }

  public static Endpoint write(String name) {
    return new Endpoint(name, "", Mode.WRITE, Turn.FREE);
  }

  /** A write that people make too, and for whom room is left. */
  public static Endpoint sharedWrite(String name) {
    return new Endpoint(name, "", Mode.WRITE, Turn.IN_TURN);
  }

  /** The same for one object, which has a longer limit of its own beside the common one. */
  public Endpoint of(String id) {
    return new Endpoint(name, id, mode, turn);
  }

  /** The same, in another turn. */
  public Endpoint going(Turn other) {
    return new Endpoint(name, object, mode, other);
  }

  boolean isBudgeted() {
    return turn != Turn.FREE;
  }
}
