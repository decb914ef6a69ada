package io.caserail.sandbox.fault;

import java.time.Duration;
import java.util.Map;

/** The sentence that a webhook fault is written in: which hook, how often, then what. */
public final class WebhookFault {
  private final String system;
  private final String hook;
  private final int skip;
  private final int times;

  WebhookFault(String system, String hook, int skip, int times) {
    this.system = system;
    this.hook = hook;
    this.skip = skip;
    this.times = times;
  }

  /** Strikes only this webhook; {@code *} stands for anything. */
  public WebhookFault hook(String id) {
    return new WebhookFault(system, id, skip, times);
  }

  public WebhookFault skip(int deliveries) {
    return new WebhookFault(system, hook, deliveries, times);
  }

  public WebhookFault times(int deliveries) {
    return new WebhookFault(system, hook, skip, deliveries);
  }

  public WebhookFault always() {
    return times(Integer.MAX_VALUE);
  }

  public Fault dropped() {
    return fault(FaultKind.DROPPED, Duration.ZERO);
  }

  public Fault doubled() {
    return fault(FaultKind.DOUBLED, Duration.ZERO);
  }

  /** Sent this much later, in real time. */
  public Fault delayed(Duration delay) {
    return fault(FaultKind.DELAYED, delay);
  }

  /** Sent after the next one of its system, or after five seconds of real time without one. */
  public Fault reordered() {
    return fault(FaultKind.REORDERED, Duration.ofSeconds(5));
  }

  private Fault fault(FaultKind kind, Duration duration) {
    return new Fault(system, hook, skip, times, kind, 0, Map.of(), null, duration);
  }
}
