package io.caserail.sandbox.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.sandbox.core.VirtualClock;
import io.caserail.sandbox.hook.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ZendeskRetriesTest {
  private final VirtualClock clock = new VirtualClock();
  private final ZendeskRetries retries = new ZendeskRetries(clock);

  private void attempts(int count, int status) {
    for (int i = 0; i < count; i++) {
      retries.attempted(Result.answered(status, null));
    }
  }

  @Test
  void the_breaker_never_opens_under_a_hundred_requests() {
    attempts(99, 500);

    assertThat(retries.heldFor()).isZero();
  }

  @Test
  void the_breaker_opens_for_five_seconds_at_seventy_percent_errors() {
    attempts(30, 200);
    attempts(70, 500);

    assertThat(retries.heldFor()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(5));
    clock.advance(Duration.ofSeconds(5));
    assertThat(retries.heldFor()).isZero();
  }

  @Test
  void the_breaker_stays_shut_below_seventy_percent() {
    attempts(31, 200);
    attempts(69, 500);

    assertThat(retries.heldFor()).isZero();
  }

  @Test
  void the_breaker_forgets_after_five_minutes() {
    attempts(99, 500);
    clock.advance(Duration.ofMinutes(6));
    attempts(1, 500);

    assertThat(retries.heldFor()).isZero();
  }

  @Test
  void a_time_out_is_retried_five_times_and_an_unreachable_host_never() {
    Result timedOut = new Result(Result.Kind.TIMED_OUT, 0, null);

    assertThat(retries.pauseAfter(5, timedOut)).isPresent();
    assertThat(retries.pauseAfter(6, timedOut)).isEmpty();
    assertThat(retries.pauseAfter(1, new Result(Result.Kind.UNREACHABLE, 0, null))).isEmpty();
  }
}
