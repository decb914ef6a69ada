package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.temporal.TemporalServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can go wrong with one call, at each call of each path, a worker's death at each
 * workflow task, and two troubles at once. For a part of the table name paths and first troubles,
 * for example {@code -Dfaults.paths=DOUBT -Dfaults.troubles=RESET}; with {@code -Dfaults.all=true}
 * no single trouble is left out. Of the worst pairs {@code -Dfaults.pairs=100} plays so many, of
 * any two {@code -Dfaults.sample=100}, chosen by {@code -Dfaults.seed=1}. A subscription's term
 * ends after {@code -Dfaults.term=6} seconds.
 */
@Tag("faults")
final class FaultTableTest {
  private static final int LANES = Integer.getInteger("faults.lanes", 10);

  @TempDir Path folder;

  @Test
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void whatever_goes_wrong_with_a_call_the_case_ends_and_money_moves_once() throws Exception {
    FaultTable table =
        new FaultTable(
            lane ->
                Stage.toBreak(
                    folder.resolve("lane-" + lane), TemporalServer.inMemory(SearchKeys.types())),
            LANES,
            of("faults.troubles", Trouble.values()),
            Boolean.getBoolean("faults.all") ? Choice.all() : Choice.inTurns(),
            new Pairs(
                Integer.getInteger("faults.pairs", Integer.MAX_VALUE),
                Integer.getInteger("faults.sample", 300),
                Long.getLong("faults.seed", 1)));

    table.fill(paths());

    System.out.println(table.text());
    assertThat(table.violations()).isEmpty();
    assertThat(table.size()).isPositive();
  }

  /** The paths of every kind of case that the system property names, or all. */
  static List<FaultPath> paths() {
    List<FaultPath> paths = new ArrayList<>();
    paths.addAll(of("faults.paths", RefundPath.values()));
    paths.addAll(of("faults.paths", CancellationPath.values()));
    paths.addAll(of("faults.paths", VerificationPath.values()));
    return paths;
  }

  /** Those that a system property names, or all. */
  static <T extends Enum<T>> List<T> of(String property, T[] all) {
    String wanted = System.getProperty(property, "");
    return Arrays.stream(all)
        .filter(one -> wanted.isEmpty() || List.of(wanted.split(",")).contains(one.name()))
        .toList();
  }
}
