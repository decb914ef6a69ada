package io.caserail.activities.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's system, called under its limits. An answer of any status is returned once it is
 * complete and, where it is a success other than 204, a JSON object; everything else is thrown as
 * {@link Failures} has it. Safe for many threads.
 */
public final class Upstream {
  private static final int NO_CONTENT = 204;
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private final HttpCalls calls;
  private final Failures failures;
  private final EndpointLimits limits;
  private final InstantSource clock;
  private final CallWatch watch;
  private final CallGate gate;

  /**
   * A system.
   *
   * @param budget our share of the writes that people make too; null where there is none
   */
  public Upstream(
      HttpCalls calls,
      Failures failures,
      InstantSource clock,
      @Nullable WriteBudget budget,
      CallWatch watch) {
    this(calls, failures, clock, budget, watch, CallGate.OPEN);
  }

  /**
   * The same, whose writes pass a gate.
   *
   * @param gate asked right before each write
   */
  public Upstream(
      HttpCalls calls,
      Failures failures,
      InstantSource clock,
      @Nullable WriteBudget budget,
      CallWatch watch,
      CallGate gate) {
    this.calls = calls;
    this.failures = failures;
    this.limits = new EndpointLimits(clock, budget);
    this.clock = clock;
    this.watch = watch;
    this.gate = gate;
  }

  public Failures failures() {
    return failures;
  }

  /** What each write passes. */
  public CallGate gate() {
    return gate;
  }

  /** Makes the call once. */
  public HttpAnswer call(Endpoint endpoint, Request request) {
    requireNoPause(endpoint, limits.pause(endpoint));
    if (endpoint.mode() == Mode.WRITE) {
      gate.pass(failures.system());
    }
    RawAnswer raw = send(endpoint, request);
    limits.learn(endpoint, raw);
    try {
      JsonNode json =
          raw.body().size() == 0
              ? MissingNode.getInstance()
              : JSON.readTree(raw.body().toByteArray());
      HttpAnswer answer = new HttpAnswer(raw.status(), raw.headers(), json);
      if (answer.isSuccess() && !json.isObject() && raw.status() != NO_CONTENT) {
        throw failures.broken(Phase.UNREADABLE, endpoint.mode(), "no JSON object");
      }
      return answer;
    } catch (IOException e) {
      HttpAnswer answer = new HttpAnswer(raw.status(), raw.headers(), MissingNode.getInstance());
      if (answer.isSuccess()) {
        throw failures.broken(Phase.UNREADABLE, endpoint.mode(), reason(e));
      }
      return answer;
    }
  }

  /**
   * Asked before what is only read for a write: a write that has to wait for its turn reads nothing
   * meanwhile.
   */
  public void requireTurn(Endpoint endpoint) {
    requireNoPause(endpoint, limits.look(endpoint));
  }

  private void requireNoPause(Endpoint endpoint, @Nullable Duration pause) {
    if (pause != null) {
      throw failures.away(
          failures.system() + " wants fewer calls", "held back here: " + endpoint.name(), pause);
    }
  }

  /** The failure that an answer without success stands for. */
  public ApplicationFailure failure(Endpoint endpoint, HttpAnswer answer, String evidence) {
    Duration pause = RetryAfter.parse(answer.header("Retry-After"), clock.instant());
    return failures.answered(endpoint.mode(), answer.status(), evidence, pause);
  }

  private RawAnswer send(Endpoint endpoint, Request request) {
    long start = System.nanoTime();
    String result = Phase.SENT.name();
    try {
      RawAnswer raw = calls.call(request);
      result = Integer.toString(raw.status());
      return raw;
    } catch (CallFailed e) {
      result = e.phase().name();
      throw failures.broken(e.phase(), endpoint.mode(), e.why());
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      watch.called(failures.system(), endpoint.name(), result, took);
    }
  }

  private static String reason(IOException e) {
    return e instanceof JsonProcessingException ? "not JSON" : e.getClass().getSimpleName();
  }
}
