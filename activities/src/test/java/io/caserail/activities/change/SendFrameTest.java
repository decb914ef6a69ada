package io.caserail.activities.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.activities.http.CallGate;
import io.caserail.activities.http.Failures;
import io.caserail.client.CaseData;
import io.caserail.model.FaultDomain;
import io.caserail.model.OperationId;
import io.caserail.port.Attempt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a case that waits for a send hears that it is another system's fault by now. */
class SendFrameTest {
  private static final String QUEUE = "frames";

  /** A send to Stripe that fails each time. */
  @ActivityInterface
  public interface Sends {
    /**
     * Sends.
     *
     * @param waitsFor what the case is said to wait for
     * @param fault whose fault it is that it fails
     */
    @ActivityMethod
    void send(String waitsFor, String fault);
  }

  /** Waits for a send. */
  @WorkflowInterface
  public interface Waits {
    /** Ends when the send is not tried again. */
    @WorkflowMethod
    void run(String waitsFor, String fault);
  }

  /** Has it tried three times at the most. */
  public static final class WaitsImpl implements Waits {
    private final Sends sends =
        Workflow.newActivityStub(
            Sends.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
                .build());

    @Override
    public void run(String waitsFor, String fault) {
      sends.send(waitsFor, fault);
    }
  }

  /** Counts the tries. */
  public static final class SendsImpl implements Sends {
    private final AtomicInteger tries = new AtomicInteger();

    @Override
    public void send(String waitsFor, String fault) {
      tries.incrementAndGet();
      Failures stripe = new Failures("Stripe", FaultDomain.UPSTREAM);
      Attempt attempt =
          new Attempt(
              new OperationId("pi_1/0123456789abcdef/pay"),
              "audit-1",
              0,
              Instant.MAX,
              false,
              waitsFor);
      var unused =
          new SendFrame(stripe, Instant::now, CallGate.OPEN)
              .attempt(
                  attempt,
                  () -> {},
                  certainty -> {
                    throw new Failures(fault, FaultDomain.UPSTREAM).away("it fails", "", null);
                  });
    }
  }

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());

  @AfterEach
  void close() {
    temporal.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Zendesk, Stripe, 2",
    "Stripe, Stripe, 3",
    "'', Stripe, 3",
    "Zendesk, Zendesk, 3",
    "Stripe, Zendesk, 3"
  })
  void a_case_that_is_said_to_wait_for_another_system_asks_anew_after_two_tries(
      String waitsFor, String fault, int tries) {
    SendsImpl sends = new SendsImpl();
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(WaitsImpl.class);
    worker.registerActivitiesImplementations(sends);
    temporal.start();
    Waits waits =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(Waits.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());

    assertThatThrownBy(() -> waits.run(waitsFor, fault))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(sends.tries).hasValue(tries);
  }
}
