package io.caserail.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who finds our share used up comes again in turn. */
class WriteBudgetTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T14:00:00Z"));
  private final WriteBudget budget = new WriteBudget(clock, 2);

  @Test
  void who_comes_too_early_is_told_a_time_behind_those_who_came_before() {
    useUp();

    assertThat(budget.take(Turn.IN_TURN)).isEqualTo(Duration.ofMinutes(1));
    assertThat(budget.take(Turn.IN_TURN)).isEqualTo(Duration.ofMinutes(1));
    assertThat(budget.take(Turn.IN_TURN)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void who_was_told_to_come_again_and_never_came_keeps_nobody_back_an_hour_later() {
    useUp();
    for (int i = 0; i < 7; i++) {
      assertThat(budget.take(Turn.IN_TURN)).isPositive();
    }

    clock.pass(Duration.ofHours(1));
    useUp();

    assertThat(budget.take(Turn.IN_TURN)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void its_half_is_all_of_it_again_once_the_account_s_limit_is_reset() {
    assertThat(budget.take(Turn.IN_TURN)).isNull();
    budget.left(24, 100, Duration.ofSeconds(41));
    assertThat(budget.take(Turn.IN_TURN)).isNotNull();

    clock.pass(Duration.ofSeconds(41));

    assertThat(budget.take(Turn.IN_TURN)).isNull();
  }

  private void useUp() {
    assertThat(budget.take(Turn.IN_TURN)).isNull();
    assertThat(budget.take(Turn.IN_TURN)).isNull();
  }
}
