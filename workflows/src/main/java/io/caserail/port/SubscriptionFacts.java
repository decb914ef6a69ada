package io.caserail.port;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as its source of truth shows it now.
 *
 * @param system the billing system's name as people know it
 * @param subscription its id
 * @param found false when there is no such subscription; the rest is then empty
 * @param customer whose it is
 * @param status where it is
 * @param since when it began
 * @param termEnds the end of the term that is paid for
 * @param operation the operation id of the scheduled end in its metadata; empty when it is not ours
 * @param access the id of the access that it pays for; empty for none
 * @param payment the newest payment made for it; empty for none
 * @param paid how much that was; null for none
 */
public record SubscriptionFacts(
    String system,
    ObjectId subscription,
    boolean found,
    PersonTag customer,
    Status status,
    Instant since,
    Instant termEnds,
    String operation,
    String access,
    String payment,
    @Nullable Money paid) {

  /** Where a subscription is. */
  public enum Status {
    /** Billed term after term. */
    RUNNING,
    /** Paid to the end of its term, and not billed again. */
    ENDING,
    /** Over. */
    ENDED,
    /** Not billed, and neither running nor over: paused, incomplete, unpaid. */
    HELD
  }
}
