package io.caserail.golden;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes the golden histories that are not there yet, with the code of today. Its name keeps it out
 * of an ordinary build: a history is only worth something as long as it is older than the code.
 *
 * <pre>mvn -pl workflows test -Dtest=RecordHistories</pre>
 */
class RecordHistories {

  @ParameterizedTest
  @MethodSource("io.caserail.golden.GoldenPath#all")
  void record(GoldenPath<?> path) throws IOException {
    if (isThere(path.file()) && (!path.waits() || isThere(path.openFile()))) {
      return;
    }
    try (GoldenScene<?> scene = new GoldenScene<>(path)) {
      if (path.waits()) {
        write(path.openFile(), scene.playToWait());
      }
      write(path.file(), scene.playToEnd());
    }
  }

  @ParameterizedTest
  @MethodSource("io.caserail.golden.GoldenRun#all")
  void record(GoldenRun run) throws IOException {
    if (isThere(run.file())) {
      return;
    }
    try (GoldenStage stage = new GoldenStage(run)) {
      run.play(stage);
      write(run.file(), stage.history());
    }
  }

  /** Leaves alone what is there: its other half may be missing. */
  private static void write(String file, WorkflowExecutionHistory history) throws IOException {
    if (!isThere(file)) {
      Files.writeString(
          GoldenHistoriesTest.FOLDER.resolve(file), history.toJson(true).stripTrailing() + "\n");
    }
  }

  private static boolean isThere(String file) {
    return Files.exists(GoldenHistoriesTest.FOLDER.resolve(file));
  }
}
