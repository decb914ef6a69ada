package io.caserail.refund;

import io.caserail.model.CaseStatus;
import java.util.List;

/**
 * How the requests of a run ended.
 *
 * @param ends one line per request, oldest first; empty when there was nothing to do
 */
public record RefundResult(List<End> ends) {
  public RefundResult {
    ends = List.copyOf(ends);
  }

  /**
   * The end of one request.
   *
   * @param key its identity
   * @param ticket where it was asked
   * @param status its ending
   * @param ref the refund in the payment system; empty when none was made
   * @param reason why, for people
   */
  public record End(String key, String ticket, CaseStatus status, String ref, String reason) {}
}
