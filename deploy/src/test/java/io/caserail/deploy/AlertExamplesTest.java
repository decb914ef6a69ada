package io.caserail.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code prometheus/rules.test.yaml} leaves no alert out, and reads only what there is. That each
 * rings when it says so takes Prometheus itself: {@code promtool test rules}.
 */
class AlertExamplesTest {
  private static final Pattern FIRING =
      Pattern.compile("ALERTS\\{alertname=\"(\\w+)\",alertstate=\"firing\"}");
  private final List<Moment> moments = moments().toList();

  @ParameterizedTest
  @MethodSource("io.caserail.deploy.AlertRulesTest#alerts")
  void an_alert_has_a_moment_in_which_it_rings_and_one_in_which_it_does_not(
      AlertRulesTest.Alert alert) {
    List<Moment> its =
        moments.stream().filter(one -> one.alert().equals(alert.toString())).toList();

    assertThat(its).extracting(Moment::rings).contains(true, false);
  }

  @Test
  void every_moment_is_of_an_alert_that_there_is() {
    assertThat(AlertRulesTest.alerts().map(AlertRulesTest.Alert::toString).toList())
        .containsAll(moments.stream().map(Moment::alert).toList());
  }

  @Test
  void the_examples_are_series_of_listed_metrics_and_labels() {
    MetricList metrics = new MetricList();

    List<String> series = tests().findValuesAsText("series");

    assertThat(series).hasSizeGreaterThan(32);
    assertThat(series).allSatisfy(one -> assertThat(metrics.missingIn(one)).isEmpty());
  }

  private static JsonNode tests() {
    return DeployFiles.yaml("prometheus/rules.test.yaml").path("tests");
  }

  private static Stream<Moment> moments() {
    return tests()
        .valueStream()
        .flatMap(test -> test.path("promql_expr_test").valueStream())
        .map(
            one ->
                new Moment(
                    FIRING
                        .matcher(one.path("expr").asText())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .findFirst()
                        .orElse(""),
                    !one.path("exp_samples").isEmpty()));
  }

  private record Moment(String alert, boolean rings) {}
}
