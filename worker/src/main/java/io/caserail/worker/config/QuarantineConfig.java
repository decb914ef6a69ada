package io.caserail.worker.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of authentic events that are not understood.
 *
 * @param owner who looks at those that no contract names; else its {@code triage} does
 * @param owners the same, per source, where it is somebody else
 * @param escalateAfter how long one may wait until somebody else is asked as well
 * @param escalateTo who that is
 * @param mostOpen how many of one source may wait; beyond, its sender is told to repeat
 */
public record QuarantineConfig(
    String owner,
    Map<String, String> owners,
    Duration escalateAfter,
    String escalateTo,
    int mostOpen) {
  private static final Duration SOONEST = Duration.ofMinutes(1);

  public QuarantineConfig {
    if (owner.isBlank() || escalateTo.isBlank()) {
      throw new IllegalArgumentException("owner and escalateTo say who looks; neither is empty");
    }
    if (escalateAfter.compareTo(SOONEST) < 0) {
      throw new IllegalArgumentException("escalateAfter is below a minute: " + escalateAfter);
    }
    if (mostOpen < 1) {
      throw new IllegalArgumentException("mostOpen is below 1: " + mostOpen);
    }
    owners = Collections.unmodifiableMap(new LinkedHashMap<>(owners));
  }

  static QuarantineConfig read(Section section) {
    Section owners = section.section("owners");
    Map<String, String> bySource = new LinkedHashMap<>();
    owners.names().forEach(source -> bySource.put(source, owners.text(source)));
    return new QuarantineConfig(
        section.text("owner", "engineering"),
        bySource,
        section.duration("escalateAfter", Duration.ofDays(3)),
        section.text("escalateTo", "the head of engineering"),
        (int) section.number("mostOpen", 1_000, 1, 100_000));
  }
}
