package io.caserail.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationTest {
  @TempDir Path directory;
  private Interpolation values = new Interpolation(Map.of(), Path.of(""));

  @BeforeEach
  void someValues() throws IOException {
    Files.writeString(directory.resolve("secret.txt"), " from-a-file\n");
    values =
        new Interpolation(
            Map.of(
                "KEY", "k$1{x}",
                "EMPTY", "",
                "OTHER_FILE", "secret.txt",
                "LOST_FILE", "no-such-file"),
            directory);
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "${KEY}, k$1{x}",
    "a-${KEY}-b, a-k$1{x}-b",
    "${NONE:-fallback}, fallback",
    "${EMPTY:-fallback}, fallback",
    "${KEY:-fallback}, k$1{x}",
    "${NONE:-}, ''",
    "${EMPTY}, ''",
    "${OTHER}, from-a-file",
    "${file:secret.txt}, from-a-file",
    "$${KEY}, ${KEY}",
  })
  void it_fills_in(String raw, String filled) {
    assertThat(values.fill(raw)).isEqualTo(filled);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${NONE}", "${LOST}", "${file:gone}", "${}", "${a b}"})
  void what_is_missing_is_named(String raw) {
    assertThatThrownBy(() -> values.fill(raw)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_missing_variable_says_both_ways_to_set_it() {
    assertThatThrownBy(() -> values.fill("${NONE}"))
        .hasMessage(
            "the environment variable NONE is not set; set it, or NONE_FILE to a file that holds"
                + " it");
  }
}
