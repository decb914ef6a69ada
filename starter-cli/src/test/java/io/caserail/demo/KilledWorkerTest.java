package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.worker.config.Trust;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that dies with a workflow task in its hands, at each task of a refund. */
@Tag("real-server")
final class KilledWorkerTest {
  @RegisterExtension static final RealStage REAL = new RealStage(Trust.LOCAL);

  private final Stage stage = REAL.stage();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void a_worker_killed_at_a_workflow_task_leaves_one_effect_and_a_finished_case(int task) {
    String customer = "otto" + task + "@example.com";
    String payment = stage.payment("60.00", customer);
    AtomicBoolean cut = new AtomicBoolean();
    stage.gate().cutAtWorkflowTask(task, () -> cut.set(true));
    long ticket = stage.ask("Lena", customer, payment, "10");
    Deadline.within(
        Duration.ofSeconds(20), cut::get, () -> "there was no workflow task number " + task);

    stage.killWorker();
    stage.startWorker();

    stage.untilState(ticket, "done");
    assertThat(stage.sandbox().stripe().refundsOf(payment)).hasSize(1);
    assertThat(stage.moved(payment)).isEqualTo("10.00");
    assertThat(new Guarantees(stage).ahead()).isEmpty();
  }
}
