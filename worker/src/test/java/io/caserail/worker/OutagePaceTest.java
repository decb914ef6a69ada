package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.worker.OutageBook.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** What waits goes out one after the other. */
class OutagePaceTest {
  private static final Instant BACK = Instant.parse("2026-11-23T14:38:00Z");

  @Test
  void two_thousand_that_come_at_once_are_never_more_than_ten_a_second_and_all_get_through() {
    Pace pace = new Pace(10);
    PriorityQueue<Instant> tries = new PriorityQueue<>();
    for (int i = 0; i < 2_000; i++) {
      tries.add(BACK);
    }
    int[] through = new int[3_600];
    int all = 0;
    Instant last = BACK;
    int calls = 0;

    while (!tries.isEmpty()) {
      Instant now = tries.remove();
      calls++;
      Duration wait = pace.take(now);
      if (wait.isZero()) {
        through[(int) Duration.between(BACK, now).toSeconds()]++;
        all++;
        last = now;
      } else {
        tries.add(now.plus(wait));
      }
    }

    assertThat(all).isEqualTo(2_000);
    for (int second = 0; second < through.length; second++) {
      assertThat(through[second]).isLessThanOrEqualTo(20);
    }
    assertThat(Duration.between(BACK, last)).isLessThan(Duration.ofMinutes(5));
    assertThat(calls).isLessThan(8_000);
  }

  @Test
  void whoever_comes_in_time_is_not_kept() {
    Pace pace = new Pace(2);

    assertThat(pace.take(BACK)).isZero();
    assertThat(pace.take(BACK)).isZero();
    assertThat(pace.take(BACK)).isPositive();
    assertThat(pace.take(BACK.plusSeconds(2))).isZero();
  }
}
