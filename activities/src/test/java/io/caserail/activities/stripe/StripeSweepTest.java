package io.caserail.activities.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.port.PaymentSweepActivities;
import io.caserail.port.SweepCursor;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.DisputeStatus;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Stripe's list of events tells is brought to its case, with or without a webhook. */
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
  private final List<String> aside = new ArrayList<>();
  private final Set<String> unreachable = new HashSet<>();
  private String withoutCase = "";
  private Instant watched = Instant.EPOCH;
  private SweepCursor beat = SweepCursor.NONE;

  @AfterEach
  void close() {
    env.close();
    calls.close();
    stripe.close();
    surroundings.close();
  }

  @Test
  void a_refund_of_ours_that_failed_starts_its_settlement_and_others_only_wake() {
    String failed = failed();
    String byHand = stripe.refundByHand(payment(), 1_000).id();
    PaymentSweepActivities sweep = sweep(false);

    ApplicationFailure look = look(sweep);

    assertThat(told)
        .contains("failed " + failed, "SETTLEMENT " + byHand)
        .doesNotContain("failed " + byHand);
    assertThat(look.getType()).isEqualTo("NOT_YET");
    assertThat(look.getNextRetryDelay()).isEqualTo(EVERY);
    assertThat(look.getOriginalMessage()).contains("events since", "concerned a case");
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
    assertThat(told).containsOnlyOnce("failed " + failed);
  }

  @Test
  void an_event_that_can_not_be_read_is_put_aside_once_and_holds_no_place() {
    stripe.sendMisshapen("refund.updated");
    surroundings.clock().advance(Duration.ofHours(1));
    String failed = failed();
    PaymentSweepActivities sweep = sweep(false);

    look(sweep);
    look(sweep);

    assertThat(aside).containsExactly("data.object.id is missing, or no object's id true");
    assertThat(told).containsOnlyOnce("failed " + failed);
    assertThat(Duration.between(Instant.parse(beat.upTo()), surroundings.clock().instant()))
        .isLessThan(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refund.created",
        "review.opened",
        "radar.early_fraud_warning.created",
        "charge.dispute.closed"
      })
  void an_event_whose_payment_can_not_be_read_is_put_aside_and_the_sweep_goes_on(String type) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("id", "any_1");
    stripe.sendMisshapen(type, object.deepCopy().put("payment_intent", "no payment's id"));
    stripe.sendMisshapen(type, object.set("payment_intent", object.deepCopy()));
    surroundings.clock().advance(Duration.ofHours(1));
    String failed = failed();
    PaymentSweepActivities sweep = sweep(false);

    look(sweep);
    look(sweep);

    assertThat(aside)
        .containsExactly(
            "data.object.payment_intent is no payment's id true",
            "data.object.payment_intent is no payment's id true");
    assertThat(told).containsOnlyOnce("failed " + failed);
    assertThat(Duration.between(Instant.parse(beat.upTo()), surroundings.clock().instant()))
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void news_of_a_refund_of_ours_is_told_whatever_stands_there_of_its_payment() {
    ObjectNode refund = JsonNodeFactory.instance.objectNode().put("id", "re_1");
    refund.putObject("metadata").put("operation_id", "pi_1/0123456789abcdef/pay");
    refund.putObject("payment_intent").put("id", "pi_1");
    stripe.sendMisshapen("refund.failed", refund);
    surroundings.clock().advance(Duration.ofHours(1));

    look(sweep(false));

    assertThat(told).contains("failed re_1");
    assertThat(aside).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400, BAD_ANSWER", "410, NOT_FOUND"})
  void a_list_that_can_not_be_read_as_it_should_is_looked_at_again(int status, String type) {
    surroundings
        .faults()
        .add(Fault.on(StripeSandbox.SYSTEM).endpoint("GET /v1/events").always().status(status));

    ApplicationFailure look = look(sweep(false));

    assertThat(look.getType()).isEqualTo(type);
    assertThat(look.isNonRetryable()).isFalse();
    assertThat(look.getNextRetryDelay()).isEqualTo(EVERY);
  }

  @Test
  void another_worker_goes_on_where_the_last_heartbeat_says_and_tells_little_twice() {
    String early = failed();
    surroundings.clock().advance(Duration.ofHours(1));
    look(sweep(false));
    told.clear();
    String late = failed();
    surroundings.clock().advance(Duration.ofHours(1));

    restart();
    look(sweep(false));

    assertThat(told).contains("failed " + late).doesNotContain("failed " + early);
  }

  @Test
  void a_worker_that_died_before_its_heartbeat_leaves_it_to_the_next_to_tell_again() {
    look(sweep(false));
    SweepCursor before = beat;
    surroundings.clock().advance(Duration.ofHours(1));
    String failed = failed();
    look(sweep(false));
    told.clear();

    restart();
    beat = before;
    look(sweep(false));

    assertThat(told).contains("failed " + failed);
  }

  @Test
  void where_no_place_is_known_the_list_is_read_from_as_far_back_as_webhooks_are_repeated() {
    String tooOld = failed();
    surroundings.clock().advance(Duration.ofDays(2));
    String failed = failed();
    surroundings.clock().advance(Duration.ofDays(2));
    PaymentSweepActivities sweep = sweep(false);

    look(sweep);
    look(sweep);

    assertThat(told).containsOnlyOnce("failed " + failed).doesNotContain("failed " + tooOld);
    assertThat(Duration.between(Instant.parse(beat.upTo()), surroundings.clock().instant()))
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void after_a_long_absence_the_list_is_read_from_the_place_that_is_known() {
    look(sweep(false));
    surroundings.clock().advance(Duration.ofHours(1));
    String failed = failed();
    surroundings.clock().advance(Duration.ofDays(20));
    restart();

    look(sweep(false));

    assertThat(told).containsOnlyOnce("failed " + failed);
  }

  @Test
  void more_events_than_one_look_can_tell_are_told_span_by_span() {
    stripe.limitRequests(100_000);
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      for (int refunds = 0; refunds < 100; refunds++) {
        stripe.refundByHand(payment(), 1_000);
      }
      failed.add("failed " + failed());
      surroundings.clock().advance(Duration.ofHours(2));
    }

    look(sweep(false));

    assertThat(told).containsAll(failed);
    assertThat(told).filteredOn(line -> line.startsWith("failed")).hasSize(6);
  }

  @Test
  void an_event_that_can_not_be_brought_holds_the_place_and_no_other_event() {
    look(sweep(false));
    surroundings.clock().advance(Duration.ofMinutes(30));
    String stuck = failed();
    unreachable.add(stuck);
    String other = failed();
    surroundings.clock().advance(Duration.ofHours(7));
    String later = failed();
    PaymentSweepActivities sweep = sweep(false);

    look(sweep);
    look(sweep);
    assertThat(told)
        .containsOnlyOnce("failed " + other)
        .containsOnlyOnce("failed " + later)
        .doesNotContain("failed " + stuck);
    assertThat(watched).isEqualTo(Instant.parse(beat.upTo())).isBefore(hoursAgo(7));
    unreachable.clear();
    surroundings.clock().advance(Duration.ofHours(1));
    look(sweep);

    assertThat(told).containsOnlyOnce("failed " + stuck).containsOnlyOnce("failed " + later);
  }

  @Test
  void a_refund_that_no_case_has_made_is_told_with_its_payment_and_a_failed_one_is_not() {
    String payment = payment();
    String byHand = stripe.refundByHand(payment, 1_000).id();
    String gone = stripe.refundByHand(payment(), 1_000).id();
    stripe.fail(gone, RefundFailureReason.DECLINED);
    failed();
    withoutCase = payment();
    stripe.refundByHand(withoutCase, 1_000);

    look(sweep(false));

    assertThat(told)
        .filteredOn(line -> line.startsWith("foreign"))
        .containsExactly("foreign " + byHand + " of " + payment);
  }

  @Test
  void a_refund_that_another_installation_has_made_is_told_as_somebody_elses() {
    String payment = payment();
    String theirs = stripe.refundByHand(payment, 1_000).id();
    client().note(theirs, "operation_id", payment + "/0123456789abcdef/pay");
    client().note(theirs, "caserail_account", "other");
    String ours = stripe.refundByHand(payment(), 1_000).id();
    client().note(ours, "operation_id", "pi_1/0123456789abcdef/pay");
    client().note(ours, "caserail_account", "acme");

    look(sweep(false));

    assertThat(told)
        .filteredOn(line -> line.startsWith("foreign"))
        .containsExactly("foreign " + theirs + " of " + payment);
  }

  @Test
  void a_refund_that_somebody_has_named_as_done_by_hand_is_not_foreign() {
    String byHand = stripe.refundByHand(payment(), 1_000).id();
    client().note(byHand, RefundForm.NAMED_FOR, "0123456789abcdef");

    look(sweep(false));

    assertThat(told).contains("SETTLEMENT " + byHand).noneMatch(line -> line.contains("foreign"));
  }

  @Test
  void news_of_risk_is_told_to_the_refund_of_its_payment() {
    String reviewed = payment();
    stripe.openReview(reviewed);
    String warned = payment();
    stripe.warnOfFraud(warned);
    String disputed = payment();
    stripe.dispute(disputed, DisputeStatus.NEEDS_RESPONSE);

    look(sweep(false));

    assertThat(told).contains("REFUND " + reviewed, "REFUND " + warned, "REFUND " + disputed);
  }

  @Test
  void events_of_the_other_mode_are_left_alone() {
    failed();

    look(sweep(true));

    assertThat(told).isEmpty();
  }

  private Instant hoursAgo(int hours) {
    return surroundings.clock().instant().minus(Duration.ofHours(hours));
  }

  /** A refund that Caserail has sent, which then fails. */
  private String failed() {
    String payment = payment();
    Map<String, String> refund =
        Map.of(
            "payment_intent",
            payment,
            "amount",
            "1000",
            "metadata[operation_id]",
            payment + "/0123456789abcdef/pay");
    String id =
        client()
            .post(Endpoint.write("issue_refund"), "refunds", "key-" + payment, refund)
            .json()
            .path("id")
            .asText();
    stripe.fail(id, RefundFailureReason.DECLINED);
    return id;
  }

  private String payment() {
    return stripe.payment().amount(10_000, "eur").customerEmail("kim@example.com").create().id();
  }

  private void restart() {
    env.close();
    env = TestActivityEnvironment.newInstance();
  }

  private StripeClient client() {
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
    return new StripeClient(upstream, settings);
  }

  private PaymentSweepActivities sweep(boolean live) {
    restart();
    StripeNews news =
        new StripeNews() {
          @Override
          public void failed(String refund, String eventId) {
            if (unreachable.contains(refund)) {
              throw new IllegalStateException("Temporal is away");
            }
            told.add("failed " + refund);
          }

          @Override
          public boolean wake(CaseKind kind, ObjectId object, String eventId) {
            told.add(kind + " " + object);
            return true;
          }

          @Override
          public boolean hasCase(ObjectId payment) {
            return !payment.value().equals(withoutCase);
          }

          @Override
          public void notUnderstood(String eventId, String flaw, String body) {
            aside.add(flaw + " " + body.contains(eventId));
          }

          @Override
          public void foreign(ForeignRefund refund) {
            told.add("foreign " + refund.ref() + " of " + refund.payment());
          }
        };
    env.registerActivitiesImplementations(
        new StripeSweep(
            client(), news, EVERY, surroundings.clock(), (system, upTo) -> watched = upTo, live));
    return env.newActivityStub(
        PaymentSweepActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  /** One look, which goes on where the last heartbeat says, as Temporal has it. */
  private ApplicationFailure look(PaymentSweepActivities sweep) {
    env.setActivityHeartbeatListener(SweepCursor.class, cursor -> beat = cursor);
    if (beat.known()) {
      env.setHeartbeatDetails(beat);
    }
    ActivityFailure failure =
        Objects.requireNonNull(
            catchThrowableOfType(
                ActivityFailure.class, () -> sweep.sweepPayments(SweepCursor.NONE)));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }
}
