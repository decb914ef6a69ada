package io.caserail.sandbox.core;

import io.caserail.sandbox.fault.CallFacts;

/**
 * Watches calls from inside the server's thread: a test can stop a worker exactly before or after a
 * given effect.
 */
public interface CallListener {
  /** A call has arrived; no fault has struck and nothing has happened yet. */
  default void arrived(CallFacts call) {}

  /** The effect, if any, has happened; the answer is not on its way yet. */
  default void processed(CallRecord call) {}
}
