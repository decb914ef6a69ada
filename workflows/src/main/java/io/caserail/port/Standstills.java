package io.caserail.port;

import java.time.Instant;
import java.util.List;

/** The cases whose tickets say that they stand still: once they go on, that is to be taken back. */
public record Standstills(List<Standstill> cases) {
  public static final Standstills NONE = new Standstills(List.of());

  public Standstills {
    cases = cases == null ? List.of() : List.copyOf(cases);
  }

  /**
   * One of them.
   *
   * @param caseId its workflow id
   * @param runId which run
   * @param since when the workflow task came that nobody has dealt with
   */
  public record Standstill(String caseId, String runId, Instant since) {}
}
