package io.caserail.worker.config;

import java.util.List;

/** A file can't be used; the message names everything that is wrong with it, a line each. */
public final class ConfigInvalid extends RuntimeException {
  private final List<String> problems;

  public ConfigInvalid(String file, List<String> problems) {
    super(
        file
            + (problems.size() == 1 ? " has a problem:" : " has " + problems.size() + " problems:")
            + String.join(
                "", problems.stream().map(p -> System.lineSeparator() + "  " + p).toList()));
    this.problems = List.copyOf(problems);
  }

  /** Each as {@code file:line key: what is wrong; what to do}. No secret stands in one. */
  public List<String> problems() {
    return problems;
  }
}
