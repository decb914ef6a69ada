package io.caserail.activities.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.model.FaultDomain;
import io.caserail.port.PaymentSweepActivities;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What fails after it succeeded is found without a webhook. */
class StripeSweepTest {
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final StripeSandbox stripe =
      StripeSandbox.start(StripeOptions.defaults(), 0, surroundings);
  private final HttpCalls calls =
      new HttpCalls(
          new HttpSettings(
              Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "t"));
  private TestActivityEnvironment env = TestActivityEnvironment.newInstance();
  private final List<String> told = new ArrayList<>();
  private boolean temporalIsAway;

  @AfterEach
  void close() {
    env.close();
    calls.close();
    stripe.close();
    surroundings.close();
  }

  @Test
  void a_refund_that_failed_is_told_and_others_are_not() {
    String failed = failed();
    stripe.refundByHand(payment(), 1_000);
    PaymentSweepActivities sweep = sweep(false);

    ApplicationFailure look = look(sweep);

    assertThat(told).containsExactly(failed);
    assertThat(look.getType()).isEqualTo("NOT_YET");
    assertThat(look.getNextRetryDelay()).isEqualTo(EVERY);
  }

  @Test
  void what_failed_while_nobody_looked_is_told_by_the_next_look() {
    PaymentSweepActivities sweep = sweep(false);
    look(sweep);
    surroundings
        .faults()
        .add(Fault.on(StripeSandbox.SYSTEM).endpoint("GET /v1/events").times(2).status(503));
    String failed = failed();
    surroundings.clock().advance(Duration.ofHours(20));

    ApplicationFailure away = look(sweep);
    look(sweep);
    look(sweep);

    assertThat(away.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(told).containsExactly(failed);
  }

  @Test
  void what_was_told_is_not_told_at_every_look_but_once_more_after_a_start() {
    failed();
    PaymentSweepActivities sweep = sweep(false);
    look(sweep);
    look(sweep);
    surroundings.clock().advance(Duration.ofHours(1));
    look(sweep);
    assertThat(told).hasSize(1);

    env.close();
    env = TestActivityEnvironment.newInstance();
    look(sweep(false));

    assertThat(told).hasSize(2);
  }

  @Test
  void what_could_not_be_brought_is_told_again() {
    String failed = failed();
    PaymentSweepActivities sweep = sweep(false);
    temporalIsAway = true;
    look(sweep);
    surroundings.clock().advance(Duration.ofHours(1));
    temporalIsAway = false;

    look(sweep);

    assertThat(told).containsExactly(failed);
  }

  @Test
  void events_of_the_other_mode_are_left_alone() {
    failed();

    look(sweep(true));

    assertThat(told).isEmpty();
  }

  private String failed() {
    String refund = stripe.refundByHand(payment(), 1_000).id();
    stripe.fail(refund, RefundFailureReason.DECLINED);
    return refund;
  }

  private String payment() {
    return stripe.payment().amount(10_000, "eur").customerEmail("kim@example.com").create().id();
  }

  private PaymentSweepActivities sweep(boolean live) {
    StripeSettings settings =
        new StripeSettings(
            stripe.url(), new Secret(stripe.secretKey()), false, "acme", Duration.ofMinutes(5));
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Stripe", FaultDomain.UPSTREAM),
            surroundings.clock(),
            null,
            CallWatch.NONE);
    LateFailures sink =
        (refund, event) -> {
          if (temporalIsAway) {
            throw new IllegalStateException("Temporal is away");
          }
          told.add(refund);
        };
    env.registerActivitiesImplementations(
        new StripeSweep(new StripeClient(upstream, settings), sink, surroundings.clock(), live));
    return env.newActivityStub(
        PaymentSweepActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private static ApplicationFailure look(PaymentSweepActivities sweep) {
    ActivityFailure failure =
        Objects.requireNonNull(
            catchThrowableOfType(ActivityFailure.class, () -> sweep.sweepPayments(EVERY)));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }
}
