package io.caserail.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.caserail.decision.Decision;
import io.caserail.display.SearchKeys;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.temporal.TemporalServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The list of metrics, by which alert rules and dashboard are read, is what the processes really
 * expose: each name, from where it is said to come, with its labels. Temporal's own have all labels
 * of each other besides, with the value {@code none}.
 */
final class ExposedMetricsTest {
  private static final String MIA = "mia@example.com";
  private static final Path LIST = Path.of("../deploy/prometheus/metrics.yaml");
  private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /**
   * What this story has no part for: a day that was compared, a credential with an end, code that
   * fails in a workflow task, polls that Temporal leaves unanswered.
   */
  private static final Set<String> NOT_HERE =
      Set.of(
          "caserail_credential_expires_seconds",
          "caserail_reconciled_due_seconds",
          "caserail_reconciled_incomplete",
          "caserail_reconciled_handed",
          "caserail_reconciled_untold",
          "temporal_long_request_failure_total",
          "temporal_workflow_task_execution_failed_total");

  @TempDir Path folder;

  @Test
  void what_rules_and_dashboard_may_read_is_what_the_processes_expose() throws IOException {
    JsonNode list = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(LIST));
    try (Stage stage = Stage.open(folder, TemporalServer.inMemory(SearchKeys.types()))) {
      happen(stage);
      Deadline.within(
          Duration.ofSeconds(90),
          () -> wrong(list, stage).keySet().equals(NOT_HERE),
          () -> "wrong in the list, or not exposed: " + wrong(list, stage));

      assertThat(wrong(list, stage).values()).containsOnly("is not exposed");
    }
  }

  /**
   * Something of each kind: it waits for people, for a system, for a pause, for somebody to read.
   */
  private static void happen(Stage stage) {
    String over = stage.payment("180.00", MIA);
    long asked = stage.ask("Lena", MIA, over, "");
    stage.untilState(asked, "needs_approval");
    stage
        .cases()
        .decide(
            stage.cases().refundId(new ObjectId(over)),
            new Decision("d-1", "", DecisionKind.APPROVE, "lena", "because", "", ""));
    stage.hooks().send("unheard-of", 1, "pi_1", "i-1");
    var unused =
        stage
            .sandbox()
            .faults()
            .add(Fault.on("stripe").endpoint("POST /v1/refunds").always().status(429));
    long held = stage.ask("Lena", MIA, stage.payment("24.90", MIA), "");
    stage.untilNote(held, "is not sent yet");
    stage.macro("Lena", stage.controls(), "Verifications: pause");
  }

  /** What of the list is not as it says; what Prometheus itself tells is not asked for. */
  private static Map<String, String> wrong(JsonNode list, Stage stage) {
    Map<String, Map<String, Set<String>>> exposed =
        Map.of(
            "worker", labels(get(stage.metrics())),
            "gateway", labels(get(stage.gatewayUrl().resolve("/metrics"))));
    Map<String, String> wrong = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : list.properties()) {
      Map<String, Set<String>> there = exposed.get(entry.getValue().path("from").asText());
      Set<String> listed = new TreeSet<>();
      entry.getValue().path("labels").forEach(label -> listed.add(label.asText()));
      if (there != null) {
        Set<String> has = there.get(entry.getKey());
        if (has == null) {
          wrong.put(entry.getKey(), "is not exposed");
        } else if (!has.containsAll(listed)) {
          wrong.put(entry.getKey(), "has " + has + " and not " + listed);
        }
      }
    }
    return wrong;
  }

  private static Map<String, Set<String>> labels(String page) {
    Map<String, Set<String>> labels = new HashMap<>();
    for (String line : page.split("\n")) {
      Matcher sample = SAMPLE.matcher(line);
      if (!line.startsWith("#") && sample.matches()) {
        Set<String> names = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
        String pairs = sample.group(2);
        if (pairs != null) {
          LABEL.matcher(pairs).results().forEach(label -> names.add(label.group(1)));
        }
      }
    }
    return labels;
  }

  private static String get(URI page) {
    try (InputStream in = page.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
