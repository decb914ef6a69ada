package io.caserail.record;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request of a case, as people see it.
 *
 * @param key its identity
 * @param ticket where it was asked
 * @param what what was asked, for example {@code refund 24.90 EUR of pi_3Q}
 * @param amount how much it is about; null where that is not known, or it is about no amount
 * @param requester who asked
 * @param at when
 * @param status where it is
 * @param reference the effect's reference; empty while there is none
 * @param block why it waits; null when it does not
 * @param steps the ledger: what is known of each step, in the order in which they began
 * @param undo what 'compensate' would take back, in its order; a line that begins with "can't" says
 *     why nothing can be taken back any more
 * @param record what happened, oldest first
 */
public record RequestView(
    String key,
    String ticket,
    String what,
    @Nullable Money amount,
    String requester,
    Instant at,
    CaseStatus status,
    String reference,
    @Nullable Block block,
    List<StepLine> steps,
    List<String> undo,
    List<Entry> record) {
  public RequestView {
    steps = List.copyOf(steps);
    undo = List.copyOf(undo);
    record = List.copyOf(record);
  }
}
