package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** Attributes of settings that the stand-in keeps and shows, and gives no meaning: descriptions. */
final class Besides {
  private final Map<String, ObjectNode> byId = new HashMap<>();

  /** Keeps of what was given all that is not shown anyway. */
  void keep(String id, ObjectNode given, ObjectNode shown) {
    ObjectNode others = byId.getOrDefault(id, given.objectNode()).deepCopy();
    others.setAll(given);
    shown.fieldNames().forEachRemaining(others::remove);
    others.remove("all");
    others.remove("any");
    if (!given.path("active").asBoolean(true)) {
      others.put("active", false);
    }
    byId.put(id, others);
  }

  ObjectNode with(String id, ObjectNode shown) {
    ObjectNode others = byId.get(id);
    if (others != null) {
      shown.setAll(others);
    }
    return shown;
  }

  void remove(String id) {
    byId.remove(id);
  }
}
