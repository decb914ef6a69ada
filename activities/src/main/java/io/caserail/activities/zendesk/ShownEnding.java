package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import java.time.Instant;
import java.util.Set;

/**
 * That a ticket says of a request that it has ended and nothing came of it: withdrawn, refused,
 * rejected or expired.
 *
 * @param about the request's kind of case
 * @param key the request's key
 * @param at when we wrote it, in whole seconds
 * @param used the ids of the commands that our writes had used up by then, this one included: of a
 *     command that came while it was on its way it says nothing
 */
public record ShownEnding(CaseKind about, String key, Instant at, Set<String> used) {
  public ShownEnding {
    used = Set.copyOf(used);
  }
}
