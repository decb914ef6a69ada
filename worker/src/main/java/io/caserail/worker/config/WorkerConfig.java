package io.caserail.worker.config;

import java.time.Duration;

/**
 * The worker process.
 *
 * @param host where health and metrics listen; loopback unless something else asks from outside
 * @param healthPort their port; 0 for a free one
 * @param slots how many activities, and how many workflow tasks, run at once
 * @param stopWithin how long a graceful stop waits for what is under way
 */
public record WorkerConfig(String host, int healthPort, int slots, Duration stopWithin) {
  public WorkerConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty");
    }
    if (healthPort < 0 || healthPort > 65_535) {
      throw new IllegalArgumentException("healthPort is no port: " + healthPort);
    }
    if (slots < 2) {
      throw new IllegalArgumentException("slots are below 2, which would hang: " + slots);
    }
  }

  static WorkerConfig read(Section section) {
    return new WorkerConfig(
        section.text("host", "127.0.0.1"),
        (int) section.number("healthPort", 8086, 0, 65_535),
        (int) section.number("slots", 100, 2, 10_000),
        section.duration("stopWithin", Duration.ofSeconds(20)));
  }
}
