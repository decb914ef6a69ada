package io.caserail.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotesTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.4S, second",
    "PT1S, second",
    "PT30S, 30 seconds",
    "PT1M30S, 90 seconds",
    "PT1M, minute",
    "PT10M, 10 minutes"
  })
  void a_pause_reads_as_people_say_it(Duration every, String words) {
    assertThat(Notes.every(every)).isEqualTo(words);
  }
}
