package io.caserail.activities.rest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import io.caserail.port.AccessActivities;
import io.caserail.port.AccountActivities;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.Clearance;
import io.caserail.port.Clearing;
import io.caserail.port.Heartbeat;
import io.caserail.port.OrderActivities;
import io.caserail.port.Outcome;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Acme Shop with an order, an account and access, our activities in front of it, and a door. */
final class CompanyScene implements AutoCloseable {
  static final ObjectId ORDER = new ObjectId("ord_1");
  static final ObjectId ACCOUNT = new ObjectId("acc_1");
  static final ObjectId ACCESS = new ObjectId("acs_1");
  static final String LINK = "https://verify.example.com/start/single-use-9f3";
  static final PersonTags TAGS = new PersonTags(new Secret("a key for the tests"));

  private static final RequestKey KEY = new RequestKey("0123456789abcdef");
  private static final HttpSettings HTTP =
      new HttpSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "test");

  final Surroundings surroundings = Surroundings.fresh(0);
  final CompanySandbox shop = CompanySandbox.start(0, surroundings);
  final List<ChangeOrder> cleared = new ArrayList<>();
  final SendLines sendLines = new SendLines();
  final List<String> linksAsked = new ArrayList<>();
  private final Set<Class<?>> registered = new HashSet<>();
  private final HttpCalls calls = new HttpCalls(HTTP);
  private final TestActivityEnvironment env =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  @Nullable Outcome stop;
  @Nullable Outcome onward;
  boolean linkIsGone;

  CompanyScene() {
    shop.add(
        shop.order("ord_1", "Kim@example.com")
            .subscription("sub_1")
            .shipment("shp_1")
            .access("acs_1")
            .payment("pi_1", 2_490, "EUR"));
    shop.add(CompanyAccount.of("acc_1", "kim@example.com"));
  }

  RestSettings settings() {
    return settings(shop.token());
  }

  RestSettings settings(String token) {
    return RestSettings.described(
        "Acme Shop", shop.url(), RestAuth.bearer(new Secret(token)), false);
  }

  RestClient client(RestSettings settings) {
    Failures failures = new Failures(settings.system(), FaultDomain.UPSTREAM);
    return new RestClient(
        new Upstream(calls, failures, surroundings.clock(), null, CallWatch.NONE), settings);
  }

  RestChanges changes(RestClient client) {
    return new RestChanges(client, clearance(), sendLines, surroundings.clock());
  }

  private Clearance clearance() {
    return new Looks(
        order -> look(order, stop == null ? onward : stop), order -> look(order, stop));
  }

  private Clearing look(ChangeOrder order, @Nullable Outcome no) {
    cleared.add(order);
    return new Clearing(no, List.of());
  }

  OrderActivities orders() {
    return orders(settings());
  }

  OrderActivities orders(RestSettings settings) {
    RestClient client = client(settings);
    return stub(OrderActivities.class, new RestOrders(client, changes(client), TAGS));
  }

  AccountActivities accounts() {
    RestClient client = client(settings());
    return stub(
        AccountActivities.class,
        new RestAccounts(
            client,
            changes(client),
            TAGS,
            session -> {
              if (linkIsGone) {
                throw new IllegalStateException("no link");
              }
              linksAsked.add(session);
              return new Secret(LINK + "?fresh=" + linksAsked.size());
            }));
  }

  AccessActivities access() {
    return stub(AccessActivities.class, new RestAccess(changes(client(settings()))));
  }

  private <T> T stub(Class<T> port, T implementation) {
    if (registered.add(port)) {
      env.registerActivitiesImplementations(implementation);
    }
    return env.newActivityStub(
        port,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  /** What an earlier attempt has left behind. */
  void lastWordWas(Heartbeat heartbeat) {
    env.setHeartbeatDetails(heartbeat);
  }

  void posts(Function<CallFault, Fault> fault) {
    strike("POST *", fault);
  }

  void finds(Function<CallFault, Fault> fault) {
    strike("GET /changes", fault);
  }

  void reads(Function<CallFault, Fault> fault) {
    strike("GET /{collection}/{id}", fault);
  }

  private void strike(String endpoint, Function<CallFault, Fault> fault) {
    surroundings.faults().add(fault.apply(Fault.on(CompanySandbox.SYSTEM).endpoint(endpoint)));
  }

  ChangeOrder cancel() {
    return order(ORDER, "cancel", "", 1, false);
  }

  ChangeOrder cancelAgain() {
    return order(ORDER, "cancel", "", 1, true);
  }

  ChangeOrder reopen() {
    return order(ORDER, "cancel-undo", "", 1, false);
  }

  ChangeOrder order(ObjectId object, String step, String value, int generation, boolean maybeSent) {
    Attempt attempt =
        new Attempt(
            OperationId.of(object, KEY, step),
            "audit-1",
            generation,
            surroundings.clock().instant().plus(Duration.ofHours(12)),
            maybeSent);
    return new ChangeOrder(
        attempt,
        object,
        value,
        new TicketId("4711"),
        new Claim("audit-1", "77", ""),
        List.of(new Claim("audit-9", "78", "")));
  }

  /** Runs it and expects it to fail. */
  static ApplicationFailure failure(ThrowingCallable call) {
    ActivityFailure failure =
        Objects.requireNonNull(catchThrowableOfType(ActivityFailure.class, call));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }

  /** How often this happened in the shop. */
  int effects(String kind) {
    return surroundings.books().of(CompanySandbox.SYSTEM, kind).size();
  }

  /** How many times a change was asked for over HTTP. */
  int sends() {
    return surroundings.calls().of(CompanySandbox.SYSTEM, "POST /{collection}/{id}/changes").size();
  }

  @Override
  public void close() {
    env.close();
    calls.close();
    shop.close();
    surroundings.close();
  }
}
