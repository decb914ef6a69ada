package io.caserail.worker.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The clauses that a schema has, found by walking it: a new clause is found by itself. */
final class SchemaClauses {
  private final JsonNode root;
  private final List<Clause> clauses = new ArrayList<>();

  private SchemaClauses(JsonNode root) {
    this.root = root;
  }

  /**
   * One clause.
   *
   * @param path where, with {@code *} for each item of a list and each key of a mapping
   * @param required whether it must be there
   * @param schema what it must be
   */
  record Clause(List<String> path, boolean required, JsonNode schema) {

    boolean isClosed() {
      return schema.path("additionalProperties").isBoolean();
    }

    /** Something that it can't be. */
    JsonNode wrong() {
      boolean nested = schema.path("type").asText().matches("object|array");
      return nested
          ? JsonNodeFactory.instance.textNode("nonsense")
          : JsonNodeFactory.instance.numberNode(7);
    }

    @Override
    public String toString() {
      return String.join(".", path);
    }
  }

  static List<Clause> of(String schema) {
    try {
      SchemaClauses walk = new SchemaClauses(new ObjectMapper().readTree(schema));
      walk.inside(List.of(), walk.root);
      return walk.clauses;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void inside(List<String> path, JsonNode schema) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    schema.at("/then/required").forEach(name -> required.add(name.asText()));
    schema
        .path("properties")
        .forEachEntry((name, says) -> add(path, name, required.contains(name), says));
    if (schema.path("items").isObject()) {
      add(path, "*", false, schema.path("items"));
    }
    if (schema.path("additionalProperties").isObject()) {
      add(path, "*", false, schema.path("additionalProperties"));
    }
  }

  private void add(List<String> path, String name, boolean required, JsonNode says) {
    List<String> here = new ArrayList<>(path);
    here.add(name);
    String ref = says.path("$ref").asText();
    JsonNode schema = ref.isEmpty() ? says : root.at(ref.substring(1));
    clauses.add(new Clause(List.copyOf(here), required, schema));
    inside(here, schema);
  }

  /** The first place of a document that a path leads to; null where it leads nowhere. */
  static @Nullable String find(JsonNode document, List<String> path) {
    return find(document, path, "");
  }

  private static @Nullable String find(JsonNode node, List<String> path, String at) {
    if (path.isEmpty()) {
      return at;
    }
    String name = path.get(0);
    List<String> rest = path.subList(1, path.size());
    List<String> names = new ArrayList<>();
    if (!name.equals("*")) {
      names.add(name);
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        names.add(Integer.toString(i));
      }
    } else {
      node.fieldNames().forEachRemaining(names::add);
    }
    for (String one : names) {
      JsonNode inner = node.at("/" + one);
      String found = inner.isMissingNode() ? null : find(inner, rest, at + "/" + one);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
