package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.sandbox.temporal.TemporalServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That cases wait, answer, and answer again; how fast is of the machine. */
@Tag("real-server")
final class WaitingBenchTest {
  @Test
  @Timeout(300)
  void a_handful_of_waiting_cases_outlives_its_worker_and_yields_every_figure() throws Exception {
    Assumptions.assumeTrue(
        TemporalServer.binary(System.getenv()).isPresent(),
        "not tried: there is no real Temporal server");

    var printed = new Shell().type("bench", "--waiting", "6", "--output", "json");

    assertThat(printed.exitCode()).as(printed.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(printed.out());
    assertThat(report.findValuesAsText("what"))
        .containsExactly(
            "opened until all wait, s",
            "worker's heap, none waiting, MB",
            "worker's heap, all waiting, MB",
            "a decision is answered, ms p50",
            "a decision is answered, ms p99",
            "worker killed: first answers again, s",
            "worker killed: all answer again, s");
    assertThat(report.findValues("ours")).allMatch(ours -> ours.doubleValue() > 0);
    assertThat(report.path("parts").findValues("beside"))
        .allMatch(beside -> beside.doubleValue() > 0);
  }
}
