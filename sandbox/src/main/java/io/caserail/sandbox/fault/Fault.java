package io.caserail.sandbox.fault;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fault and where it strikes. Build it with {@link #on} or {@link #webhook}.
 *
 * @param system the stand-in it strikes, or {@code *}
 * @param endpoint method and path, template or real, in which {@code *} stands for anything; for a
 *     webhook the hook's id
 * @param skip matching calls let through first
 * @param times matching calls struck after that
 * @param status the answer's status, for the kinds that have one
 * @param body the answer's body, for the kinds that have one
 * @param duration how long a latency, a hang, a drip or a delay lasts at most
 */
public record Fault(
    String system,
    String endpoint,
    int skip,
    int times,
    FaultKind kind,
    int status,
    Map<String, String> headers,
    @Nullable String body,
    Duration duration) {
  public Fault {
    if (skip < 0 || times < 1) {
      throw new IllegalArgumentException("skip must be 0 or more and times 1 or more");
    }
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a fault cannot last " + duration);
    }
    headers = Map.copyOf(headers);
  }

  /** A fault on calls to a system; choose where and how often, then what happens. */
  public static CallFault on(String system) {
    return new CallFault(system, "*", 0, 1);
  }

  /** A fault on webhooks that a system sends. */
  public static WebhookFault webhook(String system) {
    return new WebhookFault(system, "*", 0, 1);
  }
}
