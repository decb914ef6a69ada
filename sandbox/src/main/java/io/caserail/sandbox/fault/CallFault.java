package io.caserail.sandbox.fault;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sentence that a call fault is written in: where, how often, then what. */
public final class CallFault {
  private static final Duration UNTIL_THE_CALLER_GIVES_UP = Duration.ofMinutes(2);

  private final String system;
  private final String endpoint;
  private final int skip;
  private final int times;

  CallFault(String system, String endpoint, int skip, int times) {
    this.system = system;
    this.endpoint = endpoint;
    this.skip = skip;
    this.times = times;
  }

  /** Method and path template or path, such as {@code POST /v1/refunds} or {@code * /api/v2/*}. */
  public CallFault endpoint(String pattern) {
    return new CallFault(system, pattern, skip, times);
  }

  /** Lets this many matching calls through first. */
  public CallFault skip(int calls) {
    return new CallFault(system, endpoint, calls, times);
  }

  /** Strikes the n-th matching call, counted from 1 when the fault is added. */
  public CallFault nth(int call) {
    return new CallFault(system, endpoint, call - 1, 1);
  }

  public CallFault times(int calls) {
    return new CallFault(system, endpoint, skip, calls);
  }

  /** Strikes until it is removed. */
  public CallFault always() {
    return times(Integer.MAX_VALUE);
  }

  public Fault latency(Duration delay) {
    return fault(FaultKind.LATENCY, 0, Map.of(), null, delay);
  }

  public Fault status(int status) {
    return fault(FaultKind.STATUS, status, Map.of(), null, Duration.ZERO);
  }

  public Fault status(int status, Map<String, String> headers, @Nullable String body) {
    return fault(FaultKind.STATUS, status, headers, body, Duration.ZERO);
  }

  public Fault refused() {
    return fault(FaultKind.REFUSED, 0, Map.of(), null, Duration.ZERO);
  }

  public Fault reset() {
    return fault(FaultKind.RESET, 0, Map.of(), null, Duration.ZERO);
  }

  /** No effect and no answer; bounded to two minutes. */
  public Fault unanswered() {
    return fault(FaultKind.UNANSWERED, 0, Map.of(), null, UNTIL_THE_CALLER_GIVES_UP);
  }

  /** The effect happens, the connection is reset. */
  public Fault answerLost() {
    return fault(FaultKind.ANSWER_LOST, 0, Map.of(), null, Duration.ZERO);
  }

  /** The effect happens, no answer comes; bounded to two minutes. */
  public Fault answerTimesOut() {
    return fault(FaultKind.ANSWER_TIMED_OUT, 0, Map.of(), null, UNTIL_THE_CALLER_GIVES_UP);
  }

  public Fault statusAfterEffect(int status) {
    return fault(FaultKind.STATUS_AFTER_EFFECT, status, Map.of(), null, Duration.ZERO);
  }

  public Fault malformed() {
    return fault(FaultKind.MALFORMED, 0, Map.of(), null, Duration.ZERO);
  }

  public Fault truncated() {
    return fault(FaultKind.TRUNCATED, 0, Map.of(), null, Duration.ZERO);
  }

  /** The body drips over this time. */
  public Fault slow(Duration over) {
    return fault(FaultKind.SLOW, 0, Map.of(), null, over);
  }

  private Fault fault(
      FaultKind kind,
      int status,
      Map<String, String> headers,
      @Nullable String body,
      Duration duration) {
    return new Fault(system, endpoint, skip, times, kind, status, headers, body, duration);
  }
}
