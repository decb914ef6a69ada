package io.caserail.call;

import io.caserail.model.FaultDomain;
import io.caserail.port.FailureType;
import io.caserail.port.Heartbeat;
import io.caserail.port.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Optional;

/**
 * What an activity's failure means to a case.
 *
 * @param type which kind it is
 * @param trouble what people are told
 */
public record Failure(FailureType type, Trouble trouble) {

  /** Reads the chain of causes; the innermost failure that is ours knows most. */
  public static Failure of(ActivityFailure failure, String system) {
    Optional<Heartbeat> heartbeat = Optional.empty();
    Optional<Failure> known = Optional.empty();
    for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
      if (t instanceof TimeoutFailure timeout) {
        heartbeat =
            Optional.ofNullable(
                timeout.getLastHeartbeatDetails().get(Heartbeat.class, Heartbeat.class));
      } else if (t instanceof ApplicationFailure application) {
        known = of(application, system);
      }
    }
    if (heartbeat.filter(Heartbeat.SENDING::equals).isPresent()
        && known.filter(k -> k.type() == FailureType.IN_DOUBT).isEmpty()) {
      // The step's words are no name of the system that it was sent to.
      return new Failure(FailureType.IN_DOUBT, silent(""));
    }
    return known.orElseGet(() -> new Failure(FailureType.UPSTREAM_AWAY, silent(system)));
  }

  /** Whether trying again may help without a person. */
  public boolean heals() {
    return type.heals();
  }

  /** Whether a write may have had its effect. */
  public boolean isDoubt() {
    return type == FailureType.IN_DOUBT;
  }

  /** Whether the activity ended because the case gave it up. */
  public static boolean isCancelled(ActivityFailure failure) {
    return failure.getCause() instanceof CanceledFailure;
  }

  private static Optional<Failure> of(ApplicationFailure failure, String system) {
    for (FailureType type : FailureType.values()) {
      if (type.name().equals(failure.getType())) {
        Trouble trouble =
            failure.getDetails().getSize() > 0
                ? failure.getDetails().get(Trouble.class)
                : new Trouble(FaultDomain.UNKNOWN, system, "it failed without a cause", "");
        return Optional.of(new Failure(type, trouble));
      }
    }
    return Optional.of(
        new Failure(
            FailureType.BAD_ANSWER,
            new Trouble(
                FaultDomain.LOCAL,
                system,
                "our own code failed: " + failure.getType(),
                failure.getType())));
  }

  private static Trouble silent(String system) {
    return new Trouble(FaultDomain.LOCAL, system, "no answer from our own worker", "");
  }
}
