package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Authentic nonsense: the examples of the OpenAPI document, spoilt in ways that a seed chooses.
 * Each answer is documented, and the cases hear nothing but what a body really says. With {@code
 * -Dfuzz.seed=7 -Dfuzz.seconds=60} another and a longer one.
 */
final class FuzzTest {
  private static final List<String> HOOKS = List.of("zendesk", "stripe", "easypost", "company");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "-1",
          "1e999",
          "9".repeat(60),
          "9".repeat(2_000),
          "\"\"",
          "\"../../etc\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"{{ticket.id}}\"",
          "\"" + "a".repeat(5_000) + "\"",
          "[".repeat(200) + "]".repeat(200),
          "\"refund\"",
          "\"verification\"",
          "\"refund.failed\"",
          "\"pi_3Qother\"",
          "\"ord_1\"");

  private final long seed = Long.getLong("fuzz.seed", 20_261_126L);
  private final Duration time = Duration.ofSeconds(Long.getLong("fuzz.seconds", 4));

  @Test
  void spoilt_bodies_get_documented_answers_and_have_no_effect_but_what_they_say() {
    Random random = new Random(seed);
    try (RunningGateway running = RunningGateway.ofAllWithoutCap()) {
      DocumentedApi document = new DocumentedApi(running.get("/openapi.yaml").body());
      long end = System.nanoTime() + time.toNanos();
      int sent = 0;
      while (System.nanoTime() < end || sent < 40) {
        String hook = HOOKS.get(random.nextInt(HOOKS.size()));
        String id = "i-" + ++sent;
        // EasyPost's events have their id in the body: a new one, or all but the first are known.
        String body = spoilt(document.example(hook), random).replace("evt_1a", "evt_1a" + sent);
        running.inbox().said.clear();
        running.inbox().quarantined.clear();

        HttpResponse<String> answer =
            running.senders().send(ApiDocumentTest.Authentic.delivery(running, hook, id, body));

        List<String> said = List.copyOf(running.inbox().said);
        String what = "seed " + seed + ", delivery " + sent + ", " + hook + ": " + body;
        document.assertDocumented(hook, answer);
        assertThat(answer.statusCode()).as(what).isEqualTo(202);
        assertThat(said).as(what).isSubsetOf(allowed(hook, id, body, answer.body()));
      }
      assertThat(running.get("/healthz").statusCode()).isEqualTo(200);
    }
  }

  /** All that the cases may hear of a body; read apart from the gateway's own reading. */
  private static List<String> allowed(String hook, String id, String body, String answer) {
    if (answer.contains("quarantined") || answer.contains("duplicate")) {
      return List.of("quarantine " + (hook.equals("company") ? "company-shop" : hook));
    }
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return List.of();
    }
    String event = json.path("id").asText();
    return switch (hook) {
      case "zendesk" ->
          List.of(
              "submit %s %s %s webhook"
                  .formatted(
                      json.path("kind").asText(),
                      json.path("object").asText(),
                      json.path("ticket").asText()));
      case "stripe" -> {
        String object = json.at("/data/object/id").asText();
        yield json.path("type").asText().equals("refund.failed")
            ? List.of("wakeOrStart " + object + " " + event)
            : List.of("wake settlement " + object + " " + event);
      }
      case "easypost" -> List.of("wakeOn " + json.at("/result/shipment_id").asText() + " " + event);
      default -> List.of("wake cancellation " + json.at("/data/id").asText() + " " + id);
    };
  }

  private static String spoilt(JsonNode example, Random random) {
    JsonNode tree = example.deepCopy();
    int changes = random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      change(tree, random);
    }
    String body = tree.toString();
    return switch (random.nextInt(6)) {
      case 0 -> body.substring(0, random.nextInt(body.length()));
      case 1 -> {
        int at = random.nextInt(body.length());
        yield body.substring(0, at) + (char) random.nextInt(0x250) + body.substring(at);
      }
      case 2 -> body.replaceFirst("\\{", "{\"id\":1,\"kind\":\"x\",");
      default -> body;
    };
  }

  /** Takes a field away, adds one, or puts something odd in its place. */
  private static void change(JsonNode tree, Random random) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(tree, objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
    if (random.nextInt(4) == 0) {
      var unused = object.remove(name);
      return;
    }
    String odd = ODD.get(random.nextInt(ODD.size()));
    object.putRawValue(random.nextInt(8) == 0 ? name + "x" : name, new RawValue(odd));
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
      object.forEach(child -> collect(child, objects));
    }
  }
}
