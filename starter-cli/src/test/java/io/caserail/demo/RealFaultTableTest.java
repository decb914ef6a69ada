package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is lost on the way, and what dies, at each call of each path, on the real server. */
@Tag("real-faults")
final class RealFaultTableTest {
  private static final int LANES = 3;

  @TempDir Path folder;

  /** A token is no matter between us and Temporal. */
  static List<FaultPath> paths() {
    return FaultTableTest.paths().stream().filter(path -> path != RefundPath.NEW_TOKEN).toList();
  }

  @ParameterizedTest
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  @MethodSource("paths")
  void lost_answers_lost_reports_and_kills_leave_an_ended_case_and_one_effect(FaultPath path)
      throws Exception {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(
        binary.isPresent(),
        "not tried: there is no real Temporal server; put the temporal binary on the PATH, or name"
            + " it in TEMPORAL_CLI");
    FaultTable table =
        new FaultTable(
            lane ->
                Stage.toBreak(
                    folder.resolve("lane-" + lane),
                    TemporalServer.real(binary.orElseThrow(), SearchKeys.types())),
            LANES,
            List.of(
                Trouble.RESET,
                Trouble.KILLED_BEFORE,
                Trouble.KILLED_AFTER,
                Trouble.REPORT_LOST,
                Trouble.TASK_KILLED_BEFORE,
                Trouble.TASK_KILLED_AFTER),
            Choice.lostAndKilled(),
            Pairs.NONE);

    table.fill(List.of(path));

    System.out.println(table.text());
    assertThat(table.size()).isPositive();
    assertThat(table.violations()).isEmpty();
  }
}
