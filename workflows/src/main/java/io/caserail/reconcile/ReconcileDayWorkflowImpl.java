package io.caserail.reconcile;

import io.caserail.contract.LifecycleState;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Scope, compare, look again, record. A state whose truth can't be read for most of a day is a gap
 * in the proof, which says so; the other states are proven all the same.
 */
public class ReconcileDayWorkflowImpl implements ReconcileDayWorkflow {
  private static final Duration MOST_OF_A_DAY = Duration.ofHours(18);

  private final ReconcileActivities activities =
      Workflow.newActivityStub(
          ReconcileActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.CASES)
              .setStartToCloseTimeout(Duration.ofHours(6))
              .setScheduleToCloseTimeout(MOST_OF_A_DAY)
              .setHeartbeatTimeout(Duration.ofMinutes(5))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofSeconds(5))
                      .setMaximumInterval(Duration.ofMinutes(5))
                      .build())
              .build());

  @Override
  public Proof run(LocalDate day) {
    Scope scope = activities.scope(day);
    List<StateProof> states = new ArrayList<>();
    for (LifecycleState state : scope.states()) {
      Part part = new Part(state, scope.from(), scope.to());
      states.add(tried(() -> activities.compare(part), StateProof.failed(state, "")));
    }
    if (states.stream().anyMatch(StateProof::mends)) {
      Workflow.sleep(scope.lookAgainAfter());
      states.replaceAll(
          state -> state.mends() ? tried(() -> activities.lookAgain(state), state) : state);
    }
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    Proof proof =
        new Proof(scope.account(), day, scope.from(), scope.to(), now, scope.policy(), states);
    activities.recordProof(proof);
    return proof;
  }

  private static StateProof tried(Supplier<StateProof> call, StateProof known) {
    try {
      return call.get();
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      return known.without(
          e.getCause() instanceof ApplicationFailure failure
              ? String.valueOf(failure.getOriginalMessage())
              : "nobody has compared it in time");
    }
  }
}
