package io.caserail.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.contract.LifecycleState;
import io.caserail.port.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each day is compared once it is over, whatever happens to the run that has it compared. */
class ReconcileWorkflowTest {
  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final LocalTime THREE = LocalTime.of(3, 0);
  private static final Row MENDING =
      new Row(
          "re_1",
          "pi_1",
          "42",
          Difference.TICKET_BEHIND,
          Verdict.MENDING,
          "failed",
          "DONE",
          "closed",
          Instant.EPOCH);

  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private final CaseClient cases = new CaseClient(env.getWorkflowClient(), "acme");
  private final Comparisons comparisons = new Comparisons();

  @AfterEach
  void stop() {
    cases.close();
    env.close();
  }

  @Test
  void each_day_is_compared_once_when_it_is_over() {
    work();
    LocalDate today = today();
    cases.ensureReconciliation(today, THREE, ZONE);

    env.sleep(Duration.ofDays(3));

    assertThat(comparisons.compared)
        .startsWith(today, today.plusDays(1))
        .doesNotHaveDuplicates()
        .hasSizeBetween(2, 3);
    assertThat(comparisons.early).isEmpty();
    assertThat(begunWith().day()).isEqualTo(today.plusDays(comparisons.compared.size()));
  }

  @Test
  void days_that_were_missed_are_caught_up_one_after_the_other() {
    work();
    LocalDate first = today().minusDays(3);
    cases.ensureReconciliation(first, THREE, ZONE);

    env.sleep(Duration.ofMinutes(10));

    assertThat(comparisons.compared).startsWith(first, first.plusDays(1)).doesNotHaveDuplicates();
  }

  @Test
  void a_run_that_was_terminated_goes_on_with_its_day_and_one_of_another_hour_is_replaced() {
    LocalDate day = today().minusDays(2);
    cases.ensureReconciliation(day, THREE, ZONE);
    env.getWorkflowClient().newUntypedWorkflowStub("reconcile-acme").terminate("a test");

    cases.ensureReconciliation(today(), THREE, ZONE);
    cases.ensureReconciliation(today(), LocalTime.NOON, ZONE);

    assertThat(begunWith().day()).isEqualTo(day);
    assertThat(begunWith().at()).isEqualTo(LocalTime.NOON);
  }

  @Test
  void a_state_that_nobody_can_compare_is_a_gap_and_the_others_are_proven() {
    comparisons.broken = LifecycleState.CANCELLATION;
    work();
    cases.ensureReconciliation(today().minusDays(1), THREE, ZONE);

    env.sleep(Duration.ofDays(1));

    Proof proof = comparisons.recorded.get(0);
    assertThat(proof.complete()).isFalse();
    assertThat(proof.states())
        .filteredOn(state -> state.fault().isEmpty())
        .extracting(StateProof::state)
        .containsExactly(LifecycleState.BILLING);
    assertThat(proof.states().get(1).fault()).isEqualTo("the list has no end");
    assertThat(begunWith().incomplete()).isEqualTo(1);
  }

  @Test
  void what_is_being_mended_is_looked_at_again_before_the_proof_is_made() {
    comparisons.rows = List.of(MENDING);
    work();
    cases.reconcile(today());
    cases.reconcile(today());

    env.sleep(Duration.ofMinutes(5));

    assertThat(comparisons.recorded).hasSize(1);
    Proof proof = cases.proof(today()).orElseThrow();
    assertThat(proof.complete()).isTrue();
    assertThat(proof.states().get(0).healed()).isEqualTo(1);
    assertThat(proof.states().get(0).differed()).isEqualTo(1);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(Instant.ofEpochMilli(env.currentTimeMillis()), ZONE);
  }

  private void work() {
    var worker = env.newWorker(TaskQueues.CASES);
    worker.registerWorkflowImplementationTypes(
        ReconcileWorkflowImpl.class, ReconcileDayWorkflowImpl.class);
    worker.registerActivitiesImplementations(comparisons);
    env.start();
  }

  private ReconcileRequest begunWith() {
    return cases.reconciliation().orElseThrow();
  }

  /** Finds what it is told to, and notes which days it was asked for. */
  private final class Comparisons implements ReconcileActivities {
    final List<LocalDate> compared = new CopyOnWriteArrayList<>();
    final List<LocalDate> early = new CopyOnWriteArrayList<>();
    final List<Proof> recorded = new CopyOnWriteArrayList<>();
    volatile LifecycleState broken = LifecycleState.RISK;
    volatile List<Row> rows = List.of();

    @Override
    public Scope scope(LocalDate day) {
      compared.add(day);
      if (!today().isAfter(day)) {
        early.add(day);
      }
      Instant from = day.atStartOfDay(ZONE).toInstant();
      return new Scope(
          "acme",
          from,
          from.plus(Duration.ofDays(1)),
          List.of(LifecycleState.BILLING, LifecycleState.CANCELLATION),
          Duration.ofMinutes(2),
          "policy");
    }

    @Override
    public StateProof compare(Part part) {
      if (part.state() == broken) {
        throw ApplicationFailure.newNonRetryableFailure("the list has no end", "BAD_ANSWER");
      }
      List<Row> found = part.state() == LifecycleState.BILLING ? rows : List.of();
      return StateProof.of(
          part.state(), "Stripe", Duration.ofMinutes(15), "Finance", "c", 7, found, "");
    }

    @Override
    public StateProof lookAgain(StateProof proof) {
      return proof.with(proof.rows().stream().map(row -> row.become(Verdict.HEALED)).toList());
    }

    @Override
    public void recordProof(Proof proof) {
      recorded.add(proof);
    }
  }
}
