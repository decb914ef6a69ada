package io.caserail.worker.upstreamcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.caserail.activities.rest.AnswerMap;
import io.caserail.activities.rest.RestCollection;
import io.caserail.activities.rest.RestSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The description that companies build from says what our settings assume. */
class DescriptionTest {
  private final JsonNode description = read();

  private static JsonNode read() {
    try (var in = RestSettings.class.getResourceAsStream("/caserail/upstream.openapi.yaml")) {
      return new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void it_has_the_paths_that_we_call() {
    RestSettings.Paths usual = RestSettings.Paths.USUAL;

    assertThat(description.path("openapi").textValue()).startsWith("3.1");
    assertThat(names(description.path("paths")))
        .containsExactlyInAnyOrder(
            usual.object().text(),
            usual.change().text(),
            usual.find().text().replaceAll("\\?.*", ""));
  }

  @Test
  void it_has_what_we_read_about_a_change() {
    AnswerMap change = AnswerMap.CHANGE;

    for (String fact : change.at().keySet()) {
      if (!fact.equals("list")) {
        assertThat(property("Change", change.pointer(fact))).as(fact).isNotNull();
      }
    }
    assertThat(texts(property("Change", change.pointer("status")).path("enum")))
        .isEqualTo(change.words().byMeaning().values().stream().flatMap(List::stream).toList());
    assertThat(property("Problem", change.pointer("code"))).isNotNull();
    assertThat(property("Problem", change.pointer("detail"))).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void it_has_what_we_read_about_an_object(RestCollection collection) {
    String schema =
        switch (collection) {
          case ACCESS -> "Access";
          case ACCOUNTS -> "Account";
          case ORDERS -> "Order";
        };

    assertThat(texts(description.at("/components/parameters/collection/schema/enum")))
        .contains(collection.path());
    for (String fact : collection.usual().at().keySet()) {
      assertThat(property(schema, collection.usual().pointer(fact))).as(fact).isNotNull();
    }
  }

  @Test
  void it_names_the_codes_that_we_understand() {
    String text = description.toString();

    RestSettings.CODES.byMeaning().values().stream()
        .flatMap(List::stream)
        .forEach(code -> assertThat(text).contains("`" + code + "`"));
  }

  /** The schema of the property at a place of an object; references are followed. */
  private JsonNode property(String schema, JsonPointer place) {
    JsonNode here = description.at("/components/schemas/" + schema);
    for (JsonPointer rest = place; !rest.matches(); rest = rest.tail()) {
      here = here.path("properties").path(rest.getMatchingProperty());
      if (here.has("$ref")) {
        here = description.at(here.path("$ref").textValue().substring(1));
      }
      assertThat(here.isMissingNode()).as("%s %s", schema, place).isFalse();
    }
    return here;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
