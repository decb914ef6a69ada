package io.caserail.worker.upstreamcheck;

/** The service did not answer at all; nothing was changed. */
public final class ServiceUnavailable extends RuntimeException {
  ServiceUnavailable(String message) {
    super(message);
  }
}
