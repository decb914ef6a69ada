package io.caserail.gateway;

import java.time.Duration;
import java.util.Map;

/**
 * Who looks at what was not understood, how soon, and how much of it is kept.
 *
 * @param owner who looks at it, unless the contract that names the event says who triages
 * @param owners the same, per source, where it is somebody else
 * @param escalateAfter how long an entry may wait until somebody else is asked as well
 * @param escalateTo who that is
 * @param mostOpen how many entries of one source may wait; beyond, the sender is told to repeat
 */
public record QuarantineSettings(
    String owner,
    Map<String, String> owners,
    Duration escalateAfter,
    String escalateTo,
    int mostOpen) {
  /** What holds where nothing else is said. */
  public static final QuarantineSettings DEFAULTS =
      new QuarantineSettings(
          "engineering", Map.of(), Duration.ofDays(3), "the head of engineering", 1_000);

  public QuarantineSettings {
    owners = Map.copyOf(owners);
    if (escalateAfter.isNegative() || escalateAfter.isZero()) {
      throw new IllegalArgumentException("escalateAfter is not positive: " + escalateAfter);
    }
    if (mostOpen < 1) {
      throw new IllegalArgumentException("mostOpen is not positive: " + mostOpen);
    }
  }

  String ownerOf(String source) {
    return owners.getOrDefault(source, owner);
  }
}
