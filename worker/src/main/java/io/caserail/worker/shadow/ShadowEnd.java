package io.caserail.worker.shadow;

import io.caserail.worker.shadow.ShadowRow.Missing;
import io.caserail.worker.shadow.ShadowRow.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * One subscription that was ended on request, and what the rules say of it.
 *
 * @param at when it was asked to end
 * @param atOnce whether it ended then, and not with its term
 * @param ticket where it was asked for; empty where none or several name it
 * @param verdict what Caserail would have done
 * @param because why, in words for people; empty where nothing stood against it
 * @param missing what the rules had to do without
 */
public record ShadowEnd(
    String subscription,
    Instant at,
    boolean atOnce,
    String ticket,
    Verdict verdict,
    String because,
    List<Missing> missing) {
  public ShadowEnd {
    missing = List.copyOf(missing);
  }
}
