package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.stripe.Brake;
import io.caserail.activities.stripe.SendRecord;
import io.caserail.activities.stripe.StripeClient;
import io.caserail.activities.stripe.StripePayments;
import io.caserail.activities.stripe.StripeSettings;
import io.caserail.activities.zendesk.FieldValues;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.client.CaseData;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.Claim;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.RefundOrder;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.worker.config.Trust;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one person may do in a day, as the process that holds the payment key has it: orders come as
 * whoever can write to the namespace would forge them, straight to the activity.
 */
class SpeedTest {
  private static final Policy POLICY =
      PolicyFile.parse(
          """
          speed:
            "*": { account: 1000000 }
            EUR: { account: 1000000 }
            GBP: { account: 2000 }
            USD: { account: 100 }
          local:
            dana: [requester]
            dan: [requester]
            kim: [approver]
            kai: [approver]
            fin: [finance]
          """,
          Map.of("requesters", "37001", "approvers", "37002", "finance", "37003"));
  private static final List<String> REQUESTERS = List.of("dana", "dan");
  private static final List<String> OTHERS = List.of("kim", "kai", "fin", "dana");
  private static final long[] AMOUNTS = {990, 2_490, 4_990, 30_000, 49_990, 150_000};
  private static final String MIA = "mia@example.com";
  private static final TicketId TICKET = new TicketId("42");
  private static final PersonTags TAGS = new PersonTags(new Secret("a key for the tests"));

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final StripeSandbox stripe =
      StripeSandbox.start(StripeOptions.defaults(), 0, surroundings);
  private final HttpCalls calls =
      new HttpCalls(
          new HttpSettings(
              Duration.ofSeconds(5),
              Duration.ofSeconds(5),
              Duration.ofSeconds(8),
              8 << 20,
              "test"));
  private final List<TestActivityEnvironment> processes = new ArrayList<>();
  private final List<Refund> sent = new ArrayList<>();
  private int commands;

  @BeforeEach
  void start() {
    stripe.limitRequests(10_000);
  }

  @AfterEach
  void close() {
    processes.forEach(TestActivityEnvironment::close);
    calls.close();
    stripe.close();
    surroundings.close();
  }

  @Test
  void the_order_that_passes_a_requesters_day_is_stopped_and_goes_with_an_approval() {
    PaymentActivities activities = activities();
    for (int i = 0; i < 20; i++) {
      assertThat(send(activities, "dana", 990).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    }

    Outcome forged = send(activities, "dana", 990);
    Outcome ofAnother = send(activities, "dan", 990);
    Outcome approved = send(activities, "dana", 990, "kim");

    assertThat(forged.kind()).isEqualTo(Outcome.Kind.STOPPED);
    assertThat(forged.code()).isEqualTo("approval_missing");
    assertThat(forged.evidence()).contains("the requester has asked for 21 refunds");
    assertThat(ofAnother.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(approved.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(sent).hasSize(22);
  }

  @Test
  void another_process_with_an_empty_memory_sees_the_same_day() {
    for (int i = 0; i < 10; i++) {
      send(activities(), "dana", 4_990);
    }

    Outcome next = send(activities(), "dana", 4_990);

    assertThat(next.evidence()).contains("548.90 EUR in 24 hours, above 500.00 EUR");
    assertThat(sent).hasSize(10);
  }

  @Test
  void above_its_hour_the_accounts_sends_pause_by_themselves_in_that_currency_only() {
    PaymentActivities activities = activities();
    sendIn("GBP", activities, "dana", 150_000, "kim", "fin");
    sendIn("GBP", activities, "dan", 49_000, "kim");

    ActivityFailure held =
        catchThrowableOfType(
            ActivityFailure.class, () -> sendIn("GBP", activities, "dan", 2_000, "kim"));
    Outcome inEuros = send(activities, "dan", 2_000);
    int sentMeanwhile = sent.size();
    surroundings.clock().advance(Duration.ofMinutes(61));
    Outcome later = sendIn("GBP", activities, "dan", 2_000, "kim");

    assertThat(held.getCause())
        .hasMessageContaining(
            "the outflow brake is on: 2010.00 GBP within an hour, above 2000.00 GBP")
        .hasMessageContaining("PAUSED");
    assertThat(inEuros.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(sentMeanwhile).isEqualTo(3);
    assertThat(later.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
  }

  @Test
  void an_order_that_nobody_has_agreed_to_is_stopped_and_trips_nothing() {
    PaymentActivities activities = activities();
    sendIn("GBP", activities, "dana", 150_000, "kim", "fin");

    Outcome forged = sendIn("GBP", activities, "dan", 190_000);
    Outcome honest = sendIn("GBP", activities, "dan", 2_000, "kim");

    assertThat(forged.kind()).isEqualTo(Outcome.Kind.STOPPED);
    assertThat(honest.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(sent).hasSize(2);
  }

  @Test
  void one_refund_alone_that_is_above_the_accounts_hour_goes_and_holds_the_next() {
    PaymentActivities activities = activities();

    Outcome alone = sendIn("USD", activities, "dana", 40_000, "kim");
    ActivityFailure next =
        catchThrowableOfType(
            ActivityFailure.class, () -> sendIn("USD", activities, "dan", 2_000, "kim"));

    assertThat(alone.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(next.getCause()).hasMessageContaining("PAUSED");
    assertThat(sent).hasSize(1);
  }

  @Test
  void a_brake_that_has_tripped_stays_on_for_every_process_until_two_people_resume() {
    try (ControlRoom room = new ControlRoom(surroundings, calls, POLICY, TAGS)) {
      PaymentActivities activities = activities(room.pauses());
      sendIn("GBP", activities, "dana", 150_000, "kim", "fin");
      sendIn("GBP", activities, "dan", 49_000, "kim");

      String tripped = held(activities);
      surroundings.clock().advance(Duration.ofMinutes(61));
      String later = held(activities);
      String elsewhere = held(activities(room.pauses()));
      room.says("Ana", "Refunds: resume");
      String oneAgreed = held(activities);
      room.says("Fin", "Refunds: resume");
      Outcome resumed = sendIn("GBP", activities, "dan", 2_000, "kim");

      assertThat(tripped)
          .contains(
              "by the outflow brake, 2010.00 GBP within an hour, above 2000.00 GBP, until two"
                  + " people have resumed them");
      assertThat(later).contains("by the outflow brake");
      assertThat(elsewhere).contains("by the outflow brake");
      assertThat(oneAgreed).contains("one has agreed to resume them, another one must");
      assertThat(resumed.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      assertThat(sent).hasSize(3);
      assertThat(room.notes())
          .satisfiesExactly(
              note -> assertThat(note).startsWith("Refunds are paused by the outflow brake: 2010"),
              note -> assertThat(note).startsWith("Refunds may go on."),
              note -> assertThat(note).startsWith("Refunds may go on."),
              note -> assertThat(note).startsWith("Refunds go on: two people have resumed them"));
    }
  }

  @Test
  void after_two_people_have_resumed_the_same_hour_counts_from_there_and_can_trip_again() {
    try (ControlRoom room = new ControlRoom(surroundings, calls, POLICY, TAGS)) {
      PaymentActivities activities = activities(room.pauses());
      sendIn("GBP", activities, "dana", 150_000, "kim", "fin");
      sendIn("GBP", activities, "dan", 49_000, "kim");
      held(activities);
      room.says("Ana", "Refunds: resume");
      room.says("Fin", "Refunds: resume");

      Outcome first = sendIn("GBP", activities, "dan", 150_000, "kim", "fin");
      Outcome second = sendIn("GBP", activities, "dana", 49_000, "kim", "fin");
      String tripped = held(activities);

      assertThat(first.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      assertThat(second.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
      assertThat(tripped).contains("2010.00 GBP within an hour");
      assertThat(sent).hasSize(4);
    }
  }

  @Test
  void a_brake_that_cant_write_its_mark_lets_nothing_pass() {
    try (ControlRoom room = new ControlRoom(surroundings, calls, POLICY, TAGS)) {
      PaymentActivities activities = activities(room.pauses());
      sendIn("GBP", activities, "dana", 150_000, "kim", "fin");
      sendIn("GBP", activities, "dan", 49_000, "kim");
      ActiveFault fault = room.failWrites();

      String whileAway = held(activities);
      surroundings.faults().remove(fault);
      String tripped = held(activities);

      assertThat(whileAway).contains("nothing is sent, but that can't be written");
      assertThat(tripped).contains("have been paused since").contains("by the outflow brake");
      assertThat(sent).hasSize(2);
    }
  }

  private String held(PaymentActivities activities) {
    surroundings.clock().advance(Duration.ofSeconds(4));
    ActivityFailure held =
        catchThrowableOfType(
            ActivityFailure.class, () -> sendIn("GBP", activities, "dan", 2_000, "kim"));
    assertThat(held.getCause()).hasMessageContaining("PAUSED");
    return String.valueOf(held.getMessage() + " " + held.getCause());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void no_sequence_of_orders_gets_past_a_persons_day_without_the_role_that_it_takes(long seed) {
    Random random = new Random(seed);
    PaymentActivities activities = activities();
    int stopped = 0;
    for (int i = 0; i < 150; i++) {
      List<String> approvers = new ArrayList<>(OTHERS);
      approvers.removeIf(name -> random.nextInt(10) < 6);
      Outcome outcome =
          send(
              activities,
              REQUESTERS.get(random.nextInt(2)),
              AMOUNTS[random.nextInt(AMOUNTS.length)],
              approvers.toArray(String[]::new));
      stopped += outcome.kind() == Outcome.Kind.STOPPED ? 1 : 0;
      surroundings.clock().advance(Duration.ofMinutes(random.nextInt(40)));
    }

    assertThat(stopped).isPositive();
    assertThat(sent).hasSizeGreaterThan(20);
    int pastTheLimit = 0;
    for (int i = 0; i < sent.size(); i++) {
      pastTheLimit += requireAllowed(sent.get(i), sent.subList(0, i)) ? 1 : 0;
    }
    assertThat(pastTheLimit).as("sent past a limit, with the role it takes").isPositive();
  }

  /** By the bank's own books; whether a limit was passed, as it may with the role it takes. */
  private static boolean requireAllowed(Refund refund, List<Refund> before) {
    long dayAgo = refund.created().getEpochSecond() - Duration.ofDays(1).toSeconds();
    List<Refund> day = before.stream().filter(r -> r.created().getEpochSecond() > dayAgo).toList();
    String requester = requester(refund);
    List<Refund> asked = day.stream().filter(r -> requester(r).equals(requester)).toList();
    boolean fast = asked.size() + 1 > 20 || sum(asked) + refund.amount() > 50_000;
    if (fast) {
      assertThat(approvers(refund)).as("%s after %s", refund, asked).containsAnyOf("kim", "kai");
    }
    boolean much = false;
    for (String approver : approvers(refund)) {
      List<Refund> agreed = day.stream().filter(r -> approvers(r).contains(approver)).toList();
      if (sum(agreed) + refund.amount() > 500_000) {
        much = true;
        assertThat(approvers(refund)).as("%s after %s", refund, agreed).contains("fin");
      }
    }
    return fast || much;
  }

  private static String requester(Refund refund) {
    return refund.metadata().getOrDefault("requested_by", "");
  }

  private static List<String> approvers(Refund refund) {
    String names = refund.metadata().getOrDefault("approved_by", "");
    return names.isEmpty() ? List.of() : List.of(names.split(" "));
  }

  private static long sum(List<Refund> refunds) {
    return refunds.stream().mapToLong(Refund::amount).sum();
  }

  private Outcome send(
      PaymentActivities activities, String requester, long minor, String... approvers) {
    return sendIn("EUR", activities, requester, minor, approvers);
  }

  private Outcome sendIn(
      String currency,
      PaymentActivities activities,
      String requester,
      long minor,
      String... approvers) {
    ObjectId payment =
        new ObjectId(
            stripe
                .payment()
                .amount(200_000, currency.toLowerCase(Locale.ROOT))
                .customerEmail(MIA)
                .create()
                .id());
    String asked = minor / 100 + "." + "%02d".formatted(minor % 100);
    Claim request = claim(requester);
    RequestKey key = RequestKey.of(TICKET, payment, asked, "not_received", 0);
    Outcome outcome =
        activities.issueRefund(
            new RefundOrder(
                new Attempt(
                    OperationId.of(payment, key, "pay"),
                    request.commandId(),
                    0,
                    surroundings.clock().instant().plus(Duration.ofHours(1)),
                    false),
                payment,
                new Money(minor, currency),
                asked,
                "not_received",
                TICKET,
                request,
                Arrays.stream(approvers).map(this::claim).toList(),
                List.of()));
    sent.addAll(stripe.refundsOf(payment.value()));
    return outcome;
  }

  private Claim claim(String name) {
    commands++;
    return new Claim("cli-" + commands, name, "");
  }

  /** A process that has just started. */
  private PaymentActivities activities() {
    return activities(null);
  }

  private PaymentActivities activities(@Nullable TicketPauses pauses) {
    TicketRecord ticket =
        new TicketRecord(
            TICKET,
            true,
            TAGS.of(MIA),
            Map.of(CaseKind.REFUND, new FieldValues("", "", "", "")),
            0,
            List.of());
    var clock = surroundings.clock();
    PolicyAuthority authority =
        new PolicyAuthority(
            POLICY,
            Trust.LOCAL,
            Scene.MACROS,
            any -> ticket,
            null,
            new AssertionTest(POLICY, Scene.ACCOUNT, null),
            pauses == null ? Pauses.NONE : pauses,
            clock);
    StripeSettings settings =
        new StripeSettings(
            stripe.url(), new Secret(stripe.secretKey()), false, "acme", Duration.ofMinutes(5));
    Upstream upstream =
        new Upstream(
            calls, new Failures("Stripe", FaultDomain.UPSTREAM), clock, null, CallWatch.NONE);
    TestActivityEnvironment env =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build());
    processes.add(env);
    env.registerActivitiesImplementations(
        new StripePayments(
            new StripeClient(upstream, settings),
            authority,
            TAGS,
            clock,
            settings,
            NO_RECORD,
            pauses == null ? Brake.WHILE_HIGH : pauses));
    return env.newActivityStub(
        PaymentActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private static final SendRecord NO_RECORD =
      new SendRecord() {
        @Override
        public void beforeSend(RefundOrder order, String idempotencyKey) {}

        @Override
        public void afterSend(
            RefundOrder order, String idempotencyKey, String result, String ref, String evidence) {}
      };
}
