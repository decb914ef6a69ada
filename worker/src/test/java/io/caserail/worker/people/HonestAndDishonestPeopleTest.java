package io.caserail.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever people do, honest and dishonest ones, no refund leaves that one person could have sent,
 * that is above what its people may agree to, or past the limits of a day or an hour. Each story is
 * drawn from a seed, and judged by the books alone.
 *
 * <p>{@code -Dpeople.seeds=200 -Dpeople.from=1000 -Dpeople.acts=80} plays more; {@code
 * -Dpeople.seed=1017} plays one again.
 */
class HonestAndDishonestPeopleTest {
  private static final int ACTS = Integer.getInteger("people.acts", 60);
  private static final int SEEDS = Integer.getInteger("people.seeds", 4);
  private static final long FROM = Long.getLong("people.from", 1);
  private static final int TRIES = 20;

  @TempDir Path directory;

  @Test
  void no_story_sends_what_its_people_may_not() {
    Long one = Long.getLong("people.seed");
    int sent = 0;
    int approved = 0;
    for (long seed = one == null ? FROM : one;
        seed < (one == null ? FROM + SEEDS : one + 1);
        seed++) {
      Played played = play(seed, Blindness.NOTHING, ACTS);
      assertThat(played.violations())
          .as("play it again with -Dpeople.seed=%d -Dpeople.acts=%d%n%s", seed, ACTS, played.text())
          .isEmpty();
      sent += played.sent().all();
      approved += played.sent().approved();
    }
    if (one == null) {
      assertThat(sent).as("refunds that were sent at all").isGreaterThan(2 * SEEDS);
      assertThat(approved).as("of them with somebody's yes").isGreaterThan(SEEDS / 2);
    }
  }

  @Test
  void a_seed_tells_the_same_story_again() {
    assertThat(acts(play(3, Blindness.NOTHING, 20)))
        .isEqualTo(acts(play(3, Blindness.NOTHING, 20)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void the_books_show_what_a_process_has_sent_that_is_blind_to(Blindness blindness) {
    List<Long> innocent = new ArrayList<>();
    for (long seed = 1; seed <= TRIES; seed++) {
      if (!play(seed, blindness, ACTS).violations().isEmpty()) {
        return;
      }
      innocent.add(seed);
    }
    assertThat(innocent).as("seeds in which nothing was found").isEmpty();
  }

  private record Played(List<String> script, List<String> violations, OfficeBooks.Sent sent) {
    String text() {
      return String.join("\n", script);
    }
  }

  /** Without times, which go on. */
  private static List<String> acts(Played played) {
    return played.script().stream()
        .map(act -> act.replaceAll("\\d\\d:\\d\\d(:\\d\\d)?", ""))
        .toList();
  }

  private Played play(long seed, Blindness blindness, int acts) {
    try (Office office = new Office(directory, seed, blindness)) {
      OfficeStory story = new OfficeStory(office, seed);
      for (int i = 0; i < acts; i++) {
        story.act();
      }
      return new Played(story.script(), OfficeBooks.violations(office), OfficeBooks.sent(office));
    }
  }
}
