package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;

/** What {@code gateway.openapi.yaml} says, and whether an answer is among it. */
final class DocumentedApi {
  private final JsonNode document;

  DocumentedApi(String yaml) {
    try {
      this.document = new YAMLMapper().readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the document is no YAML", e);
    }
  }

  /** Every operation with each of its statuses: {@code stripe 202}. */
  Set<String> answers() {
    Set<String> answers = new TreeSet<>();
    document
        .path("paths")
        .forEach(
            path ->
                path.forEach(
                    operation ->
                        operation
                            .path("responses")
                            .fieldNames()
                            .forEachRemaining(
                                status ->
                                    answers.add(
                                        operation.path("operationId").asText() + " " + status))));
    return answers;
  }

  /** The example of a body that an operation takes. */
  JsonNode example(String operationId) {
    return operation(operationId).at("/requestBody/content/application~1json/example");
  }

  /** Fails unless the document has this answer: status, type, headers, and the fields of a body. */
  void assertDocumented(String operationId, HttpResponse<String> answer) {
    JsonNode response =
        resolved(
            operation(operationId).path("responses").path(Integer.toString(answer.statusCode())));
    assertThat(response.isMissingNode())
        .as("%s is answered %s: %s", operationId, answer.statusCode(), answer.body())
        .isFalse();
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> assertThat(answer.headers().firstValue(name)).isPresent());
    String type = answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
    JsonNode content = response.path("content").path(type);
    assertThat(content.isMissingNode()).as("%s answers in %s", operationId, type).isFalse();
    if (type.endsWith("json")) {
      assertFits(resolved(content.path("schema")), answer.body());
    }
    assertThat(answer.body()).doesNotContain("\tat ", "at io.", "at java.", "Exception", "Caused");
  }

  private static void assertFits(JsonNode schema, String body) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + body, e);
    }
    Set<String> known = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(known::add);
    Set<String> there = new TreeSet<>();
    json.fieldNames().forEachRemaining(there::add);
    assertThat(known).as(body).containsAll(there);
    schema.path("required").forEach(name -> assertThat(there).contains(name.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              JsonNode value = json.path(property.getKey());
              JsonNode rule = property.getValue();
              assertThat(rule.path("type").asText())
                  .isEqualTo(value.isIntegralNumber() ? "integer" : "string");
              if (rule.has("enum")) {
                assertThat(rule.path("enum")).contains(value);
              }
            });
  }

  private JsonNode operation(String operationId) {
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        if (operation.path("operationId").asText().equals(operationId)) {
          return operation;
        }
      }
    }
    throw new IllegalArgumentException("no operation " + operationId);
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }
}
