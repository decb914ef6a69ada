package io.caserail.sandbox.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.fault.CallFacts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP call as a stand-in's endpoint sees it.
 *
 * @param pathParams values of the template's {@code {names}}
 * @param headers by lower-case name; the first value of each
 * @param body the raw bytes, empty if there were none
 */
@SuppressWarnings(
    "ArrayRecordComponent") // never compared; raw bytes are what signatures are made on
public record Call(
    CallFacts facts, Map<String, String> pathParams, Map<String, String> headers, byte[] body) {
  public Call {
    pathParams = Map.copyOf(pathParams);
    headers = Map.copyOf(headers);
  }

  /** The cause under which this call's effects stand in the books. */
  public Cause cause() {
    return Cause.call(facts.ordinal(), facts.endpoint());
  }

  /**
   * A value of the path.
   *
   * @throws IllegalArgumentException if the template has no such name
   */
  public String path(String name) {
    String value = pathParams.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the template has no {" + name + "}");
    }
    return value;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The first value of a query parameter. */
  public Optional<String> query(String name) {
    return pairs(facts.query()).stream()
        .filter(p -> p.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The body of a form, in order, names as sent (such as {@code metadata[a]}). */
  public Map<String, String> form() {
    Map<String, String> fields = new LinkedHashMap<>();
    pairs(text()).forEach(p -> fields.put(p.getKey(), p.getValue()));
    return fields;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as JSON; a missing node if it is empty.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  public JsonNode json() {
    return Json.parse(body);
  }

  private static List<Map.Entry<String, String>> pairs(@Nullable String encoded) {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    if (encoded == null || encoded.isEmpty()) {
      return pairs;
    }
    for (String pair : encoded.split("&")) {
      int eq = pair.indexOf('=');
      String name = eq < 0 ? pair : pair.substring(0, eq);
      String value = eq < 0 ? "" : pair.substring(eq + 1);
      pairs.add(
          Map.entry(
              URLDecoder.decode(name, StandardCharsets.UTF_8),
              URLDecoder.decode(value, StandardCharsets.UTF_8)));
    }
    return pairs;
  }
}
