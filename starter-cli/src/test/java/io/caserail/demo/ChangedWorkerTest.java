package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.cancellation.CancellationWorkflowImpl;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.refund.RefundWorkflowImpl;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.company.CompanyAccount;
import io.caserail.sandbox.easypost.RefundStatus;
import io.caserail.verification.VerificationWorkflowImpl;
import io.caserail.worker.config.Trust;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Workers whose code has one step more, under the next plan, take over cases that wait. */
@Tag("real-server")
@Timeout(300)
final class ChangedWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ONE_STEP_MORE =
      "io.temporal.workflow.Workflow.sleep(java.time.Duration.ofMillis(10));\n";

  @RegisterExtension static final RealStage REAL = new RealStage(Trust.LOCAL);

  @TempDir Path folder;
  private final Stage stage = REAL.stage();

  @Test
  void a_waiting_case_of_each_kind_goes_on_to_its_end_by_the_plan_that_it_began_with() {
    Sandbox world = stage.sandbox();
    String payment = stage.payment("180.00", "ivo@example.com");
    long refund = stage.ask("Lena", "ivo@example.com", payment, "");
    Purchase bought = Purchase.by("ida@example.com", "ord_3001", stage);
    long cancellation = stage.write("ida@example.com");
    stage.cancel("Lena", cancellation, bought.order(), "now");
    String account = world.company().add(CompanyAccount.of("acct_3001", "vera@example.com")).id();
    long verification = stage.write("vera@example.com");
    stage.verify("Lena", verification, account, "new_customer");
    stage.untilState(refund, "needs_approval");
    stage.untilNote(cancellation, "Nothing final is done yet.");
    stage.untilNote(verification, "Customer invited: ");

    stage.stopWorker();
    WorkerJvm changed = nextPlan().worker(stage);
    try (changed) {
      stage.macro("Ben", refund, "Refund: approve");
      prove(account);
      until(
          () -> world.easypost().shipment(bought.parcel()).refundStatus() == RefundStatus.SUBMITTED,
          "the label is asked back");
      var unused = world.easypost().grant(bought.parcel());
      untilDone(refund);
      untilDone(cancellation);
      untilDone(verification);
      String later = stage.payment("12.00", "rita@example.com");
      untilDone(stage.ask("Lena", "rita@example.com", later, ""));

      assertThat(stage.moved(payment)).isEqualTo("180.00");
      assertThat(world.company().account(account).verdict()).isEqualTo("verified");
      assertThat(misfits(CaseKind.REFUND, payment)).isEmpty();
      assertThat(misfits(CaseKind.CANCELLATION, bought.order())).isEmpty();
      assertThat(misfits(CaseKind.VERIFICATION, account)).isEmpty();
      assertThat(isSlept(CaseKind.REFUND, later)).as("has the step that is new").isTrue();
      assertThat(isSlept(CaseKind.REFUND, payment)).as("began without it").isFalse();
    } finally {
      stage.startWorker();
    }
  }

  @Test
  void a_step_more_without_a_plan_holds_a_waiting_case_until_the_code_is_rolled_back() {
    String payment = stage.payment("181.00", "otto@example.com");
    long ticket = stage.ask("Lena", "otto@example.com", payment, "");
    stage.untilState(ticket, "needs_approval");
    ChangedCode careless = new ChangedCode(folder);
    careless.change(RefundWorkflowImpl.class, WORKING_REFUND, ONE_STEP_MORE + WORKING_REFUND);

    stage.stopWorker();
    WorkerJvm changed = careless.worker(stage);
    try (changed) {
      stage.macro("Ben", ticket, "Refund: approve");
      until(() -> !misfits(CaseKind.REFUND, payment).isEmpty(), "the replay notices");
      assertThat(stage.moved(payment)).isEqualTo("0.00");
    } finally {
      stage.startWorker();
    }

    untilDone(ticket);
    assertThat(stage.moved(payment)).isEqualTo("181.00");
  }

  private static final String WORKING_REFUND = "engine.tell(refund.notes().working());";

  private ChangedCode nextPlan() {
    ChangedCode code = new ChangedCode(folder);
    raise(code, RefundWorkflowImpl.class, WORKING_REFUND);
    raise(code, CancellationWorkflowImpl.class, "engine.tell(CancellationNotes.working());");
    raise(code, VerificationWorkflowImpl.class, "engine.tell(VerificationNotes.working());");
    return code;
  }

  /** The step is for runs that begin by the new plan. */
  private static void raise(ChangedCode code, Class<?> type, String first) {
    code.change(type, "int PLAN = ", "int PLAN = 1 + ");
    code.change(type, first, "if (plan == PLAN) " + ONE_STEP_MORE + first);
  }

  private void prove(String account) {
    Sandbox world = stage.sandbox();
    var unused =
        world.stripe().submit(world.stripe().followLink(world.company().openLink(account)));
    world.stripe().finishChecks();
  }

  private void untilDone(long ticket) {
    until(() -> stage.state(ticket).equals("done"), "ticket " + ticket + " is done");
  }

  /** Tasks that failed because the code does not fit the history; a slow worker fails others. */
  private List<String> misfits(CaseKind kind, String object) {
    return history(kind, object)
        .filter(HistoryEvent::hasWorkflowTaskFailedEventAttributes)
        .map(HistoryEvent::getWorkflowTaskFailedEventAttributes)
        .filter(
            failed ->
                failed.getCause()
                    == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR)
        .map(failed -> failed.getFailure().getMessage())
        .toList();
  }

  private boolean isSlept(CaseKind kind, String object) {
    return history(kind, object)
        .filter(HistoryEvent::hasTimerStartedEventAttributes)
        .map(event -> event.getTimerStartedEventAttributes().getStartToFireTimeout())
        .anyMatch(time -> time.getSeconds() == 0 && time.getNanos() == 10_000_000);
  }

  private Stream<HistoryEvent> history(CaseKind kind, String object) {
    return stage
        .client()
        .fetchHistory(stage.cases().caseId(kind, new ObjectId(object)))
        .getEvents()
        .stream();
  }

  private static void until(BooleanSupplier holds, String what) {
    Deadline.within(PATIENCE, holds, () -> what + ": not in time");
  }
}
