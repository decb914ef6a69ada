package io.caserail.record;

import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case, as people see it; the answer of the query {@code view}.
 *
 * @param kind what it changes
 * @param object the object it locks
 * @param status the worst status of its requests; of several that have ended, the last one's
 * @param ticketsBehind tickets that do not show the newest view yet
 * @param standing the id of the standing block, which decisions about the case as such answer
 * @param always what may be said about the case as such; empty when nothing is being served
 * @param requests its requests, oldest first
 * @param triedEvery about how often what waits for a system is tried by itself, where that system
 *     asks for no longer pause; null where that is not what is waited for
 */
public record CaseView(
    CaseKind kind,
    String object,
    CaseStatus status,
    List<String> ticketsBehind,
    String standing,
    List<DecisionKind> always,
    List<RequestView> requests,
    @Nullable Duration triedEvery) {
  public CaseView {
    always = List.copyOf(always);
    ticketsBehind = List.copyOf(ticketsBehind);
    requests = List.copyOf(requests);
  }
}
