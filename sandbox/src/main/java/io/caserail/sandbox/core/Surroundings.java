package io.caserail.sandbox.core;

import io.caserail.sandbox.fault.Faults;
import io.caserail.sandbox.hook.WebhookSender;
import java.time.Duration;

/** What all stand-ins of one sandbox share. Closing it ends all faults and deliveries. */
public record Surroundings(
    VirtualClock clock, Faults faults, Books books, Calls calls, WebhookSender webhooks)
    implements AutoCloseable {
  private static final Duration WEBHOOK_TIMEOUT = Duration.ofSeconds(12);

  /**
   * Fresh surroundings at real time, with empty books.
   *
   * @param pauseScale factor on the pauses between webhook attempts
   */
  public static Surroundings fresh(double pauseScale) {
    VirtualClock clock = new VirtualClock();
    Faults faults = new Faults();
    return new Surroundings(
        clock,
        faults,
        new Books(clock),
        new Calls(clock),
        new WebhookSender(clock, faults, pauseScale, WEBHOOK_TIMEOUT));
  }

  @Override
  public void close() {
    faults.clear();
    webhooks.close();
  }
}
