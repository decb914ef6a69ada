package io.caserail.activities.stripe;

import io.caserail.activities.Looks;
import io.caserail.activities.SendLines;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.client.CaseData;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.BillingActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.Clearance;
import io.caserail.port.Clearing;
import io.caserail.port.Heartbeat;
import io.caserail.port.IdentityActivities;
import io.caserail.port.Outcome;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stripe's stand-in, our changes in front of it, and what they said. */
final class ChangeScene implements AutoCloseable {
  static final Duration POLL = Duration.ofMinutes(5);
  static final PersonTags TAGS = new PersonTags(new Secret("a key for the tests"));

  private static final TicketId TICKET = new TicketId("4711");
  private static final RequestKey KEY = new RequestKey("0123456789abcdef");
  private static final HttpSettings HTTP =
      new HttpSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "test");

  final Surroundings surroundings = Surroundings.fresh(0);
  final StripeSandbox stripe = StripeSandbox.start(StripeOptions.defaults(), 0, surroundings);
  final List<Heartbeat> heartbeats = new CopyOnWriteArrayList<>();
  final SendLines sendLines = new SendLines();
  final List<ChangeOrder> cleared = new ArrayList<>();
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
  private @Nullable BillingActivities billing;
  private @Nullable IdentityActivities identity;
  private @Nullable Outcome no;
  private @Nullable Outcome onward;
  private @Nullable RuntimeException unreadable;
  private Runnable meanwhile = () -> {};

  /** Our activities with the key that may do everything; the same ones each time. */
  BillingActivities billing() {
    if (billing == null) {
      billing = billing(settings(stripe.secretKey(), false));
    }
    return billing;
  }

  BillingActivities billing(StripeSettings settings) {
    env.registerActivitiesImplementations(
        new StripeBilling(
            client(settings), clearance(), sendLines, TAGS, surroundings.clock(), settings));
    return env.newActivityStub(BillingActivities.class, once());
  }

  /** The same for identity. */
  IdentityActivities identity() {
    if (identity == null) {
      identity = identity(settings(stripe.secretKey(), false));
    }
    return identity;
  }

  IdentityActivities identity(StripeSettings settings) {
    env.registerActivitiesImplementations(links(settings));
    return env.newActivityStub(IdentityActivities.class, once());
  }

  /** What hands out links. */
  StripeIdentity links(StripeSettings settings) {
    return new StripeIdentity(
        client(settings), clearance(), sendLines, surroundings.clock(), settings);
  }

  StripeSettings settings(String key, boolean live) {
    return new StripeSettings(stripe.url(), new Secret(key), live, "acme", POLL);
  }

  StripeClient client(StripeSettings settings) {
    Failures failures = new Failures("Stripe", FaultDomain.UPSTREAM);
    return new StripeClient(
        new Upstream(calls, failures, surroundings.clock(), null, CallWatch.NONE), settings);
  }

  private static ActivityOptions once() {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
        .build();
  }

  /** What the second look says. */
  void clearanceSays(Outcome answer) {
    no = answer;
  }

  /** What it says to whatever gives nothing back. */
  void clearanceOnwardSays(Outcome answer) {
    onward = answer;
  }

  void clearanceFailsWith(RuntimeException failure) {
    unreadable = failure;
  }

  /** What somebody does between our look and our send. */
  void meanwhile(Runnable deed) {
    meanwhile = deed;
  }

  private Clearance clearance() {
    return new Looks(order -> look(order, no == null ? onward : no), order -> look(order, no));
  }

  private Clearing look(ChangeOrder order, @Nullable Outcome answer) {
    meanwhile.run();
    cleared.add(order);
    if (unreadable != null) {
      throw unreadable;
    }
    return new Clearing(answer, List.of());
  }

  /** What an earlier attempt has left behind. */
  void lastWordWas(Heartbeat heartbeat) {
    env.setHeartbeatDetails(heartbeat);
  }

  void at(String endpoint, Function<CallFault, Fault> fault) {
    surroundings.faults().add(fault.apply(Fault.on(StripeSandbox.SYSTEM).endpoint(endpoint)));
  }

  /** Describes an order; the defaults are a first attempt for the first command. */
  Order order(ObjectId object, String step) {
    return new Order(object, step, "", "audit-1", 0, false);
  }

  /** An order in words. */
  record Order(
      ObjectId object,
      String step,
      String value,
      String command,
      int generation,
      boolean maybeSent) {
    Order about(String newValue) {
      return new Order(object, step, newValue, command, generation, maybeSent);
    }

    Order by(String newCommand) {
      return new Order(object, step, value, newCommand, generation, maybeSent);
    }

    Order inDoubt() {
      return new Order(object, step, value, command, generation, true);
    }

    ChangeOrder at(Surroundings surroundings) {
      Attempt attempt =
          new Attempt(
              OperationId.of(object, KEY, step),
              command,
              generation,
              surroundings.clock().instant().plus(Duration.ofHours(12)),
              maybeSent);
      return new ChangeOrder(
          attempt,
          object,
          value,
          TICKET,
          new Claim(command, "77", ""),
          List.of(new Claim("audit-9", "78", "")));
    }
  }

  /** How many times this was asked for over HTTP. */
  int sends(String endpoint) {
    return surroundings.calls().of(StripeSandbox.SYSTEM, endpoint).size();
  }

  List<BookEntry> books(String kind) {
    return surroundings.books().of(StripeSandbox.SYSTEM, kind);
  }

  @Override
  public void close() {
    env.close();
    calls.close();
    stripe.close();
    surroundings.close();
  }
}
