package io.caserail.refund;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes the golden histories that are not there yet, with the code of today. Its name keeps it out
 * of an ordinary build: a history is only worth something as long as it is older than the code.
 *
 * <pre>mvn -pl workflows test -Dtest=RecordHistories</pre>
 */
class RecordHistories {
  private static final Path RESOURCES = Path.of("src/test/resources");

  @ParameterizedTest
  @EnumSource
  void record(Golden path) throws IOException {
    if (isThere(path.file()) && (path.waitsAs() == null || isThere(path.openFile()))) {
      return;
    }
    try (GoldenScene scene = new GoldenScene(path)) {
      if (path.waitsAs() != null) {
        write(path.openFile(), scene.playToWait());
      }
      write(path.file(), scene.playToEnd());
    }
  }

  private static void write(String file, WorkflowExecutionHistory history) throws IOException {
    Path path = RESOURCES.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, history.toJson(true).stripTrailing() + "\n");
  }

  private static boolean isThere(String file) {
    return Files.exists(RESOURCES.resolve(file));
  }
}
