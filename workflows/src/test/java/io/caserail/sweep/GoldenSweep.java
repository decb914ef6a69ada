package io.caserail.sweep;

import io.caserail.golden.GoldenRun;
import io.caserail.golden.GoldenStage;
import io.caserail.port.FailureType;
import io.caserail.port.PaymentSweepActivities;
import io.caserail.port.SweepActivities;
import io.caserail.port.SweepCursor;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** The paths of the sweep whose histories are kept. */
public enum GoldenSweep implements GoldenRun {
  /** Both looks come to something, and the next run goes on there. */
  FINDS,
  /** One system is away for the whole hour. */
  AWAY;

  @Override
  public String prefix() {
    return "sweep-";
  }

  @Override
  public Class<?> kind() {
    return SweepWorkflow.class;
  }

  @Override
  public Class<?> workflow() {
    return SweepWorkflowImpl.class;
  }

  @Override
  public void play(GoldenStage stage) {
    stage.open(new Looks(this == AWAY));
    stage.begin(
        new SweepRequest(
            SweepRequest.PLAN, new SweepCursor("tickets-7"), new SweepCursor("payments-7")));
    stage.passToEnd();
  }

  private record Looks(boolean away) implements SweepActivities, PaymentSweepActivities {

    @Override
    public SweepCursor sweepTickets(SweepCursor from) {
      return new SweepCursor("tickets-8");
    }

    @Override
    public SweepCursor sweepPayments(SweepCursor from) {
      if (away) {
        throw ApplicationFailure.newBuilder()
            .setMessage("looked")
            .setType(FailureType.NOT_YET.name())
            .setNextRetryDelay(Duration.ofMinutes(15))
            .build();
      }
      return new SweepCursor("payments-8");
    }
  }
}
