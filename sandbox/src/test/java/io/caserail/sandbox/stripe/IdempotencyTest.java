package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private final RunningStripe running = RunningStripe.start(StripeOptions.defaults());

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void the_same_key_gets_the_same_answer_and_one_refund() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    String body = "amount=1500&payment_intent=" + payment.id();

    // when
    HttpResponse<String> first = running.post("/v1/refunds", body, "key-1");
    HttpResponse<String> second = running.post("/v1/refunds", body, "key-1");

    // then
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(second.headers().firstValue("Original-Request"))
        .isEqualTo(first.headers().firstValue("Request-Id"));
    assertThat(running.stripe().refundsOf(payment.id())).hasSize(1);
  }

  @Test
  void the_order_of_the_parameters_does_not_matter() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    running.post("/v1/refunds", "amount=1500&payment_intent=" + payment.id(), "key-1");

    // when
    HttpResponse<String> second =
        running.post("/v1/refunds", "payment_intent=" + payment.id() + "&amount=1500", "key-1");

    // then
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  @Test
  void another_body_under_the_key_is_an_error() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    running.post("/v1/refunds", "amount=1500&payment_intent=" + payment.id(), "key-1");

    // when
    HttpResponse<String> other =
        running.post("/v1/refunds", "amount=1600&payment_intent=" + payment.id(), "key-1");

    // then
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(running.json(other).at("/error/type").asText()).isEqualTo("idempotency_error");
    assertThat(running.stripe().moneyMoved(payment.id())).isEqualTo(1500);
  }

  @Test
  void a_500_is_kept_like_any_other_answer() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.CRASHES_ONCE).create();
    String body = "amount=1500&payment_intent=" + payment.id();
    running.post("/v1/refunds", body, "key-1");

    // when
    HttpResponse<String> again = running.post("/v1/refunds", body, "key-1");
    HttpResponse<String> otherKey = running.post("/v1/refunds", body, "key-2");

    // then
    assertThat(again.statusCode()).isEqualTo(500);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(again.headers().firstValue("Stripe-Should-Retry")).contains("false");
    assertThat(otherKey.statusCode()).isEqualTo(200);
    assertThat(running.stripe().refundsOf(payment.id())).hasSize(1);
  }

  @Test
  void a_rejection_is_kept_although_the_account_has_changed() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    Dispute dispute = running.stripe().dispute(payment.id(), DisputeStatus.NEEDS_RESPONSE);
    String body = "amount=1500&payment_intent=" + payment.id();
    running.post("/v1/refunds", body, "key-1");
    running.stripe().changeDispute(dispute.id(), DisputeStatus.WON);

    // when
    HttpResponse<String> again = running.post("/v1/refunds", body, "key-1");
    HttpResponse<String> afresh = running.post("/v1/refunds", body, "key-2");

    // then
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(afresh.statusCode()).isEqualTo(200);
  }

  @Test
  void a_request_that_did_not_pass_validation_leaves_its_key_free() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    running.post("/v1/refunds", "amount=none&payment_intent=" + payment.id(), "key-1");

    // when
    HttpResponse<String> corrected =
        running.post("/v1/refunds", "amount=1500&payment_intent=" + payment.id(), "key-1");

    // then
    assertThat(corrected.statusCode()).isEqualTo(200);
  }

  @Test
  void a_lock_time_out_leaves_its_key_free_and_asks_for_a_retry() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.LOCKED_ONCE).create();
    String body = "amount=1500&payment_intent=" + payment.id();

    // when
    HttpResponse<String> locked = running.post("/v1/refunds", body, "key-1");
    HttpResponse<String> retried = running.post("/v1/refunds", body, "key-1");

    // then
    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(locked.headers().firstValue("Stripe-Should-Retry")).contains("true");
    assertThat(retried.statusCode()).isEqualTo(200);
    assertThat(retried.headers().firstValue("Idempotent-Replayed")).isEmpty();
  }

  @Test
  void a_key_is_a_fresh_one_after_24_hours() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    String body = "amount=1500&payment_intent=" + payment.id();
    running.post("/v1/refunds", body, "key-1");
    running.clock().advance(Duration.ofHours(24).minusMinutes(5));
    running.post("/v1/refunds", body, "key-1");

    // when
    running.clock().advance(Duration.ofMinutes(10));
    running.post("/v1/refunds", body, "key-1");

    // then
    assertThat(running.stripe().refundsOf(payment.id())).hasSize(2);
  }

  @Test
  void a_key_has_at_most_255_characters() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    String body = "amount=100&payment_intent=" + payment.id();

    // when
    HttpResponse<String> longest = running.post("/v1/refunds", body, "k".repeat(255));
    HttpResponse<String> longer = running.post("/v1/refunds", body, "k".repeat(256));

    // then
    assertThat(longest.statusCode()).isEqualTo(200);
    assertThat(longer.statusCode()).isEqualTo(400);
  }

  @Test
  void a_second_request_during_the_first_is_a_conflict() {
    // given
    var layer = new IdempotencyLayer(() -> Instant.EPOCH);
    Reply made = Reply.of(JsonNodeFactory.instance.objectNode(), "req_1");
    List<StripeError> meanwhile = new ArrayList<>();

    // when
    Reply reply =
        layer.answer(
            "key-1",
            "body",
            () -> {
              meanwhile.add(
                  catchThrowableOfType(
                      StripeError.class, () -> layer.answer("key-1", "body", () -> made)));
              return made;
            });

    // then
    assertThat(reply).isSameAs(made);
    assertThat(meanwhile)
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.status()).isEqualTo(409);
              assertThat(e.code()).isEqualTo("idempotency_key_in_use");
              assertThat(e.shouldRetry()).isTrue();
            });
  }

  @Test
  void sixteen_callers_with_one_key_make_one_refund() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    String body = "amount=100&payment_intent=" + payment.id();
    ExecutorService callers = Executors.newFixedThreadPool(16);

    // when
    List<Integer> statuses = new ArrayList<>();
    try {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        answers.add(callers.submit(() -> running.post("/v1/refunds", body, "key-1")));
      }
      for (Future<HttpResponse<String>> answer : answers) {
        statuses.add(answer.get().statusCode());
      }
    } finally {
      callers.shutdownNow();
    }

    // then
    assertThat(statuses).contains(200).allMatch(s -> s == 200 || s == 409);
    assertThat(running.stripe().refundsOf(payment.id())).hasSize(1);
  }
}
