package io.caserail.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One quarantined event in a list.
 *
 * @param entryId the workflow id
 * @param source who sent it
 * @param clause what of the contract it broke when it arrived
 * @param status {@code HELD} or {@code ESCALATED}
 * @param owner who has to act
 * @param since when it was put aside
 * @param due when somebody else is asked as well; null where nothing is due
 */
public record QuarantineSummary(
    String entryId,
    String source,
    String clause,
    String status,
    String owner,
    Instant since,
    @Nullable Instant due) {

  /** The same, by what it breaks now. */
  public QuarantineSummary breaking(String now) {
    return new QuarantineSummary(entryId, source, now, status, owner, since, due);
  }
}
