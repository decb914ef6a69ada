package io.caserail.worker.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.contract.LifecycleState;
import io.caserail.port.TaskQueues;
import io.caserail.reconcile.Proof;
import io.caserail.reconcile.ReconcileDayWorkflowImpl;
import io.caserail.reconcile.Row;
import io.caserail.worker.contract.ContractFiles;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is only late, an event on its way or a case that just ends, goes to nobody; what outlives
 * the contract's acceptable delay does.
 */
class LateNewsTest {
  private static final Duration DELAY =
      ContractFiles.builtIn().of(LifecycleState.BILLING).orElseThrow().acceptableDelay();

  private final TestWorkflowEnvironment env =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build())
              .build());
  private final CaseClient cases = new CaseClient(env.getWorkflowClient(), "acme");
  private final PlantedWorld world = new PlantedWorld(LifecycleState.BILLING);
  private final LocalDate day = LocalDate.ofInstant(now(), ZoneOffset.UTC);

  @BeforeEach
  void start() {
    Worker worker = env.newWorker(TaskQueues.CASES);
    worker.registerWorkflowImplementationTypes(ReconcileDayWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new Reconciliation(
            "acme",
            Map.of(LifecycleState.BILLING, world),
            ContractFiles.builtIn(),
            world,
            proof -> {},
            "policy",
            ZoneOffset.UTC,
            Duration.ofMinutes(2),
            this::now));
    env.start();
  }

  @AfterEach
  void stop() {
    cases.close();
    env.close();
  }

  @Test
  void what_arrives_within_the_delay_is_healed_and_nobody_is_told() {
    planted("re_late");
    cases.reconcile(day);

    env.sleep(DELAY.dividedBy(2));
    world.arrives("re_late");
    env.sleep(DELAY);

    assertThat(became()).containsExactly(Map.entry("re_late", "HEALED"));
    assertThat(world.notes).isEmpty();
  }

  @Test
  void what_outlives_the_delay_is_handed_over_after_a_few_looks() {
    planted("re_stays");
    cases.reconcile(day);

    env.sleep(DELAY.minus(Duration.ofMinutes(1)));
    assertThat(world.notes).isEmpty();
    env.sleep(Duration.ofMinutes(5));

    assertThat(became()).containsExactly(Map.entry("re_stays", "HANDED"));
    assertThat(world.notes).containsExactly("re_stays TICKET_BEHIND Finance");
    assertThat(world.reads).hasSizeBetween(4, 7);
  }

  /** It has differed for long, and nobody has looked at it before. */
  private void planted(String ref) {
    world.behind(ref, now().minus(Duration.ofHours(1)));
    world.stays(ref);
  }

  private Map<String, String> became() {
    Proof proof = cases.proof(day).orElseThrow();
    assertThat(proof.complete()).isTrue();
    return proof.states().get(0).rows().stream()
        .collect(Collectors.toMap(Row::ref, row -> row.verdict().name()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(env.currentTimeMillis());
  }
}
