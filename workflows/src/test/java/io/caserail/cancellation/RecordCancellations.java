package io.caserail.cancellation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes the histories that are not there yet, with the code of today. Its name keeps it out of an
 * ordinary build: a history is only worth something as long as it is older than the code.
 *
 * <pre>mvn -pl workflows test -Dtest=RecordCancellations</pre>
 */
class RecordCancellations {
  private static final Path RESOURCES = Path.of("src/test/resources");

  @ParameterizedTest
  @EnumSource
  void record(RecordedCancellation path) throws IOException {
    Path file = RESOURCES.resolve(path.file());
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, path.play().toJson(true).stripTrailing() + "\n");
    }
  }
}
