package io.caserail.port;

/**
 * The second look, taken right before a change is sent by the process that holds the system's key:
 * whoever can write to the Temporal namespace could forge what stands in a history, but not the
 * ticket's audit.
 */
@FunctionalInterface
public interface Clearance {
  /**
   * Reads the order's proofs again.
   *
   * @throws RuntimeException with a {@link FailureType} type when the proofs can't be read; nothing
   *     may be sent then
   */
  Clearing clear(ChangeOrder order);

  /**
   * Asked before a send takes a turn of an open outage; the look asks it always.
   *
   * @throws RuntimeException of the type {@link FailureType#PAUSED} while changes of this kind are
   *     paused, another one when that can't be known
   */
  default void requireNotPaused() {}

  /**
   * The look at changes that give back what a case has done: whoever's ticket it has become since,
   * that is done. Which changes those are, the adapter that sends them says, and never the order.
   */
  default Clearance ofUndos() {
    return this;
  }
}
