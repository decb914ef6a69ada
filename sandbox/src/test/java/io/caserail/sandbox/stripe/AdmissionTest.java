package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.PermissionException;
import com.stripe.param.RefundCreateParams;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private final RunningStripe running = RunningStripe.start(StripeOptions.defaults());

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer sk_test_wrong", "Basic !!!", "Basic c2tfdGVzdF93cm9uZzo=", "sk_test"})
  void without_a_key_of_the_account_everything_is_401(String authorization) throws Exception {
    // when
    HttpResponse<String> answer = running.getAs(authorization, "/v1/balance");

    // then
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(running.json(answer).at("/error/type").asText()).isEqualTo("invalid_request_error");
    assertThat(answer.headers().firstValue("Request-Id")).get().asString().startsWith("req_");
  }

  @Test
  void a_wrong_key_is_not_repeated_in_the_answer() {
    // when
    var refused =
        catchThrowableOfType(
            AuthenticationException.class,
            () -> running.clientWith("sk_test_abcdefghijkl").v1().balance().retrieve());

    // then
    assertThat(refused.getStatusCode()).isEqualTo(401);
    assertThat(refused.getMessage()).doesNotContain("abcdefghijkl");
  }

  @Test
  void basic_authentication_with_the_key_as_user_is_the_same() throws Exception {
    // when
    HttpResponse<String> answer =
        running.getAs(RunningStripe.basic(running.stripe().secretKey()), "/v1/balance");

    // then
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void the_restricted_key_reads_and_is_forbidden_to_write() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    var reader = running.clientWith(running.stripe().readOnlyKey());

    // when
    var read = reader.v1().paymentIntents().retrieve(payment.id());
    var refused =
        catchThrowableOfType(
            PermissionException.class,
            () ->
                reader
                    .v1()
                    .refunds()
                    .create(RefundCreateParams.builder().setPaymentIntent(payment.id()).build()));

    // then
    assertThat(read.getId()).isEqualTo(payment.id());
    assertThat(refused.getStatusCode()).isEqualTo(403);
    assertThat(refused.getMessage()).contains("rak_refund_write");
    assertThat(running.stripe().moneyMoved(payment.id())).isZero();
  }

  @Test
  void a_request_above_the_limit_is_429_until_time_has_passed() {
    // given
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    RateLimit limit = new RateLimit(2, now::get);
    limit.admit();
    limit.admit();

    // when
    var refused = catchThrowableOfType(StripeError.class, limit::admit);
    now.set(Instant.EPOCH.plusMillis(500));

    // then
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate_limit");
    assertThatCode(limit::admit).doesNotThrowAnyException();
  }

  @Test
  void a_429_comes_before_the_idempotency_layer_and_leaves_the_key_free() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    String body = "amount=100&payment_intent=" + payment.id();
    running.stripe().limitRequests(0);
    HttpResponse<String> limited = running.post("/v1/refunds", body, "key-1");

    // when
    running.stripe().limitRequests(100);
    HttpResponse<String> later = running.post("/v1/refunds", body, "key-1");

    // then
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(later.statusCode()).isEqualTo(200);
    assertThat(running.stripe().refundsOf(payment.id())).hasSize(1);
  }

  @Test
  void live_mode_shows_in_keys_and_answers() throws Exception {
    // given
    try (RunningStripe live = RunningStripe.start(StripeOptions.defaults().withLivemode(true))) {

      // when
      var balance = live.client().v1().balance().retrieve();

      // then
      assertThat(balance.getLivemode()).isTrue();
      assertThat(live.stripe().secretKey()).startsWith("sk_live_");
      assertThat(live.stripe().readOnlyKey()).startsWith("rk_live_");
    }
  }

  @Test
  void the_same_seed_makes_the_same_ids() {
    // given
    StripeOptions seeded = StripeOptions.defaults().withSeed(7);
    try (RunningStripe one = RunningStripe.start(seeded);
        RunningStripe other = RunningStripe.start(seeded)) {

      // when
      Payment first = one.stripe().payment().create();
      Payment second = other.stripe().payment().create();

      // then
      assertThat(second.id()).isEqualTo(first.id()).startsWith("pi_3");
      assertThat(other.stripe().secretKey()).isEqualTo(one.stripe().secretKey());
      assertThat(running.stripe().payment().create().id()).isNotEqualTo(first.id());
    }
  }
}
