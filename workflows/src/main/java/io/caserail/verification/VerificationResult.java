package io.caserail.verification;

import io.caserail.model.CaseStatus;
import java.util.List;

/**
 * How the requests of a run ended.
 *
 * @param ends one line per request, oldest first; empty when there was nothing to do
 */
public record VerificationResult(List<End> ends) {
  public VerificationResult {
    ends = List.copyOf(ends);
  }

  /**
   * The end of one request.
   *
   * @param key its identity
   * @param ticket where it was asked
   * @param status its ending
   * @param verdict {@code verified}, {@code not_verified}; empty when there is none
   * @param session the last session at the provider; empty when none was opened
   * @param reason why, for people
   */
  public record End(
      String key,
      String ticket,
      CaseStatus status,
      String verdict,
      String session,
      String reason) {}
}
