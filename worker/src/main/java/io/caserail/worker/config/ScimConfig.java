package io.caserail.worker.config;

import io.caserail.activities.scim.ScimSettings;
import java.util.List;

/**
 * The SCIM 2.0 server that says what customers may use.
 *
 * @param name how people know it
 * @param settings how to reach it, and what access is there
 * @param callsPerSecond how much Temporal hands out a second, over all workers
 */
public record ScimConfig(String name, ScimSettings settings, double callsPerSecond) {
  public ScimConfig {
    if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} .&'-]{0,39}")) {
      throw new IllegalArgumentException("name takes 1 to 40 letters, digits and spaces");
    }
  }

  static ScimConfig read(Section section, boolean live) {
    String name = section.text("name", "the access system");
    ScimSettings settings =
        new ScimSettings(
            section.uri("baseUrl", ""),
            section.secret("token"),
            live,
            section.texts("groups", List.of()));
    return new ScimConfig(name, settings, section.number("callsPerSecond", 10, 1, 1_000));
  }
}
