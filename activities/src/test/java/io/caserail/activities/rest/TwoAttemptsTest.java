package io.caserail.activities.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseData;
import io.caserail.port.ChangeOrder;
import io.caserail.port.OrderActivities;
import io.caserail.sandbox.company.Quirk;
import io.caserail.sandbox.fault.CallFault;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one attempt knows reaches the next one through Temporal, also when it failed. */
class TwoAttemptsTest {
  private static final String QUEUE = "orders";

  /** Cancels one order, in two attempts at most. */
  @WorkflowInterface
  public interface TwoAttempts {
    /** Returns the outcome's kind or the last failure's type. */
    @WorkflowMethod
    String run(ChangeOrder order);
  }

  /** The plainest workflow that does so. */
  public static final class TwoAttemptsImpl implements TwoAttempts {
    private final OrderActivities orders =
        Workflow.newActivityStub(
            OrderActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
                .build());

    @Override
    public String run(ChangeOrder order) {
      try {
        return orders.cancelOrder(order).kind().name();
      } catch (ActivityFailure failure) {
        return failure.getCause() instanceof ApplicationFailure cause
            ? cause.getType()
            : String.valueOf(failure.getCause());
      }
    }
  }

  private final CompanyScene scene = new CompanyScene();
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());

  @AfterEach
  void close() {
    temporal.close();
    scene.close();
  }

  @Test
  void a_lost_answer_is_found_by_the_second_attempt() {
    scene.posts(CallFault::answerLost);

    assertThat(lastWord()).isEqualTo("SUCCEEDED");
    assertThat(scene.effects("order.cancelled")).isEqualTo(1);
    assertThat(scene.sends()).isEqualTo(1);
  }

  @Test
  void a_lost_answer_that_can_not_be_found_is_asked_for_under_the_same_key() {
    scene.shop.have(Quirk.FINDS_NOTHING);
    scene.posts(CallFault::answerLost);

    assertThat(lastWord()).isEqualTo("SUCCEEDED");
    assertThat(scene.effects("order.cancelled")).isEqualTo(1);
    assertThat(scene.sends()).isEqualTo(2);
  }

  @Test
  void a_no_after_a_lost_answer_is_in_doubt() {
    scene.posts(CallFault::answerLost);
    scene.posts(f -> f.skip(1).status(422, Map.of(), "{\"code\":\"delivered\"}"));
    scene.shop.have(Quirk.FINDS_NOTHING);

    assertThat(lastWord()).isEqualTo("IN_DOUBT");
  }

  @Test
  void a_throttled_attempt_leaves_the_next_one_certain() {
    scene.posts(f -> f.times(2).status(429));

    assertThat(lastWord()).isEqualTo("UPSTREAM_AWAY");
  }

  /** What the case is told when both attempts are over. */
  private String lastWord() {
    RestClient client = scene.client(scene.settings());
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(TwoAttemptsImpl.class);
    worker.registerActivitiesImplementations(
        new RestOrders(client, scene.changes(client), CompanyScene.TAGS));
    temporal.start();
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            TwoAttempts.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
        .run(scene.cancel());
  }
}
