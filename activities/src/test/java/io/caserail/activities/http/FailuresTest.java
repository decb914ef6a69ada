package io.caserail.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.FaultDomain;
import io.caserail.port.FailureType;
import io.caserail.port.Trouble;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of failures. */
class FailuresTest {
  private static final Duration PAUSE = Duration.ofSeconds(7);
  private final Failures stripe = new Failures("Stripe", FaultDomain.UPSTREAM);

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource({
    "NOT_SENT,   READ,  UPSTREAM_AWAY, UPSTREAM, true",
    "NOT_SENT,   WRITE, UPSTREAM_AWAY, UPSTREAM, true",
    "SENT,       READ,  UPSTREAM_AWAY, UPSTREAM, true",
    "SENT,       WRITE, IN_DOUBT,      UPSTREAM, true",
    "UNREADABLE, READ,  UPSTREAM_AWAY, UPSTREAM, true",
    "UNREADABLE, WRITE, IN_DOUBT,      UPSTREAM, true",
  })
  void a_call_without_a_readable_answer(
      Phase phase, Mode mode, FailureType type, FaultDomain domain, boolean retried) {
    ApplicationFailure failure = stripe.broken(phase, mode, "SocketTimeoutException");

    assertFailure(failure, type, domain, retried);
    assertThat(trouble(failure).evidence()).isEqualTo("SocketTimeoutException");
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource({
    "301, READ,  OUR_FAULT,     LOCAL,    true,  false",
    "302, WRITE, OUR_FAULT,     LOCAL,    true,  false",
    "303, READ,  OUR_FAULT,     LOCAL,    true,  false",
    "303, WRITE, IN_DOUBT,      UPSTREAM, true,  true",
    "307, WRITE, OUR_FAULT,     LOCAL,    true,  false",
    "400, READ,  BAD_ANSWER,    UNKNOWN,  false, false",
    "400, WRITE, BAD_ANSWER,    UNKNOWN,  false, false",
    "401, READ,  OUR_FAULT,     LOCAL,    true,  false",
    "401, WRITE, OUR_FAULT,     LOCAL,    true,  false",
    "403, READ,  OUR_FAULT,     LOCAL,    true,  false",
    "403, WRITE, OUR_FAULT,     LOCAL,    true,  false",
    "404, READ,  NOT_FOUND,     DATA,     false, false",
    "404, WRITE, NOT_FOUND,     DATA,     false, false",
    "408, READ,  UPSTREAM_AWAY, UPSTREAM, true,  true",
    "408, WRITE, IN_DOUBT,      UPSTREAM, true,  true",
    "409, READ,  CONFLICT,      UPSTREAM, true,  true",
    "409, WRITE, CONFLICT,      UPSTREAM, true,  true",
    "410, READ,  NOT_FOUND,     DATA,     false, false",
    "412, WRITE, CONFLICT,      UPSTREAM, true,  true",
    "422, WRITE, BAD_ANSWER,    UNKNOWN,  false, false",
    "429, READ,  UPSTREAM_AWAY, UPSTREAM, true,  true",
    "429, WRITE, UPSTREAM_AWAY, UPSTREAM, true,  true",
    "500, READ,  UPSTREAM_AWAY, UPSTREAM, true,  true",
    "500, WRITE, IN_DOUBT,      UPSTREAM, true,  true",
    "502, WRITE, IN_DOUBT,      UPSTREAM, true,  true",
    "503, READ,  UPSTREAM_AWAY, UPSTREAM, true,  true",
    "503, WRITE, IN_DOUBT,      UPSTREAM, true,  true",
    "504, WRITE, IN_DOUBT,      UPSTREAM, true,  true",
  })
  void an_answer_without_success(
      int status, Mode mode, FailureType type, FaultDomain domain, boolean retried, boolean waits) {
    ApplicationFailure failure = stripe.answered(mode, status, "HTTP " + status, PAUSE);

    assertFailure(failure, type, domain, retried);
    assertThat(failure.getNextRetryDelay()).isEqualTo(waits ? PAUSE : null);
    assertThat(trouble(failure).evidence()).isEqualTo("HTTP " + status);
  }

  @Test
  void nothing_new_is_benign_and_says_when_to_ask_again() {
    ApplicationFailure failure = stripe.notYet("no final word", "re_1", PAUSE);

    assertFailure(failure, FailureType.NOT_YET, FaultDomain.UPSTREAM, true);
    assertThat(failure.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
    assertThat(failure.getNextRetryDelay()).isEqualTo(PAUSE);
  }

  @Test
  void only_nothing_new_is_benign() {
    assertThat(stripe.away("away", "", null).getCategory())
        .isNotEqualTo(ApplicationErrorCategory.BENIGN);
  }

  @Test
  void too_late_is_final_and_ours() {
    assertFailure(stripe.tooLate("over"), FailureType.TOO_LATE, FaultDomain.LOCAL, false);
  }

  @Test
  void a_clear_failure_on_top_of_an_unclear_one_keeps_its_trouble_and_is_retried() {
    ApplicationFailure clear = stripe.ourFault("the key is revoked", "HTTP 401");

    ApplicationFailure doubt = stripe.inDoubtBecause(clear);

    assertFailure(doubt, FailureType.IN_DOUBT, FaultDomain.LOCAL, true);
    assertThat(trouble(doubt)).isEqualTo(trouble(clear));
    assertThat(doubt.getCause()).isNull();
  }

  @Test
  void a_lost_lock_waits_for_the_next_second() {
    assertThat(stripe.conflict("HTTP 409", null).getNextRetryDelay())
        .isEqualTo(Duration.ofSeconds(1));
  }

  private static void assertFailure(
      ApplicationFailure failure, FailureType type, FaultDomain domain, boolean retried) {
    assertThat(failure.getType()).isEqualTo(type.name());
    assertThat(failure.isNonRetryable()).isEqualTo(!retried);
    assertThat(trouble(failure).domain()).isEqualTo(domain);
    assertThat(trouble(failure).system()).isEqualTo("Stripe");
    assertThat(trouble(failure).cause()).isNotBlank().doesNotEndWith(".");
    assertThat(failure.getCause()).isNull();
  }

  private static Trouble trouble(ApplicationFailure failure) {
    return Objects.requireNonNull(Failures.troubleOf(failure));
  }
}
