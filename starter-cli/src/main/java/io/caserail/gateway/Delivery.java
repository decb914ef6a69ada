package io.caserail.gateway;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One delivery of an event, as it came off the wire; read by one thread. */
final class Delivery {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:+/@-]{0,119}");

  private final Headers headers;
  private final byte[] body;
  private String id = "";
  private String type = "";
  private String version = "";

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

  /**
   * Names the event, once it can be read.
   *
   * @param event its sender's id of it; what is no id's form is not kept
   * @param kind its type, as far as it has one
   */
  void named(String event, String kind) {
    id = NAME.matcher(event).matches() ? event : "";
    type = NAME.matcher(kind).matches() ? kind : "";
  }

  /**
   * The same, of an event that names its version.
   *
   * @param form the version, in its sender's own word
   */
  void named(String event, String kind, String form) {
    named(event, kind);
    version = NAME.matcher(form).matches() ? form : "";
  }

  /** The sender's id of the event; empty while it is not known. */
  String id() {
    return id;
  }

  /** The type of the event; empty while it is not known. */
  String type() {
    return type;
  }

  /** The version that the event names; empty while it is not known. */
  String version() {
    return version;
  }

  byte[] body() {
    return body;
  }
}
