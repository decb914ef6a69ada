package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.display.SearchKeys;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sweep on the real server: where its place stands, and that nothing loses it. */
@Tag("real-server")
final class RealSweepTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String SWEEP = "sweep-acme";

  @TempDir Path folder;
  private @Nullable Stage open;

  @BeforeEach
  void open() {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    Assumptions.assumeTrue(
        binary.isPresent(),
        "not tried: there is no real Temporal server; put the temporal binary on the PATH, or name"
            + " it in TEMPORAL_CLI");
    open = Stage.toBreak(folder, TemporalServer.real(binary.orElseThrow(), SearchKeys.types()));
    open.closeGateway();
  }

  @AfterEach
  void close() {
    if (open != null) {
      open.close();
    }
  }

  @Test
  void the_place_stands_in_the_pending_activity_and_outlives_a_killed_worker() {
    String payment = stage().payment("24.90", "mia@example.com");
    long ticket = sent(payment);
    untilPlaceAfter("");
    stage().killWorker();
    String place = place();
    fail(payment);

    stage().startWorker();

    stage().untilState(ticket, "failed", PATIENCE);
    untilPlaceAfter(place);
    assertThat(looks().getLastFailure().getMessage()).contains("events since");
  }

  @Test
  void a_terminated_sweep_is_replaced_by_the_next_start_and_misses_nothing() {
    String payment = stage().payment("24.90", "mia@example.com");
    long ticket = sent(payment);
    stage().client().newUntypedWorkflowStub(SWEEP).terminate("by a trial");
    stage().stopWorker();
    fail(payment);

    stage().startWorker();

    stage().untilState(ticket, "failed", PATIENCE);
  }

  private long sent(String payment) {
    long ticket = stage().ask("Lena", "mia@example.com", payment, "");
    stage().untilState(ticket, "done", PATIENCE);
    stage().untilClosed(payment);
    return ticket;
  }

  private void fail(String payment) {
    String refund = stage().sandbox().stripe().refundsOf(payment).get(0).id();
    var unused = stage().sandbox().stripe().fail(refund, RefundFailureReason.DECLINED);
  }

  private void untilPlaceAfter(String before) {
    Deadline.within(
        PATIENCE, () -> place().compareTo(before) > 0, () -> "the place stays at " + place());
  }

  /** Times in this form are ordered as their texts are. */
  private String place() {
    var beat = looks().getHeartbeatDetails();
    return beat.getPayloadsCount() == 0 ? "" : beat.getPayloads(0).getData().toStringUtf8();
  }

  private PendingActivityInfo looks() {
    return stage()
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(stage().client().getOptions().getNamespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(SWEEP))
                .build())
        .getPendingActivitiesList()
        .stream()
        .filter(pending -> pending.getActivityType().getName().equals("SweepPayments"))
        .findFirst()
        .orElse(PendingActivityInfo.getDefaultInstance());
  }

  private Stage stage() {
    if (open == null) {
      throw new IllegalStateException("no stage is open");
    }
    return open;
  }
}
