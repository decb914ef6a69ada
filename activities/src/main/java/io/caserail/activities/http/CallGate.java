package io.caserail.activities.http;

import io.temporal.failure.ApplicationFailure;

/**
 * Lets writes to a system begin one after the other, or none of them, for a while. It is about pace
 * and never about permission.
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
   * Lets one try at a write begin. Asked before anything is read for it: of what waits while the
   * system is away, hardly a call is made.
   *
   * @param before throws where the try would come to nothing: asked where turns are taken, so that
   *     it takes none
   * @throws ApplicationFailure saying that others are first, and when to try again; nothing was
   *     read or sent
   */
  default void requireTurn(String system, Runnable before) {}

  /**
   * What has become of a try that was let begin.
   *
   * @param taken whether the system has answered it; else it was the system's fault that it failed
   */
  default void tried(String system, boolean taken) {}

  /**
   * The same as {@link #pass}, asked before what goes before a write, so that what is held for
   * hours does not read everything again each time.
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
