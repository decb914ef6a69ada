package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.demo.BenchReport;
import io.caserail.demo.EventPlan;
import io.caserail.demo.EventStory;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * That no event is lost and none counts twice. A seed that fails is printed with the command that
 * plays it again; {@code -Devents.seed} plays it here.
 */
final class EventStoryTest {
  @TempDir Path folder;

  @Test
  @Timeout(600)
  void each_of_a_few_hundred_events_is_in_one_request_or_entry() {
    BenchReport report =
        play(TemporalServer.inMemory(SearchKeys.types()), new EventPlan(300, 100, seed()));

    assertThat(report.holds()).as(report.toString()).isTrue();
    // The story says nothing if it does not happen.
    assertThat(row(report, "doubled on their way").ours()).isPositive();
    assertThat(row(report, "lost on their way, and never delivered").ours()).isPositive();
    assertThat(row(report, "met nobody, or the gateway died under it").ours()).isPositive();
    assertThat(row(report, "asks: in exactly one request").beside()).isEqualTo(20.0);
    assertThat(row(report, "  found by the sweep, beside lost and given up").ours()).isPositive();
    assertThat(row(report, "against their contract: in exactly one entry").beside()).isEqualTo(9.0);
    assertThat(row(report, "forged: refused, or met nobody").beside()).isEqualTo(3.0);
  }

  @Test
  @Tag("real-server")
  @Timeout(900)
  void the_same_holds_on_the_real_server_by_command() throws Exception {
    Assumptions.assumeTrue(
        TemporalServer.binary(System.getenv()).isPresent(),
        "not tried: there is no real Temporal server");

    var printed =
        new Shell()
            .type(
                "bench",
                "--events",
                "1500",
                "--rate",
                "100",
                "--seed",
                Long.toString(seed()),
                "--output",
                "json");

    assertThat(printed.exitCode()).as(printed.out() + printed.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(printed.out());
    assertThat(report.get("server").asText()).startsWith("real server");
    assertThat(report.findValuesAsText("what"))
        .contains("asks: in exactly one request", "gateway's heap after it, beside before, MB");
  }

  @Test
  void more_events_than_sense_are_refused_before_anything_starts() {
    var printed = new Shell().type("bench", "--events", "1000000");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("100 to 100000 events");
    printed.assertNoTrace();
  }

  private BenchReport play(TemporalServer server, EventPlan plan) {
    tell(plan.command());
    try (EventStory story = EventStory.open(folder, server, plan, EventStoryTest::tell)) {
      return story.run();
    }
  }

  private static void tell(String line) {
    System.out.println(line);
  }

  private static long seed() {
    return Long.getLong("events.seed", ThreadLocalRandom.current().nextLong(1_000_000));
  }

  private static BenchReport.Row row(BenchReport report, String what) {
    return report.parts().stream()
        .flatMap(part -> part.rows().stream())
        .filter(row -> row.what().equals(what))
        .findFirst()
        .orElseThrow();
  }
}
