package io.caserail.watchdog;

import io.caserail.golden.GoldenRun;
import io.caserail.golden.GoldenStage;
import io.caserail.port.FailureType;
import io.caserail.port.Standstills;
import io.caserail.port.Standstills.Standstill;
import io.caserail.port.WatchdogActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The paths of the watchdog whose histories are kept. */
public enum GoldenWatchdog implements GoldenRun {
  /** Finds a case that stands still, and hands on that its ticket says so. */
  FINDS,
  /** Never gets to look, and hands on what was known. */
  AWAY;

  @Override
  public String prefix() {
    return "watchdog-";
  }

  @Override
  public Class<?> kind() {
    return WatchdogWorkflow.class;
  }

  @Override
  public Class<?> workflow() {
    return WatchdogWorkflowImpl.class;
  }

  @Override
  public void play(GoldenStage stage) {
    WatchdogActivities looks =
        known -> {
          if (this == AWAY) {
            throw ApplicationFailure.newBuilder()
                .setMessage("looked")
                .setType(FailureType.NOT_YET.name())
                .setNextRetryDelay(Duration.ofHours(1))
                .build();
          }
          return still("refund-acme-pi_2");
        };
    stage.open(looks);
    stage.begin(still("refund-acme-pi_1"));
    stage.passToEnd();
  }

  private static Standstills still(String id) {
    return new Standstills(List.of(new Standstill(id, "run-1", Instant.EPOCH)));
  }
}
