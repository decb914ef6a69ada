package io.caserail.activities.stripe;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.FakeAuthority;
import io.caserail.activities.http.CallGate;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.client.CaseData;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.Claim;
import io.caserail.port.Heartbeat;
import io.caserail.port.PaymentActivities;
import io.caserail.port.RefundOrder;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.PaymentBuilder;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A payment of 100.00 EUR in the sandbox, our activities in front of it, and what they said. */
final class PaymentScene implements AutoCloseable {
  static final TicketId TICKET = new TicketId("4711");
  static final RequestKey KEY = new RequestKey("0123456789abcdef");
  static final PersonTags TAGS = new PersonTags(new Secret("a key for the tests"));

  private static final HttpSettings HTTP =
      new HttpSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "test");

  final Surroundings surroundings = Surroundings.fresh(0);
  final StripeSandbox stripe = StripeSandbox.start(StripeOptions.defaults(), 0, surroundings);
  final FakeAuthority authority = new FakeAuthority();
  final List<Heartbeat> heartbeats = new CopyOnWriteArrayList<>();
  final List<String> record = new ArrayList<>();
  private final HttpCalls calls = new HttpCalls(HTTP);
  private final TestActivityEnvironment env =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .setWorkerFactoryOptions(
                  WorkerFactoryOptions.newBuilder()
                      .setWorkerInterceptors(new HeartbeatWatch(heartbeats))
                      .build())
              .build());
  private boolean recordIsFull;
  private boolean held;
  private @Nullable Duration othersFirst;

  /** What the gate was told of each try: whether it was taken. */
  final List<Boolean> tries = new CopyOnWriteArrayList<>();

  /** How often a turn was asked for. */
  final AtomicInteger turns = new AtomicInteger();

  ObjectId payment = pays(b -> b);

  /** How a test describes its payment. */
  interface Description {
    PaymentBuilder of(PaymentBuilder builder);
  }

  /** Makes another payment the scene's own. */
  ObjectId pays(Description description) {
    payment =
        new ObjectId(
            description
                .of(stripe.payment().amount(10_000, "eur").customerEmail("kim@example.com"))
                .create()
                .id());
    return payment;
  }

  ObjectId paysAndRefundsWill(RefundBehaviour behaviour) {
    return pays(b -> b.refundsWill(behaviour));
  }

  PaymentActivities activities() {
    return activities(settings(stripe.secretKey(), false));
  }

  StripeClient client() {
    return client(settings(stripe.secretKey(), false));
  }

  private StripeClient client(StripeSettings settings) {
    return new StripeClient(
        new Upstream(
            calls,
            new Failures("Stripe", FaultDomain.UPSTREAM),
            surroundings.clock(),
            null,
            CallWatch.NONE,
            gate()),
        settings);
  }

  PaymentActivities activities(StripeSettings settings) {
    InstantSource clock = surroundings.clock();
    env.registerActivitiesImplementations(
        new StripePayments(
            client(settings), authority, TAGS, clock, settings, recorder(), Brake.WHILE_HIGH));
    return env.newActivityStub(
        PaymentActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  StripeSettings settings(String key, boolean live) {
    return new StripeSettings(stripe.url(), new Secret(key), live, "acme", Duration.ofMinutes(5));
  }

  /** What an earlier attempt has left behind. */
  void lastWordWas(Heartbeat heartbeat) {
    env.setHeartbeatDetails(heartbeat);
  }

  /** From here on a lead holds what is written. */
  void hold(boolean on) {
    held = on;
  }

  /** Others are first, from here on; null when nobody is. */
  void othersAreFirst(@Nullable Duration again) {
    othersFirst = again;
  }

  private CallGate gate() {
    return new CallGate() {
      @Override
      public void requireTurn(String system, Runnable before) {
        before.run();
        turns.incrementAndGet();
        Duration again = othersFirst;
        if (again != null) {
          throw new Failures(system, FaultDomain.UPSTREAM).away("others try first", "", again);
        }
      }

      @Override
      public void tried(String system, boolean taken) {
        tries.add(taken);
      }

      @Override
      public void pass(String system) {
        requireNotHeld(system);
      }

      @Override
      public void requireNotHeld(String system) {
        if (held) {
          throw new Failures(system, FaultDomain.PEOPLE)
              .paused("what is sent to " + system + " is held", "", Duration.ofMinutes(1));
        }
      }
    };
  }

  void recordIsFull() {
    recordIsFull = true;
  }

  void posts(Function<CallFault, Fault> fault) {
    surroundings
        .faults()
        .add(fault.apply(Fault.on(StripeSandbox.SYSTEM).endpoint("POST /v1/refunds")));
  }

  RefundOrder order() {
    return order(2_490);
  }

  RefundOrder order(long minor) {
    return order(minor, "audit-1", 0, false, List.of());
  }

  RefundOrder orderIn(String currency, long minor) {
    return order(new Money(minor, currency), "audit-1", 0, false, List.of());
  }

  RefundOrder orderKnowing(String... refunds) {
    return order(2_490, "audit-1", 0, false, List.of(refunds));
  }

  RefundOrder maybeSent() {
    return order(2_490, "audit-1", 0, true, List.of());
  }

  RefundOrder order(
      long minor, String command, int generation, boolean maybeSent, List<String> known) {
    return order(new Money(minor, "EUR"), command, generation, maybeSent, known);
  }

  private RefundOrder order(
      Money amount, String command, int generation, boolean maybeSent, List<String> known) {
    Attempt attempt =
        new Attempt(
            OperationId.of(payment, KEY, "pay"),
            command,
            generation,
            surroundings.clock().instant().plus(Duration.ofHours(12)),
            maybeSent);
    return new RefundOrder(
        attempt,
        payment,
        amount,
        "24.90",
        "damaged",
        TICKET,
        new Claim(command, "77", ""),
        List.of(new Claim("audit-9", "78", "")),
        known);
  }

  /** Runs it and expects it to fail. */
  static ApplicationFailure failure(PaymentActivities activities, RefundOrder order) {
    return failure(() -> activities.issueRefund(order));
  }

  static ApplicationFailure failure(ThrowingCallable call) {
    ActivityFailure failure =
        Objects.requireNonNull(catchThrowableOfType(ActivityFailure.class, call));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }

  /** How many refunds the bank has seen. */
  int refunds() {
    return stripe.refundsOf(payment.value()).size();
  }

  /** How many calls of any kind were made. */
  int calls() {
    return surroundings.calls().of(StripeSandbox.SYSTEM).size();
  }

  /** How many times a refund was asked for over HTTP. */
  int sends() {
    return surroundings.calls().of(StripeSandbox.SYSTEM, "POST /v1/refunds").size();
  }

  SendRecord recorder() {
    return new SendRecord() {
      @Override
      public void beforeSend(RefundOrder order, String idempotencyKey) {
        if (recordIsFull) {
          throw new IllegalStateException("no space left");
        }
        record.add("before " + order.attempt().id());
      }

      @Override
      public void afterSend(
          RefundOrder order, String idempotencyKey, String result, String ref, String evidence) {
        record.add("after " + result + " " + ref);
      }
    };
  }

  @Override
  public void close() {
    env.close();
    calls.close();
    stripe.close();
    surroundings.close();
  }
}
