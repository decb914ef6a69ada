package io.caserail.worker.config;

import java.util.List;

/**
 * The macros by which leads hold and release an outage in its own ticket.
 *
 * @param hold the ids of those that hold what waits
 * @param release the ids of those that let it go
 */
public record OutageMacros(List<String> hold, List<String> release) {
  public OutageMacros {
    hold = List.copyOf(hold);
    release = List.copyOf(release);
    if (hold.isEmpty() || release.isEmpty()) {
      throw new IllegalArgumentException(
          "an outage needs a macro to hold it, and one to release it");
    }
    if (hold.stream().anyMatch(release::contains)) {
      throw new IllegalArgumentException("one macro can't both hold and release");
    }
  }

  static OutageMacros read(Section section) {
    return new OutageMacros(section.texts("hold", List.of()), section.texts("release", List.of()));
  }
}
