package io.caserail.activities.http;

import io.temporal.failure.ApplicationFailure;

/**
 * Lets writes to a system through one after the other, or none of them, for a while. It is about
 * pace and never about permission.
 */
@FunctionalInterface
public interface CallGate {
  /** Lets everything through. */
  CallGate OPEN = system -> {};

  /**
   * Lets one write through.
   *
   * @throws ApplicationFailure saying why not now, and when to try again; nothing was sent
   */
  void pass(String system);

  /**
   * The same, and only whether writes are held: asked before what goes before a write, so that what
   * is held for hours does not read everything again each time. It takes nobody's turn.
   *
   * @throws ApplicationFailure saying why not now; nothing was sent
   */
  default void requireNotHeld(String system) {}

  /**
   * Ends a try whose case was told that writes are held, when they are no longer, so that the case
   * asks anew and tells that. Not for a write that may have been made: it is cleared up by going
   * on, whatever its case was told.
   *
   * @throws ApplicationFailure saying so; nothing was sent
   */
  default void requireReleaseHeard(String system) {}
}
