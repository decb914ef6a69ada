package io.caserail.activities.http;

/** How far a call came before it failed. */
public enum Phase {
  /** Refused, no such host, no TLS, connect time-out, or held back here: nothing left us. */
  NOT_SENT,
  /** The request, or part of it, may have arrived; no complete answer came back. */
  SENT,
  /** A complete answer with a status that is no success. */
  ANSWERED,
  /** A complete success that can't be understood. */
  UNREADABLE
}
