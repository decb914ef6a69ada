package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That the bench measures at all; what it measures is of the machine, and no test's business. */
final class BenchCommandTest {
  @Test
  @Timeout(180)
  void a_handful_of_cases_yields_every_figure_once() throws Exception {
    var printed =
        new Shell()
            .type(
                "bench",
                "--cases",
                "2",
                "--clients",
                "1",
                "--rounds",
                "1",
                "--acknowledgements",
                "2",
                "--open-cases",
                "2",
                "--output",
                "json");

    assertThat(printed.exitCode()).as(printed.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(printed.out());
    assertThat(report.findValuesAsText("title"))
        .containsExactly(
            "start", "refunds", "cancellations", "verifications", "open cases", "webhooks");
    assertThat(report.findValuesAsText("what"))
        .doesNotHaveDuplicates()
        .contains(
            "first case running, s after the start of the JVM",
            "events of a happy refund",
            "actions of a happy refund",
            "ticket writes of a happy refund",
            "refunds/s",
            "refund, webhook to final ticket, ms p99",
            "events of a happy cancellation",
            "actions of a happy cancellation",
            "cancellations/s",
            "events of a happy verification",
            "actions of a happy verification",
            "verifications/s",
            "webhook acknowledged, beside a raw signal, 16 at once, ms p50",
            "  beside a raw signal and an empty answer, 16 at once, ms p50",
            "2 cases opened until each asks, s",
            "heap of everything with them, MB");
    for (JsonNode part : report.get("parts")) {
      for (JsonNode row : part.get("rows")) {
        assertThat(row.get("ours").doubleValue()).as(row.toString()).isNotNegative();
        if (row.get("what").asText().endsWith("s/s")) {
          assertThat(row.get("ratio").doubleValue()).as(row.toString()).isPositive();
        }
      }
    }
  }

  @Test
  @Timeout(120)
  void the_acknowledgements_can_be_had_alone() throws Exception {
    var printed =
        new Shell().type("bench", "--webhooks", "--acknowledgements", "1", "--output", "json");

    assertThat(printed.exitCode()).as(printed.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(printed.out());
    assertThat(report.findValuesAsText("title")).containsExactly("webhooks");
    assertThat(report.findValuesAsText("what"))
        .doesNotHaveDuplicates()
        .contains(
            "webhook acknowledged, beside a raw signal, 1 at once, ms p50",
            "webhook acknowledged, beside a raw signal, 64 at once, ms p99",
            "  of 10, turned away and sent again, 64 at once");
  }

  @Test
  void more_clients_than_sense_is_refused_before_anything_starts() {
    var printed = new Shell().type("bench", "--clients", "1000");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("1 to 64 clients");
    printed.assertNoTrace();
  }
}
