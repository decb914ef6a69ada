package io.caserail.record;

import io.caserail.model.CaseStatus;
import java.util.List;

/**
 * How the requests of a run ended.
 *
 * @param ends one line per request, oldest first; empty when there was nothing to do
 */
public record CaseResult(List<End> ends) {
  public CaseResult {
    ends = List.copyOf(ends);
  }

  /**
   * The end of one request.
   *
   * @param key its identity
   * @param ticket where it was asked
   * @param status its ending
   * @param code the kind's own word for it: why it was rejected, or a verdict; may be empty
   * @param ref what was made, by its name in the other system; empty when nothing was
   * @param reason why, for people
   */
  public record End(
      String key, String ticket, CaseStatus status, String code, String ref, String reason) {}
}
