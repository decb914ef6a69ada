package io.caserail.activities.http;

import java.time.Duration;

/**
 * How long a call may take and how much it may answer.
 *
 * @param connect until the connection stands, TLS included
 * @param read the longest silence while an answer is awaited or read
 * @param call from the first byte out to the last byte in, whatever happens between
 * @param maxAnswerBytes an answer above this, unpacked, is not read further
 * @param userAgent how the vendors' logs name us
 */
public record HttpSettings(
    Duration connect, Duration read, Duration call, long maxAnswerBytes, String userAgent) {

  public HttpSettings {
    positive("connect", connect);
    positive("read", read);
    positive("call", call);
    if (call.compareTo(connect) < 0) {
      throw new IllegalArgumentException("call is shorter than connect: " + call);
    }
    if (maxAnswerBytes < 1024) {
      throw new IllegalArgumentException("maxAnswerBytes is below 1024: " + maxAnswerBytes);
    }
    if (userAgent.isBlank() || userAgent.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
      throw new IllegalArgumentException("userAgent is empty or not plain ASCII");
    }
  }

  /** Five seconds to connect, ten of silence, twenty in all, 8 MB. */
  public static HttpSettings defaults(String version) {
    return new HttpSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        8L << 20,
        "Caserail/" + version);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is not a positive time: " + value);
    }
  }
}
