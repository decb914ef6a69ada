package io.caserail.tracking;

import io.caserail.port.FactsRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run begins with.
 *
 * @param caseId the case whose states are followed
 * @param page what an earlier run was asked for; null in a first one
 * @param facts what it knew
 */
public record FactsRun(String caseId, @Nullable FactsRequest page, List<Fact> facts) {
  public FactsRun {
    facts = List.copyOf(facts);
  }

  /** A first run. */
  public static FactsRun of(String caseId) {
    return new FactsRun(caseId, null, List.of());
  }
}
