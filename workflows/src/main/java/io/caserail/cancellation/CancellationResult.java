package io.caserail.cancellation;

import io.caserail.model.CaseStatus;
import java.util.List;

/**
 * How the requests of a run ended.
 *
 * @param ends one line per request, oldest first; empty when there was nothing to do
 */
public record CancellationResult(List<End> ends) {
  public CancellationResult {
    ends = List.copyOf(ends);
  }

  /**
   * The end of one request.
   *
   * @param key its identity
   * @param ticket where it was asked
   * @param status its ending
   * @param reason why, for people
   */
  public record End(String key, String ticket, CaseStatus status, String reason) {}
}
