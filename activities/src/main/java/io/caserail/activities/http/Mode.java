package io.caserail.activities.http;

/** Whether a call can change anything: a lost answer to a write leaves its effect in doubt. */
public enum Mode {
  READ,
  WRITE
}
