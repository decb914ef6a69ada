package io.caserail.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.fault.FaultKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads a fault from the control API's JSON. */
final class FaultInput {
  private static final long HANG_MILLIS = 120_000;

  private FaultInput() {}

  /**
   * @throws IllegalArgumentException if the kind is unknown or a number is out of range
   */
  static Fault read(JsonNode json) {
    FaultKind kind = FaultKind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT));
    Map<String, String> headers = new LinkedHashMap<>();
    json.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    boolean hangs = kind == FaultKind.UNANSWERED || kind == FaultKind.ANSWER_TIMED_OUT;
    return new Fault(
        json.path("system").asText("*"),
        json.path("endpoint").asText("*"),
        json.path("skip").asInt(0),
        json.path("times").asInt(1),
        kind,
        json.path("status").asInt(503),
        headers,
        json.path("body").isTextual() ? json.get("body").asText() : null,
        Duration.ofMillis(json.path("millis").asLong(hangs ? HANG_MILLIS : 1_000)));
  }
}
