package io.caserail.worker.config;

import java.time.Duration;

/**
 * Where the gateway logs deliveries.
 *
 * @param folder a folder of this gateway's own, relative to the configuration's file; {@code none}
 *     for no log
 * @param mostBytes what all its files may take together
 * @param keepFor how old a line may become, and a day more at most: lines go with their part
 */
public record DeliveryLogConfig(String folder, long mostBytes, Duration keepFor) {
  private static final String OFF = "none";
  private static final long MEGABYTE = 1L << 20;

  public DeliveryLogConfig {
    if (folder.isBlank()) {
      throw new IllegalArgumentException("folder is empty; write " + OFF + " for no log");
    }
    if (keepFor.isNegative() || keepFor.isZero()) {
      throw new IllegalArgumentException("keepFor is not positive: " + keepFor);
    }
  }

  /** Whether nothing is logged. */
  public boolean isOff() {
    return folder.equals(OFF);
  }

  static DeliveryLogConfig read(Section section) {
    return new DeliveryLogConfig(
        section.text("folder", "caserail-deliveries"),
        section.number("mostMegabytes", 256, 16, 100_000) * MEGABYTE,
        section.duration("keepFor", Duration.ofDays(30)));
  }
}
