package io.caserail.activities;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Upstream;
import io.caserail.client.CaseData;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.Clearance;
import io.caserail.port.Clearing;
import io.caserail.port.Heartbeat;
import io.caserail.port.Outcome;
import io.caserail.sandbox.core.Surroundings;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A sandbox's surroundings, our activities in front of a system, and orders to change it. */
public final class ChangeScene implements AutoCloseable {
  private static final HttpSettings HTTP =
      new HttpSettings(
          Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(8), 8 << 20, "test");

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final HttpCalls calls = new HttpCalls(HTTP);
  private final TestActivityEnvironment env =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private final SendLines sends = new SendLines();
  private final List<ChangeOrder> cleared = new ArrayList<>();
  private @Nullable Outcome stop;
  private @Nullable Outcome onward;
  private @Nullable RuntimeException unclear;

  public Surroundings surroundings() {
    return surroundings;
  }

  /** A fresh client side: what it has learnt of rate limits is forgotten. */
  public Upstream upstream(String system) {
    return new Upstream(
        calls,
        new Failures(system, FaultDomain.UPSTREAM),
        surroundings.clock(),
        null,
        CallWatch.NONE);
  }

  /** A stub of these activities, for single attempts. */
  public <T> T stub(Class<T> port, T activities) {
    env.registerActivitiesImplementations(activities);
    return env.newActivityStub(
        port,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  public Clearance clearance() {
    return new Looks(
        order -> look(order, stop == null ? onward : stop), order -> look(order, stop));
  }

  private Clearing look(ChangeOrder order, @Nullable Outcome no) {
    cleared.add(order);
    if (unclear != null) {
      throw unclear;
    }
    return new Clearing(no, List.of());
  }

  /** What the sends have left on record. */
  public SendLines sends() {
    return sends;
  }

  /** From now on the clearance says no. */
  public void stop(Outcome no) {
    stop = no;
  }

  /** From now on the clearance says no to whatever gives nothing back. */
  public void stopOnward(Outcome no) {
    onward = no;
  }

  /** From now on the proofs can't be read. */
  public void clearanceFails(RuntimeException cause) {
    unclear = cause;
  }

  /** What the clearance was asked about. */
  public List<ChangeOrder> cleared() {
    return cleared;
  }

  /** What an earlier attempt has left behind. */
  public void lastWordWas(Heartbeat heartbeat) {
    env.setHeartbeatDetails(heartbeat);
  }

  public ChangeOrder order(String object) {
    return order(object, 0, false, "");
  }

  /** An order whose operation may have been sent by an earlier activity. */
  public ChangeOrder maybeSent(String object) {
    return order(object, 0, true, "");
  }

  public ChangeOrder order(String object, int generation, boolean maybeSent, String value) {
    ObjectId id = new ObjectId(object);
    Attempt attempt =
        new Attempt(
            OperationId.of(id, new RequestKey("0123456789abcdef"), "change"),
            "audit-1",
            generation,
            surroundings.clock().instant().plus(Duration.ofHours(12)),
            maybeSent);
    return new ChangeOrder(
        attempt, id, value, new TicketId("4711"), new Claim("audit-1", "77", ""), List.of());
  }

  /** Runs it and expects it to fail. */
  public static ApplicationFailure failure(ThrowingCallable call) {
    ActivityFailure failure =
        Objects.requireNonNull(catchThrowableOfType(ActivityFailure.class, call));
    return (ApplicationFailure) Objects.requireNonNull(failure.getCause());
  }

  @Override
  public void close() {
    env.close();
    calls.close();
    surroundings.close();
  }
}
