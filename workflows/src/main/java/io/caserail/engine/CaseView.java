package io.caserail.engine;

import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import java.util.List;

/**
 * A case, as people see it; the answer of the query {@code view}.
 *
 * @param kind what it changes
 * @param object the object it locks
 * @param status the worst status of its requests
 * @param ticketsBehind tickets that do not show the newest view yet
 * @param requests its requests, oldest first
 */
public record CaseView(
    CaseKind kind,
    String object,
    CaseStatus status,
    List<String> ticketsBehind,
    List<RequestView> requests) {
  public CaseView {
    ticketsBehind = List.copyOf(ticketsBehind);
    requests = List.copyOf(requests);
  }
}
