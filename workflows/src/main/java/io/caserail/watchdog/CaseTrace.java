package io.caserail.watchdog;

import io.caserail.model.CaseKind;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.ShowRequest;
import io.caserail.watchdog.Finding.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the history of a run says to somebody who can't ask its worker.
 *
 * @param caseId its workflow id
 * @param runId which run
 * @param kind what it changes
 * @param object the object that it locks
 * @param named the tickets that it was told of
 * @param shown the newest view of each of its requests that it has asked for
 * @param undone since when it has had a workflow task that nobody has completed; null where none
 * @param failing whether that task has failed
 * @param over whether it has ended properly
 * @param end how it was closed in Temporal, in a word for people, when that was not by its own end;
 *     null while it is open, and where it has ended properly
 * @param endedAt when; null where {@code end} is
 * @param resetAt when it was made to begin again from an earlier point; null where it never was
 * @param resetOf the run that it goes on from since; empty where it never was
 */
public record CaseTrace(
    String caseId,
    String runId,
    CaseKind kind,
    String object,
    List<TicketId> named,
    List<Shown> shown,
    @Nullable Instant undone,
    boolean failing,
    boolean over,
    @Nullable String end,
    @Nullable Instant endedAt,
    @Nullable Instant resetAt,
    String resetOf) {
  public CaseTrace {
    named = List.copyOf(named);
    shown = List.copyOf(shown);
  }

  /**
   * A view that the case has asked for; or that it took over from another, and has said nothing
   * since.
   *
   * @param at when
   * @param written whether the ticket system has answered that it is there
   */
  public record Shown(ShowRequest request, Instant at, boolean written) {
    TicketId ticket() {
      return request.ticket();
    }

    RequestKey key() {
      return request.key();
    }

    /** Whether the request is over and its ticket says so. */
    public boolean isOver() {
      return isEnding() && written;
    }

    boolean isEnding() {
      return request.view().state() == null || request.view().state().isEnding();
    }
  }

  /** Whether its run goes on. */
  public boolean isOpen() {
    return !over && end == null;
  }

  /**
   * Whether this run has spoken, since the other one was ended, about all that was open there: a
   * reset may go back to before a request was read, and its command counts as used by then.
   */
  public boolean hasTakenOver(CaseTrace ended) {
    return ended.shown().stream()
        .filter(open -> !open.isEnding())
        .allMatch(
            open ->
                shown.stream()
                    .anyMatch(
                        own ->
                            own.key().equals(open.key())
                                && ended.endedAt() != null
                                && own.at().isAfter(ended.endedAt())));
  }

  /**
   * What is wrong with it.
   *
   * @param patience how long a workflow task may wait until nobody is said to care for it
   */
  public List<Finding> findings(Instant now, Duration patience) {
    List<Finding> found = new ArrayList<>();
    if (resetAt != null) {
      found.add(new Finding(What.RESET, resetAt));
    }
    if (end != null && endedAt != null) {
      found.add(new Finding(What.ENDED, endedAt));
    } else if (undone != null && undone.plus(patience).isBefore(now)) {
      found.add(new Finding(failing ? What.FAILING : What.NOT_TAKEN_UP, undone));
    }
    return found;
  }
}
