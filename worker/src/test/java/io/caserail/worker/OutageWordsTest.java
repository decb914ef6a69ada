package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A macro that is read late does not overturn what was decided by command line meanwhile. */
class OutageWordsTest {
  @ParameterizedTest
  @CsvSource({
    "release, 10:25:00, 10:20:00, 10:25:20,",
    "release, 10:20:00, 10:20:00, 10:20:20,",
    "release, 10:19:59, 10:20:00, 10:20:20, the hold is newer",
    "release, 10:00:00, 10:20:00, 10:25:00, it could not be read within five minutes",
    "hold,    10:19:59, 10:20:00, 10:20:20,",
    "hold,    10:20:00,         , 10:25:00,",
    "hold,    10:19:59,         , 10:25:00, it could not be read within five minutes",
  })
  void a_word_counts_while_it_is_fresh_and_newer_than_the_hold(
      String word, String said, @Nullable String heldSince, String now, @Nullable String why) {
    String late =
        OutageWords.outdated(
            word.equals("hold"), at(said), heldSince == null ? null : at(heldSince), at(now));

    if (why == null) {
      assertThat(late).isNull();
    } else {
      assertThat(late).startsWith(why);
    }
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + "Z");
  }
}
