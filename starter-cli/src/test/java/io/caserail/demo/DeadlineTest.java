package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
  @Test
  void who_is_interrupted_waits_no_longer_and_says_so() {
    Thread.currentThread().interrupt();
    boolean still;
    try {
      assertThatThrownBy(
              () -> Deadline.within(Duration.ofMinutes(5), () -> false, () -> "it never came"))
          .isInstanceOf(SceneFailed.class)
          .hasMessage("interrupted while waiting: it never came");
    } finally {
      still = Thread.interrupted();
    }

    assertThat(still).isTrue();
  }

  @Test
  void what_never_holds_is_said_when_the_time_is_over() {
    assertThatThrownBy(() -> Deadline.within(Duration.ofMillis(60), () -> false, () -> "too late"))
        .isInstanceOf(SceneFailed.class)
        .hasMessage("too late");
  }
}
