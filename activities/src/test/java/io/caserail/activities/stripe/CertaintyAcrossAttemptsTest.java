package io.caserail.activities.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Upstream;
import io.caserail.client.CaseData;
import io.caserail.model.FaultDomain;
import io.caserail.port.PaymentActivities;
import io.caserail.port.RefundOrder;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one attempt knows reaches the next one through Temporal, also when it failed. */
class CertaintyAcrossAttemptsTest {
  private static final String QUEUE = "payments";

  /** Sends one refund, in two attempts at most. */
  @WorkflowInterface
  public interface TwoAttempts {
    /** Returns the outcome's kind or the last failure's type. */
    @WorkflowMethod
    String run(RefundOrder order);
  }

  /** The plainest workflow that does so. */
  public static final class TwoAttemptsImpl implements TwoAttempts {
    private final PaymentActivities payments =
        Workflow.newActivityStub(
            PaymentActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
                .build());

    @Override
    public String run(RefundOrder order) {
      try {
        return payments.issueRefund(order).kind().name();
      } catch (ActivityFailure failure) {
        return failure.getCause() instanceof ApplicationFailure cause
            ? cause.getType()
            : String.valueOf(failure.getCause());
      }
    }
  }

  private final PaymentScene scene = new PaymentScene();
  private final HttpCalls calls = new HttpCalls(HttpSettings.defaults("test"));
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());

  @AfterEach
  void close() {
    temporal.close();
    calls.close();
    scene.close();
  }

  @Test
  void a_throttled_attempt_leaves_the_next_one_certain() {
    assertThat(lastWord(post -> post.status(429), search -> search.skip(1).reset()))
        .isEqualTo("UPSTREAM_AWAY");
  }

  @Test
  void an_attempt_without_an_answer_leaves_the_next_one_in_doubt() {
    assertThat(lastWord(CallFault::reset, search -> search.skip(1).reset())).isEqualTo("IN_DOUBT");
  }

  /** What the case is told when the first send and the second search go wrong. */
  private String lastWord(
      Function<CallFault, Fault> firstSend, Function<CallFault, Fault> secondSearch) {
    scene.posts(firstSend);
    scene
        .surroundings
        .faults()
        .add(
            secondSearch.apply(
                Fault.on(StripeSandbox.SYSTEM).endpoint("GET /v1/payment_intents/*")));
    StripeSettings settings = scene.settings(scene.stripe.secretKey(), false);
    Failures stripe = new Failures("Stripe", FaultDomain.UPSTREAM);
    var clock = scene.surroundings.clock();
    StripePayments payments =
        new StripePayments(
            new StripeClient(new Upstream(calls, stripe, clock, null, CallWatch.NONE), settings),
            scene.authority,
            PaymentScene.TAGS,
            clock,
            settings,
            scene.recorder(),
            Brake.WHILE_HIGH);
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(TwoAttemptsImpl.class);
    worker.registerActivitiesImplementations(payments);
    temporal.start();
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            TwoAttempts.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
        .run(scene.order());
  }
}
