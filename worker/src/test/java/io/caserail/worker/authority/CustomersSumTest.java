package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.PaymentBuilder;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.worker.config.Trust;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What one customer is refunded in 30 days without anybody's yes, as the process that holds the
 * payment key has it: one refund of 40.00 goes by itself, a second one takes an approver.
 */
class CustomersSumTest {
  private static final Policy POLICY =
      PolicyFile.parse(
          "local: { dana: [requester], kim: [approver] }",
          Map.of("requesters", "37001", "approvers", "37002", "finance", "37003"));
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
  private final AtomicReference<@Nullable Hold> hold = new AtomicReference<>();
  private final List<TestActivityEnvironment> threads = new ArrayList<>();
  private final StripePayments process = process();
  private final PaymentActivities activities = inAThread();
  private final PaymentActivities elsewhere = inAThread();
  private int commands;

  /** Holds a refund that is cleared and not sent yet. */
  private record Hold(CountDownLatch reached, CountDownLatch over) {}

  @BeforeEach
  void start() {
    stripe.limitRequests(10_000);
  }

  @AfterEach
  void close() {
    threads.forEach(TestActivityEnvironment::close);
    calls.close();
    stripe.close();
    surroundings.close();
  }

  @Test
  void of_two_that_are_sent_at_once_the_later_one_counts_the_earlier() throws Exception {
    String mia = stripe.customer(MIA).id();
    RefundOrder first = order(paid("EUR", p -> p.customer(mia)), "EUR");
    RefundOrder second = order(paid("EUR", p -> p.customer(mia)), "EUR");
    Hold held = new Hold(new CountDownLatch(1), new CountDownLatch(1));
    hold.set(held);

    CompletableFuture<Outcome> earlier =
        CompletableFuture.supplyAsync(() -> elsewhere.issueRefund(first));
    assertThat(held.reached().await(20, TimeUnit.SECONDS)).isTrue();
    hold.set(null);
    Outcome later = activities.issueRefund(second);
    PaymentFacts judged = activities.lookUpPayment(new LookUpRequest(second.payment()));
    held.over().countDown();

    assertThat(earlier.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(later.kind()).isEqualTo(Outcome.Kind.STOPPED);
    assertThat(later.code()).isEqualTo("approval_missing");
    assertThat(later.evidence())
        .contains("above 50.00 EUR; this customer, 30 days: 1 refund, 40.00 EUR");
    assertThat(judged.customerRefunded()).isEqualTo(new Money(4_000, "EUR"));
  }

  @Test
  void one_that_was_sent_is_counted_once() {
    String mia = stripe.customer(MIA).id();
    activities.issueRefund(order(paid("EUR", p -> p.customer(mia)), "EUR"));
    ObjectId other = paid("EUR", p -> p.customer(mia));

    PaymentFacts facts = activities.lookUpPayment(new LookUpRequest(other));

    assertThat(facts.customerRefunds()).isEqualTo(1);
    assertThat(facts.customerRefunded()).isEqualTo(new Money(4_000, "EUR"));
  }

  @Test
  void one_of_another_customer_that_is_being_sent_does_not_count() throws Exception {
    String mia = stripe.customer(MIA).id();
    String twin = stripe.customer(MIA).id();
    RefundOrder first = order(paid("EUR", p -> p.customer(mia)), "EUR");
    RefundOrder second = order(paid("EUR", p -> p.customer(twin)), "EUR");
    Hold held = new Hold(new CountDownLatch(1), new CountDownLatch(1));
    hold.set(held);

    CompletableFuture<Outcome> earlier =
        CompletableFuture.supplyAsync(() -> elsewhere.issueRefund(first));
    assertThat(held.reached().await(20, TimeUnit.SECONDS)).isTrue();
    hold.set(null);
    Outcome later = activities.issueRefund(second);
    held.over().countDown();

    assertThat(earlier.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
    assertThat(later.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
  }

  @Test
  void a_refund_in_another_currency_takes_an_approver_for_the_next() {
    String mia = stripe.customer(MIA).id();
    activities.issueRefund(order(paid("USD", p -> p.customer(mia)), "USD"));
    ObjectId payment = paid("EUR", p -> p.customer(mia));

    Outcome alone = activities.issueRefund(order(payment, "EUR"));
    Outcome approved = activities.issueRefund(order(payment, "EUR", claim("kim")));

    assertThat(alone.kind()).isEqualTo(Outcome.Kind.STOPPED);
    assertThat(alone.code()).isEqualTo("approval_missing");
    assertThat(alone.evidence())
        .contains(
            "what was refunded in another currency counts towards no limit; this customer, 30 days:"
                + " 1 refund, 40.00 USD");
    assertThat(approved.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
  }

  @Test
  void payments_without_a_customer_count_by_their_card() {
    activities.issueRefund(order(paid("EUR", p -> p.fingerprint("aBc123")), "EUR"));

    Outcome same = activities.issueRefund(order(paid("EUR", p -> p.fingerprint("aBc123")), "EUR"));
    Outcome other = activities.issueRefund(order(paid("EUR", p -> p.fingerprint("xYz")), "EUR"));

    assertThat(same.kind()).isEqualTo(Outcome.Kind.STOPPED);
    assertThat(same.evidence())
        .contains("above 50.00 EUR; this customer, 30 days: 1 refund, 40.00 EUR");
    assertThat(other.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
  }

  @Test
  void where_nobody_can_search_for_the_card_a_payment_without_a_customer_takes_an_approver() {
    ObjectId payment = paid("EUR", p -> p);
    surroundings
        .faults()
        .add(Fault.on(StripeSandbox.SYSTEM).endpoint("GET /v1/charges/search").status(403));

    Outcome alone = activities.issueRefund(order(payment, "EUR"));
    Outcome approved = activities.issueRefund(order(payment, "EUR", claim("kim")));

    assertThat(alone.kind()).isEqualTo(Outcome.Kind.STOPPED);
    assertThat(alone.evidence()).contains("nobody can tell what its payer was refunded in 30 days");
    assertThat(approved.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
  }

  private ObjectId paid(String currency, UnaryOperator<PaymentBuilder> by) {
    PaymentBuilder payment =
        stripe.payment().amount(10_000, currency.toLowerCase(Locale.ROOT)).customerEmail(MIA);
    return new ObjectId(by.apply(payment).create().id());
  }

  private RefundOrder order(ObjectId payment, String currency, Claim... approvals) {
    Claim request = claim("dana");
    RequestKey key = RequestKey.of(TICKET, payment, "40.00", "not_received", 0);
    return new RefundOrder(
        new Attempt(
            OperationId.of(payment, key, "pay"),
            request.commandId(),
            0,
            surroundings.clock().instant().plus(Duration.ofHours(1)),
            false),
        payment,
        new Money(4_000, currency),
        "40.00",
        "not_received",
        TICKET,
        request,
        List.of(approvals),
        List.of());
  }

  private Claim claim(String name) {
    commands++;
    return new Claim("cli-" + commands, name, "");
  }

  private StripePayments process() {
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
            Pauses.NONE,
            clock);
    StripeSettings settings =
        new StripeSettings(
            stripe.url(), new Secret(stripe.secretKey()), false, "acme", Duration.ofMinutes(5));
    Upstream upstream =
        new Upstream(
            calls, new Failures("Stripe", FaultDomain.UPSTREAM), clock, null, CallWatch.NONE);
    return new StripePayments(
        new StripeClient(upstream, settings),
        authority,
        TAGS,
        clock,
        settings,
        new Held(),
        Brake.WHILE_HIGH);
  }

  /** The same process, in one of the threads in which it sends at once. */
  private PaymentActivities inAThread() {
    TestActivityEnvironment thread =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build());
    threads.add(thread);
    thread.registerActivitiesImplementations(process);
    return thread.newActivityStub(
        PaymentActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private final class Held implements SendRecord {
    @Override
    public void beforeSend(RefundOrder order, String idempotencyKey) {
      Hold held = hold.get();
      if (held != null) {
        held.reached().countDown();
        try {
          assertThat(held.over().await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void afterSend(
        RefundOrder order, String idempotencyKey, String result, String ref, String evidence) {}
  }
}
