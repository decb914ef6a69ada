package io.caserail.client;

/** Temporal can't be reached, or did not answer in time; nothing is known to have been accepted. */
public final class TemporalUnavailable extends RuntimeException {
  public TemporalUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
