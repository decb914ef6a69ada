package io.caserail.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.FaultDomain;
import io.caserail.port.FailureType;
import io.caserail.port.Heartbeat;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a case makes of an activity that nobody has finished. */
class FailureTest {

  @Test
  void a_worker_that_dies_while_it_sends_leaves_doubt_and_no_step_is_taken_for_a_system() {
    Failure failure = Failure.of(silent(Heartbeat.SENDING), "Close the order");

    assertThat(failure.type()).isEqualTo(FailureType.IN_DOUBT);
    assertThat(failure.trouble().domain()).isEqualTo(FaultDomain.LOCAL);
    assertThat(failure.trouble().system()).isEmpty();
  }

  @Test
  void a_worker_that_dies_before_it_sends_has_sent_nothing() {
    for (Heartbeat last : new @Nullable Heartbeat[] {Heartbeat.CLEAR, null}) {
      Failure failure = Failure.of(silent(last), "Close the order");

      assertThat(failure.isDoubt()).isFalse();
      assertThat(failure.trouble().domain()).isEqualTo(FaultDomain.LOCAL);
    }
  }

  private static ActivityFailure silent(@Nullable Heartbeat last) {
    return new ActivityFailure(
        "test",
        1,
        2,
        "CancelOrder",
        "1",
        RetryState.RETRY_STATE_TIMEOUT,
        "test",
        new TimeoutFailure("test", last, TimeoutType.TIMEOUT_TYPE_HEARTBEAT));
  }
}
