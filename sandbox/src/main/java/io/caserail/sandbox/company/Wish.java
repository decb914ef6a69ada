package io.caserail.sandbox.company;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Call;

/**
 * A change that somebody asks for.
 *
 * @param collection the kind of object
 * @param object its id
 * @param link what to hand to the customer; empty for none. It may be fresh each time, and so is no
 *     part of {@link #fingerprint}
 * @param key what it is asked for under
 */
record Wish(
    String collection,
    String object,
    String operationId,
    String change,
    String value,
    String link,
    String key) {
  private static final int LONGEST_KEY = 255;

  static Wish read(Call call) {
    JsonNode body;
    try {
      body = call.json();
    } catch (IllegalArgumentException e) {
      throw Problem.unreadable("malformed", "the body is no JSON");
    }
    String key = call.header("Idempotency-Key").orElse("");
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw Problem.unreadable("idempotency_key_missing", "give a key of 1 to 255 characters");
    }
    return new Wish(
        call.path("collection"),
        call.path("id"),
        needed(body, "operationId"),
        needed(body, "change"),
        body.path("value").asText(""),
        body.path("link").asText(""),
        key);
  }

  private static String needed(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw Problem.unreadable("malformed", field + " is missing or no text");
    }
    return value.textValue();
  }

  String fingerprint() {
    return String.join("\n", collection, object, operationId, change, value);
  }

  @Override
  public String toString() {
    return "Wish[" + collection + "/" + object + " " + change + ", link=***]";
  }
}
