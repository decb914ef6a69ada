package io.caserail.worker.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that the account should have.
 *
 * @param key its name, for good: {@code macro/refund.send}
 * @param body what it should be, as the vendor shows it; {@code $(key)} stands for another's id
 */
record Item(Part part, String key, ObjectNode body) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([a-z0-9_./]+)\\)");

  /** How another item's body refers to one. */
  static String ref(String key) {
    return "$(" + key + ")";
  }

  String title() {
    return body.path(part.title()).asText();
  }

  /** The body with the ids that are known; what is not there yet stays a reference. */
  ObjectNode resolved(Map<String, String> ids) {
    String text =
        REFERENCE
            .matcher(body.toString())
            .replaceAll(m -> Matcher.quoteReplacement(ids.getOrDefault(m.group(1), m.group())));
    try {
      JsonNode json = Found.JSON.readTree(text);
      return (ObjectNode) json;
    } catch (IOException e) {
      throw new UncheckedIOException("ids are plain texts, which break no JSON", e);
    }
  }
}
