package io.caserail.worker.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Schema of draft 2020-12. What it refers to must stand in it: nothing is fetched.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema, draft 2020-12</a>
 */
public final class JsonSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final String ITSELF = "https://json-schema.org/draft/2020-12/schema";

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * One thing that does not fit.
   *
   * @param pointer where, as a JSON pointer into what was checked
   * @param what what is wrong; no value is quoted
   */
  public record Misfit(String pointer, String what) {}

  /**
   * A schema.
   *
   * @throws IllegalArgumentException when it is none, or refers to something outside
   */
  public static JsonSchema of(JsonNode schema) {
    try {
      List<Error> wrong = REGISTRY.getSchema(SchemaLocation.of(ITSELF)).validate(schema);
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException("is no JSON Schema: " + wrong.get(0));
      }
      Schema read = REGISTRY.getSchema(schema);
      read.initializeValidators();
      return new JsonSchema(read);
    } catch (SchemaException e) {
      throw new IllegalArgumentException("is no JSON Schema: " + e.getMessage(), e);
    }
  }

  /** All that does not fit. */
  public List<Misfit> misfits(JsonNode document) {
    return schema.validate(document).stream()
        .filter(error -> !isOneOfSeveral(error))
        .map(this::misfit)
        .distinct()
        .toList();
  }

  /** What is missing for one way is no fault where there is another way. */
  private static boolean isOneOfSeveral(Error error) {
    return error.getEvaluationPath().contains("oneOf") && !error.getKeyword().equals("oneOf");
  }

  private Misfit misfit(Error error) {
    String at = error.getInstanceLocation().toString();
    String inner = at + "/" + error.getProperty();
    JsonNode wanted = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> new Misfit(inner, "is missing; add it");
      case "additionalProperties" -> new Misfit(inner, "is not known; known here: " + known(error));
      case "propertyNames" -> new Misfit(inner, "is not known; known here: " + names(error));
      case "enum" -> new Misfit(at, "is none of " + words(wanted));
      case "const" -> new Misfit(at, "is not " + wanted.asText());
      case "pattern", "maxLength" -> new Misfit(at, "is not " + form(error));
      case "minItems", "minProperties" -> new Misfit(at, "is empty; fill it in");
      case "uniqueItems" -> new Misfit(at, "holds something twice; remove one");
      case "oneOf" -> new Misfit(at, "needs exactly one of " + ways(wanted));
      case "false" -> new Misfit(at, "does not belong here; remove it");
      default -> new Misfit(at, String.valueOf(error.getMessage()));
    };
  }

  private String known(Error error) {
    List<String> names = new ArrayList<>();
    around(error).path("properties").fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private String names(Error error) {
    JsonNode names = error.getSchemaNode();
    String ref = names.path("$ref").asText();
    return words(
        (ref.isEmpty() ? names : schema.getSchemaNode().at(ref.substring(1))).path("enum"));
  }

  private String form(Error error) {
    JsonNode says = around(error).path("description");
    return says.isTextual() ? says.asText() : "of the form " + error.getSchemaNode().asText();
  }

  /** The part of the schema in which the keyword stands that does not fit. */
  private JsonNode around(Error error) {
    String keyword = error.getSchemaLocation().getFragment().toString();
    return schema.getSchemaNode().at(keyword.substring(0, keyword.lastIndexOf('/')));
  }

  private static String words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asText()));
    return String.join(", ", words);
  }

  private static String ways(JsonNode list) {
    List<String> ways = new ArrayList<>();
    list.forEach(way -> ways.add(words(way.path("required"))));
    return String.join(", ", ways);
  }
}
