package io.caserail.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.contract.LifecycleState;
import io.caserail.golden.GoldenRun;
import io.caserail.golden.GoldenStage;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** The paths of the reconciliation, and of a day of it, whose histories are kept. */
public enum GoldenReconciliation implements GoldenRun {
  /** Waits until the day is over. */
  NEXT_DAY,
  /** The day was over long ago. */
  CAUGHT_UP,
  /** Somebody has the day compared by hand meanwhile. */
  BY_HAND,
  DAY_AGREES,
  /** Something differs, is mended, and agrees at the second look. */
  DAY_MENDED,
  /** One state can't be compared. */
  DAY_GAP;

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

  @Override
  public String prefix() {
    return "reconcile-";
  }

  private boolean isDay() {
    return name().startsWith("DAY_");
  }

  @Override
  public Class<?> kind() {
    return isDay() ? ReconcileDayWorkflow.class : ReconcileWorkflow.class;
  }

  @Override
  public Class<?> workflow() {
    return isDay() ? ReconcileDayWorkflowImpl.class : ReconcileWorkflowImpl.class;
  }

  @Override
  public void play(GoldenStage stage) {
    World world = new World(this);
    LocalDate today = LocalDate.ofInstant(stage.now(), ZoneOffset.UTC);
    if (isDay()) {
      stage.open(world);
      stage.begin(today);
    } else {
      stage.open(world, ReconcileDayWorkflowImpl.class);
      LocalDate day = this == NEXT_DAY ? today : today.minusDays(3);
      if (this == BY_HAND) {
        stage.beginOther(ReconcileDayWorkflow.class, GoldenStage.ID + "-" + day, day);
      }
      stage.begin(ReconcileRequest.first(day, LocalTime.of(3, 0), ZoneOffset.UTC));
    }
    stage.passToEnd();
    assertThat(world.recorded).isTrue();
  }

  /** Compares two states. */
  private static final class World implements ReconcileActivities {
    private final GoldenReconciliation path;
    private volatile boolean recorded;

    World(GoldenReconciliation path) {
      this.path = path;
    }

    @Override
    public Scope scope(LocalDate day) {
      Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
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
      boolean first = part.state() == LifecycleState.BILLING;
      if (path == DAY_GAP && !first) {
        throw ApplicationFailure.newNonRetryableFailure("the list has no end", "BAD_ANSWER");
      }
      // What is compared by hand has to last while it is asked for.
      boolean differs = first && (path == DAY_MENDED || path == BY_HAND);
      return StateProof.of(
          part.state(),
          "Stripe",
          Duration.ofMinutes(15),
          "Finance",
          "c",
          7,
          differs ? List.of(MENDING) : List.of(),
          "");
    }

    @Override
    public StateProof lookAgain(StateProof proof) {
      return proof.with(proof.rows().stream().map(row -> row.become(Verdict.HEALED)).toList());
    }

    @Override
    public void recordProof(Proof proof) {
      recorded = true;
    }
  }
}
