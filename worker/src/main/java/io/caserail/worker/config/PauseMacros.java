package io.caserail.worker.config;

import java.util.List;

/**
 * The macros by which one kind of case is paused and resumed.
 *
 * @param pause the ids of those that pause it
 * @param resume the ids of those that resume it
 */
public record PauseMacros(List<String> pause, List<String> resume) {
  public PauseMacros {
    pause = List.copyOf(pause);
    resume = List.copyOf(resume);
    if (pause.isEmpty() || resume.isEmpty()) {
      throw new IllegalArgumentException("a pause needs a macro that begins it, and one to end it");
    }
    if (pause.stream().anyMatch(resume::contains)) {
      throw new IllegalArgumentException("one macro can't both pause and resume");
    }
  }

  static PauseMacros read(Section section) {
    return new PauseMacros(section.texts("pause", List.of()), section.texts("resume", List.of()));
  }
}
