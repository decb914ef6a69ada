package io.caserail.worker.provision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where something is not as it should be.
 *
 * @param where the attribute
 * @param is what stands there; empty for nothing
 * @param should what should stand there; empty for nothing
 */
public record Difference(String where, String is, String should) {

  /**
   * What differs. Only what should be is looked at: a vendor shows more than anybody has set. It
   * also shows one value as a list of one, numbers as texts, nothing as empty or null, and
   * conditions in an order of its own; none of these is a difference.
   */
  static List<Difference> between(JsonNode is, JsonNode should) {
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : should.properties()) {
      compare(one.getKey(), is.path(one.getKey()), one.getValue(), differences);
    }
    return List.copyOf(differences);
  }

  private static void compare(
      String where, JsonNode is, JsonNode should, List<Difference> differences) {
    if (should.isObject()) {
      for (Map.Entry<String, JsonNode> one : should.properties()) {
        compare(where + "." + one.getKey(), is.path(one.getKey()), one.getValue(), differences);
      }
    } else if (should.isArray() && (should.isEmpty() || should.get(0).isObject())) {
      compareLists(where, is, should, differences);
    } else if (!same(is, should)) {
      differences.add(new Difference(where, text(is), text(should)));
    }
  }

  private static void compareLists(
      String where, JsonNode is, JsonNode should, List<Difference> differences) {
    List<JsonNode> left = new ArrayList<>();
    is.forEach(left::add);
    List<JsonNode> missing = new ArrayList<>();
    for (JsonNode wanted : should) {
      if (!removeFirst(left, wanted)) {
        missing.add(wanted);
      }
    }
    missing.forEach(wanted -> differences.add(new Difference(where, "", text(wanted))));
    left.forEach(surplus -> differences.add(new Difference(where, text(surplus), "")));
  }

  private static boolean removeFirst(List<JsonNode> left, JsonNode wanted) {
    for (int i = 0; i < left.size(); i++) {
      if (same(left.get(i), wanted)) {
        left.remove(i);
        return true;
      }
    }
    return false;
  }

  private static boolean same(JsonNode is, JsonNode should) {
    if (should.isObject()) {
      return between(is, should).isEmpty();
    }
    if (should.isArray() != is.isArray()) {
      return should.isArray()
          ? should.size() == 1 && same(is, should.get(0))
          : is.size() == 1 && same(is.get(0), should);
    }
    if (!should.isArray()) {
      return text(is).equals(text(should));
    }
    boolean equal = is.size() == should.size();
    for (int i = 0; equal && i < should.size(); i++) {
      equal = same(is.get(i), should.get(i));
    }
    return equal;
  }

  private static String text(JsonNode value) {
    if (value.isContainerNode()) {
      return value.toString();
    }
    return value.isNull() ? "" : value.asText("").replace("\r", "").strip();
  }
}
