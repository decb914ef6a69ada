package io.caserail.worker.config;

import java.time.Duration;

/**
 * The watchdog.
 *
 * @param withWorkers whether each worker runs it too; false where processes of its own do
 * @param every the pause between two looks
 * @param patience how long a case may stand still before its ticket says so
 * @param host where health and metrics of a process of its own listen
 * @param healthPort their port; 0 for a free one
 */
public record WatchdogConfig(
    boolean withWorkers, Duration every, Duration patience, String host, int healthPort) {
  public WatchdogConfig {
    if (every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("every is no pause: " + every);
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is empty");
    }
    if (healthPort < 0 || healthPort > 65_535) {
      throw new IllegalArgumentException("healthPort is no port: " + healthPort);
    }
  }

  static WatchdogConfig read(Section section) {
    return new WatchdogConfig(
        section.flag("withWorkers", true),
        section.duration("every", Duration.ofMinutes(1)),
        section.duration("patience", Duration.ofMinutes(3)),
        section.text("host", "127.0.0.1"),
        (int) section.number("healthPort", 8087, 0, 65_535));
  }
}
