package io.caserail.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One case in a list.
 *
 * @param caseId the workflow id
 * @param kind what it changes, in capitals
 * @param status its {@code CaseStatus}; empty where the server does not tell
 * @param owner who has to act
 * @param faultDomain whose fault the wait is; empty where it does not wait
 * @param upstream the system that it waits for, as people know it; empty where it waits for none
 * @param cause the short code of why it waits; empty where it does not wait
 * @param tickets the tickets concerned
 * @param since when it was started
 * @param due when it becomes late; null where nothing is due
 * @param late whether it is late already
 * @param open whether it still runs
 */
public record CaseSummary(
    String caseId,
    String kind,
    String status,
    String owner,
    String faultDomain,
    String upstream,
    String cause,
    List<String> tickets,
    Instant since,
    @Nullable Instant due,
    boolean late,
    boolean open) {
  /** The codes of {@code UPSTREAM_AWAY} and {@code IN_DOUBT}, as blocks have them. */
  private static final List<String> AWAY = List.of("upstream_away", "in_doubt");

  /** The same, and the code of {@code PAUSED}: a lead holds what is sent to the upstream. */
  static final List<String> WAITS = List.of("upstream_away", "in_doubt", "paused");

  public CaseSummary {
    tickets = List.copyOf(tickets);
  }

  /** Whether it is late then. A case whose worker is dead can't say that its time is over. */
  public boolean isLateAt(Instant now) {
    return late || (open && due != null && due.isBefore(now));
  }

  /** Whether it waits because its upstream does not take, or does not answer, what is sent. */
  public boolean waitsForUpstream() {
    return open && !upstream.isEmpty() && AWAY.contains(cause);
  }
}
