package io.caserail.worker.config;

import io.caserail.activities.easypost.EasyPostSettings;
import java.time.Duration;

/**
 * The EasyPost account, which knows parcels and their labels.
 *
 * @param settings how to reach it, with which key
 * @param callsPerSecond how much Temporal hands out a second, over all workers
 */
public record EasyPostConfig(EasyPostSettings settings, double callsPerSecond) {

  static EasyPostConfig read(Section section, boolean live) {
    EasyPostSettings settings =
        new EasyPostSettings(
            section.uri("baseUrl", "https://api.easypost.com"),
            section.secret("key"),
            live,
            section.duration("pollAfter", Duration.ofHours(1)));
    return new EasyPostConfig(settings, section.number("callsPerSecond", 5, 1, 1_000));
  }
}
