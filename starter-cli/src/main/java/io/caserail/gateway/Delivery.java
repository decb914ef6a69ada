package io.caserail.gateway;

import org.jspecify.annotations.Nullable;

/** One delivery of an event, as it came off the wire. */
final class Delivery {
  private final Headers headers;
  private final byte[] body;

  /**
   * A delivery.
   *
   * @param body the raw bytes; nothing may change them before the signature is checked
   */
  Delivery(Headers headers, byte[] body) {
    this.headers = headers;
    this.body = body;
  }

  /** The headers of a request, whatever the case of their names. */
  interface Headers {
    /** Null when it was not sent. */
    @Nullable String get(String name);
  }

  /** A header's value, empty when it was not sent. */
  String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  byte[] body() {
    return body;
  }
}
