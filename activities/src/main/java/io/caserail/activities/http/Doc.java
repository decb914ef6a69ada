package io.caserail.activities.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.failure.ApplicationFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JSON object of an answer, read strictly: a field that must be there and is not, or has another
 * type, is a {@link io.caserail.port.FailureType#BAD_ANSWER} that names the field and no content.
 */
public final class Doc {
  private final JsonNode json;
  private final String what;
  private final Failures failures;

  /**
   * A document.
   *
   * @param what how failures name it, for example {@code refund}
   */
  public Doc(JsonNode json, String what, Failures failures) {
    this.json = json;
    this.what = what;
    this.failures = failures;
    if (!json.isObject()) {
      throw unreadable("");
    }
  }

  /** A text or whole number that must be there and not empty. */
  public String text(String field) {
    String value = textOr(field, "");
    if (value.isEmpty()) {
      throw unreadable(field);
    }
    return value;
  }

  /** A text, number or boolean as text; the other value when it is missing or null. */
  public String textOr(String field, String other) {
    JsonNode node = json.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return other;
    }
    if (!node.isValueNode()) {
      throw unreadable(field);
    }
    return node.asText();
  }

  /** The id of another object, which may be given in full; empty when there is none. */
  public String reference(String field) {
    JsonNode node = json.path(field);
    return node.isObject() ? new Doc(node, what, failures).text("id") : textOr(field, "");
  }

  public long number(String field) {
    JsonNode node = json.path(field);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw unreadable(field);
    }
    return node.asLong();
  }

  public boolean flag(String field) {
    JsonNode node = json.path(field);
    if (!node.isBoolean()) {
      throw unreadable(field);
    }
    return node.asBoolean();
  }

  /** Seconds since 1970. */
  public Instant epochSeconds(String field) {
    try {
      return Instant.ofEpochSecond(number(field));
    } catch (DateTimeException e) {
      throw unreadable(field);
    }
  }

  /** Seconds since 1970; nothing when it is missing or null. */
  public Optional<Instant> epochSecondsIfAny(String field) {
    JsonNode node = json.path(field);
    return node.isMissingNode() || node.isNull()
        ? Optional.empty()
        : Optional.of(epochSeconds(field));
  }

  /** An ISO-8601 time in UTC. */
  public Instant instant(String field) {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeException e) {
      throw unreadable(field);
    }
  }

  public boolean has(String field) {
    return json.path(field).isObject();
  }

  public Doc child(String field) {
    return new Doc(json.path(field), what + "." + field, failures);
  }

  /** The objects of a list that must be there. */
  public List<Doc> children(String field) {
    JsonNode list = json.path(field);
    if (!list.isArray()) {
      throw unreadable(field);
    }
    List<Doc> children = new ArrayList<>();
    list.forEach(node -> children.add(new Doc(node, field, failures)));
    return children;
  }

  /** The plain values of an object of texts; empty when it is missing. */
  public Map<String, String> texts(String field) {
    Map<String, String> texts = new TreeMap<>();
    json.path(field).properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  public JsonNode json() {
    return json;
  }

  /** The failure that says that this field can't be understood. */
  public ApplicationFailure unreadable(String field) {
    String name = field.isEmpty() ? what : what + "." + field;
    return failures.badAnswer(
        failures.system() + " answered something that can't be read", "field " + name);
  }
}
