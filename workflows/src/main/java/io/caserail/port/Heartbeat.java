package io.caserail.port;

/** The heartbeat detail of a sending activity: what is certain if it is never heard of again. */
public enum Heartbeat {
  /** A send is on its way or its answer was lost: the effect may have happened. */
  SENDING,
  /** Everything sent so far was clearly not accepted. */
  CLEAR
}
