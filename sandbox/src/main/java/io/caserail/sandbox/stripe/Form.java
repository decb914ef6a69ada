package io.caserail.sandbox.stripe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of a request, from its query or its form-encoded body, with Stripe's brackets:
 * {@code metadata[order]=7}, {@code created[gte]=1}, {@code expand[]=charge}.
 */
final class Form {
  private final Map<String, List<String>> values;

  private Form(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads {@code a=b&c[d]=e}; a name without a value has the empty one. */
  static Form parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      values.computeIfAbsent(canonical(name), unused -> new ArrayList<>()).add(value);
    }
    return new Form(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw StripeError.invalidParameter(
          "parameter_invalid_string", "body", "Invalid encoding: " + e.getMessage());
    }
  }

  /** {@code expand[0]} and {@code expand[]} say the same. */
  private static String canonical(String name) {
    return name.replaceAll("\\[\\d+\\]$", "[]");
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(all -> all.get(all.size() - 1));
  }

  /** The value of a parameter that may be absent but not blank. */
  Optional<String> filled(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && text.get().isBlank()) {
      throw StripeError.invalidParameter(
          "parameter_invalid_empty", name, "You passed an empty string for '" + name + "'.");
    }
    return text;
  }

  List<String> list(String name) {
    return values.getOrDefault(name + "[]", List.of());
  }

  OptionalLong integer(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException e) {
      throw StripeError.invalidParameter(
          "parameter_invalid_integer", name, "Invalid integer: " + text.get());
    }
  }

  boolean isTrue(String name) {
    return text(name).filter("true"::equals).isPresent();
  }

  /** The entries {@code name[key]=value}, in the order sent. */
  Map<String, String> map(String name) {
    Map<String, String> found = new LinkedHashMap<>();
    values.forEach(
        (key, all) -> {
          if (key.startsWith(name + "[") && key.endsWith("]") && !key.endsWith("[]")) {
            found.put(key.substring(name.length() + 1, key.length() - 1), all.get(all.size() - 1));
          }
        });
    return found;
  }

  /** Refuses parameters that the endpoint does not know, as Stripe does. */
  Form allowing(Set<String> names) {
    for (String key : values.keySet()) {
      int bracket = key.indexOf('[');
      String name = bracket < 0 ? key : key.substring(0, bracket);
      if (!names.contains(name) && !name.equals("expand")) {
        throw StripeError.invalidParameter(
            "parameter_unknown", name, "Received unknown parameter: " + name);
      }
    }
    return this;
  }

  /** The same text for the same parameters in whatever order they were sent. */
  String fingerprint() {
    return new TreeMap<>(values).toString();
  }
}
