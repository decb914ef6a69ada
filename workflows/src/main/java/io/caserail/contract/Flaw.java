package io.caserail.contract;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a contract.
 *
 * @param state whose contract; null where the file is nobody's
 * @param file the file's name
 * @param line where in it; 0 where no line can be named
 * @param clause which clause, for example {@code owner.contact}; empty for the file as a whole
 * @param what what is wrong and what to do
 */
public record Flaw(
    @Nullable LifecycleState state, String file, int line, String clause, String what) {

  /** Whether there is no file at all. */
  public boolean isMissing() {
    return line == 0 && clause.isEmpty();
  }

  /** {@code billing.yaml:12 owner.contact: is missing; add it}. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + (clause.isEmpty() ? "" : " " + clause)
        + ": "
        + what;
  }
}
