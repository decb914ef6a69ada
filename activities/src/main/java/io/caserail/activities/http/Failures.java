package io.caserail.activities.http;

import io.caserail.model.FaultDomain;
import io.caserail.port.FailureType;
import io.caserail.port.Trouble;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only place where a way of failing becomes a failure that Temporal and the cases understand:
 * what kind it is, whose fault, whether and when to try again. Each failure carries a {@link
 * Trouble} as its first detail, wraps nothing, and holds no body, secret or personal data.
 *
 * <pre>
 * phase              read            write
 * nothing was sent   UPSTREAM_AWAY   UPSTREAM_AWAY
 * sent, no answer    UPSTREAM_AWAY   IN_DOUBT
 * 303                OUR_FAULT       IN_DOUBT
 * other 3xx          OUR_FAULT       OUR_FAULT
 * 401, 403           OUR_FAULT       OUR_FAULT
 * 404, 410           NOT_FOUND       NOT_FOUND
 * 408, 5xx           UPSTREAM_AWAY   IN_DOUBT
 * 409, 412           CONFLICT        CONFLICT
 * 429                UPSTREAM_AWAY   UPSTREAM_AWAY
 * other 4xx          BAD_ANSWER      BAD_ANSWER
 * 2xx, unreadable    UPSTREAM_AWAY   IN_DOUBT
 * </pre>
 *
 * @param system the system's name as people know it
 * @param domain whose fault its failures are
 */
public record Failures(String system, FaultDomain domain) {
  private static final int SEE_OTHER = 303;
  private static final Set<FailureType> FINAL =
      EnumSet.of(FailureType.BAD_ANSWER, FailureType.NOT_FOUND, FailureType.TOO_LATE);

  /** A call that brought no complete, readable answer. */
  public ApplicationFailure broken(Phase phase, Mode mode, String why) {
    return switch (phase) {
      case NOT_SENT -> away(system + " can't be reached", why, null);
      case SENT ->
          mode == Mode.READ
              ? away(system + " did not answer", why, null)
              : inDoubt("sent to " + system + ", and no answer came back", why, null);
      case ANSWERED, UNREADABLE ->
          mode == Mode.READ
              // A page of a proxy, half an answer: asked again it is mostly another one.
              ? away(system + " answered something that can't be read", why, null)
              : inDoubt("sent to " + system + ", and the answer can't be read", why, null);
    };
  }

  /** A complete answer whose status is no success. */
  public ApplicationFailure answered(
      Mode mode, int status, String evidence, @Nullable Duration retryAfter) {
    // See other: what was sent is done, and where to look is in a header.
    if (status == SEE_OTHER && mode == Mode.WRITE) {
      return inDoubt(
          "sent to " + system + ", which answered only where to look", evidence, retryAfter);
    }
    if (status >= 300 && status < 400) {
      return ourFault(system + " answers with a redirect: its base address is wrong", evidence);
    }
    return switch (status) {
      case 401 -> ourFault(system + " does not accept our credentials", evidence);
      case 403 -> ourFault("our credentials may not do this in " + system, evidence);
      case 404, 410 -> notFound("it does not exist in " + system, evidence);
      case 409, 412 -> conflict(evidence, retryAfter);
      case 429 -> away(system + " wants fewer calls", evidence, retryAfter);
      default ->
          status >= 500 || status == 408
              ? unavailable(mode, evidence, retryAfter)
              : notTaken(evidence);
    };
  }

  private ApplicationFailure unavailable(Mode mode, String evidence, @Nullable Duration pause) {
    return mode == Mode.READ
        ? away(system + " is out of order", evidence, pause)
        : inDoubt("sent to " + system + ", which answered with an error", evidence, pause);
  }

  /** Nothing was accepted; Temporal tries again, not before the pause is over. */
  public ApplicationFailure away(String cause, String evidence, @Nullable Duration pause) {
    return of(FailureType.UPSTREAM_AWAY, new Trouble(domain, system, cause, evidence), pause);
  }

  /** Held on purpose, nothing was sent; Temporal tries again after the pause. */
  public ApplicationFailure paused(String cause, String evidence, Duration pause) {
    return of(FailureType.PAUSED, new Trouble(domain, system, cause, evidence), pause);
  }

  /** A write whose effect may have happened. */
  public ApplicationFailure inDoubt(String cause, String evidence, @Nullable Duration pause) {
    return of(FailureType.IN_DOUBT, new Trouble(domain, system, cause, evidence), pause);
  }

  /** Another edit came first; a short pause lets its one-second stamp pass. */
  public ApplicationFailure conflict(String evidence, @Nullable Duration pause) {
    Trouble trouble =
        new Trouble(
            domain, system, "somebody else changed it in " + system + " meanwhile", evidence);
    return of(FailureType.CONFLICT, trouble, pause == null ? Duration.ofSeconds(1) : pause);
  }

  /** Key, permission, mode or address are wrong: ours to mend. */
  public ApplicationFailure ourFault(String cause, String evidence) {
    return of(FailureType.OUR_FAULT, new Trouble(FaultDomain.LOCAL, system, cause, evidence), null);
  }

  /** What we sent is not accepted, for a reason that the answer's status does not tell. */
  private ApplicationFailure notTaken(String evidence) {
    String cause = system + " does not accept what we sent";
    return of(
        FailureType.BAD_ANSWER, new Trouble(FaultDomain.UNKNOWN, system, cause, evidence), null);
  }

  /** The answer can't be understood or contradicts what was asked. */
  public ApplicationFailure badAnswer(String cause, String evidence) {
    return of(FailureType.BAD_ANSWER, new Trouble(domain, system, cause, evidence), null);
  }

  /** The object does not exist. */
  public ApplicationFailure notFound(String cause, String evidence) {
    return of(FailureType.NOT_FOUND, new Trouble(FaultDomain.DATA, system, cause, evidence), null);
  }

  /** Asked and answered, nothing new; benign, so that it does not alarm. */
  public ApplicationFailure notYet(String cause, String evidence, Duration pause) {
    return of(FailureType.NOT_YET, new Trouble(domain, system, cause, evidence), pause);
  }

  /** The time in which this send was allowed is over. */
  public ApplicationFailure tooLate(String cause) {
    return of(FailureType.TOO_LATE, new Trouble(FaultDomain.LOCAL, system, cause, ""), null);
  }

  /** The same trouble under another type: a clear failure on top of an unclear one is unclear. */
  public ApplicationFailure inDoubtBecause(ApplicationFailure clear) {
    Trouble trouble = troubleOf(clear);
    return trouble == null
        ? inDoubt("what was sent earlier is not known to have failed", "", null)
        : of(FailureType.IN_DOUBT, trouble, clear.getNextRetryDelay());
  }

  /** Whether the failure is of this type. */
  public static boolean is(ApplicationFailure failure, FailureType type) {
    return type.name().equals(failure.getType());
  }

  /** The failure's trouble; null where it isn't one of ours. */
  public static @Nullable Trouble troubleOf(ApplicationFailure failure) {
    return failure.getDetails().getSize() == 0 ? null : failure.getDetails().get(0, Trouble.class);
  }

  private static ApplicationFailure of(
      FailureType type, Trouble trouble, @Nullable Duration pause) {
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setType(type.name())
            .setMessage(trouble.cause())
            .setNonRetryable(FINAL.contains(type))
            .setDetails(trouble);
    if (type == FailureType.NOT_YET) {
      failure.setCategory(ApplicationErrorCategory.BENIGN);
    }
    if (pause != null && !pause.isZero()) {
      failure.setNextRetryDelay(pause);
    }
    return failure.build();
  }
}
