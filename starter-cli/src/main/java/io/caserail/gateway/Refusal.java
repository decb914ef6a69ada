package io.caserail.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The answer to a request that is not taken, as a problem document (RFC 9457). It says nothing that
 * the sender did not know, and has no stack trace, neither here nor in the answer.
 */
final class Refusal extends RuntimeException {
  private final int status;
  private final String title;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String result = "refused";

  private Refusal(int status, String title, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.title = title;
  }

  static Refusal unreadable() {
    return new Refusal(400, "Unreadable request", "the body did not arrive whole, or not in time")
        .closing();
  }

  static Refusal notAuthentic(String why) {
    return new Refusal(401, "Not authentic", why);
  }

  static Refusal tooLarge(int most) {
    return new Refusal(413, "Too large", "a body has at most " + most + " bytes").closing();
  }

  static Refusal wrongType() {
    return new Refusal(415, "Wrong content type", "send application/json in UTF-8");
  }

  /** Nothing is known to have been taken: the sender shall send it again. */
  static Refusal unavailable() {
    return new Refusal(503, "Not taken", "the event could not be made durable; send it again")
        .with("Retry-After", "10");
  }

  /** The quarantine of a source takes no more; what of it is understood is taken all the same. */
  static Refusal full() {
    Refusal refusal =
        new Refusal(503, "Not taken", "too many events of this source wait for a person");
    refusal.result = "full";
    return refusal.with("Retry-After", "50");
  }

  /**
   * More comes than is taken. Zendesk repeats a 429 only with a Retry-After of under a minute; the
   * times differ, so that not all come back at once.
   */
  static Refusal busy() {
    int seconds = ThreadLocalRandom.current().nextInt(5, 16);
    return new Refusal(429, "Too much at once", "the event was not taken; send it again")
        .with("Retry-After", Integer.toString(seconds));
  }

  static Refusal of(int status, String title) {
    return new Refusal(status, title, "see the address and method of the webhook");
  }

  Refusal with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** What is left of the body is not worth reading. */
  private Refusal closing() {
    return with("Connection", "close");
  }

  int status() {
    return status;
  }

  /** What metrics and the delivery log call it. */
  String result() {
    return result;
  }

  String title() {
    return title;
  }

  Map<String, String> headers() {
    return headers;
  }
}
