package io.caserail.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRulesTest {
  private static final Pattern LABEL_IN_TEXT = Pattern.compile("\\$labels\\.([a-z_]+)");
  private final MetricList metrics = new MetricList();

  @Test
  void every_audience_has_an_alert_and_every_alert_a_name_of_its_own() {
    List<Alert> alerts = alerts().toList();

    assertThat(alerts.stream().map(alert -> alert.rule().at("/labels/audience").asText()))
        .contains("engineering", "support", "finance");
    assertThat(new HashSet<>(alerts.stream().map(Alert::toString).toList())).hasSameSizeAs(alerts);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void an_alert_says_what_to_whom_how_loud_and_what_to_do_first(Alert alert) {
    JsonNode rule = alert.rule();

    assertThat(rule.at("/labels/audience").asText()).isIn("engineering", "support", "finance");
    assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
    assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
    assertThat(rule.at("/annotations/first_action").asText()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void an_alert_reads_only_listed_metrics_and_labels(Alert alert) {
    assertThat(metrics.missingIn(alert.expression())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void a_text_names_only_labels_that_the_result_has(Alert alert) {
    Set<String> named =
        LABEL_IN_TEXT
            .matcher(alert.rule().path("annotations").toString())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(PromQuery.of(alert.expression()).groupedBy()).containsAll(named);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void an_alert_leads_to_a_chapter_of_the_runbook(Alert alert) {
    Set<String> chapters =
        DeployFiles.lines("../docs/operate.md").stream()
            .filter(line -> line.startsWith("#"))
            .map(AlertRulesTest::anchor)
            .collect(Collectors.toSet());

    String runbook = alert.rule().at("/annotations/runbook").asText();

    assertThat(runbook).startsWith("docs/operate.md#");
    assertThat(chapters).contains(runbook.substring("docs/operate.md#".length()));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void an_alert_stands_in_the_runbooks_table(Alert alert) {
    assertThat(DeployFiles.text("../docs/operate.md")).contains("| `" + alert + "` |");
  }

  @Test
  void an_unlisted_metric_or_label_would_be_seen() {
    assertThat(
            metrics.missingIn("sum by (planet) (rate(caserail_guesses_total{mood='x'}[5m])) > 0"))
        .containsExactly("by (planet)", "caserail_guesses_total", "caserail_guesses_total{mood}");
  }

  @Test
  void every_listed_metric_says_where_it_comes_from_and_what_it_means() {
    for (String name : metrics.names()) {
      assertThat(metrics.entry(name).path("from").asText()).isIn("worker", "gateway", "prometheus");
      assertThat(metrics.entry(name).path("means").asText()).isNotBlank();
      assertThat(metrics.entry(name).path("labels").isArray()).isTrue();
    }
  }

  static Stream<Alert> alerts() {
    return DeployFiles.yaml("prometheus/rules.yaml")
        .path("groups")
        .valueStream()
        .flatMap(group -> group.path("rules").valueStream())
        .map(Alert::new);
  }

  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }

  record Alert(JsonNode rule) {
    String expression() {
      return rule.path("expr").asText();
    }

    @Override
    public String toString() {
      return rule.path("alert").asText();
    }
  }
}
