package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.model.CaseKind;
import io.caserail.model.TicketId;
import io.caserail.port.SweepCursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds commands that stand in a ticket's audits although the field is empty again: somebody else
 * has emptied it before they were read. The cursor export names every ticket that has changed, a
 * minute behind. It is for admins only; without it the tickets of open cases are looked at, and a
 * command that starts a case and leaves the field unread is missed where its webhook is lost.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/">Zendesk:
 *     incremental exports</a>, 10 calls a minute
 */
final class ChangedTickets {
  private static final Logger log = LoggerFactory.getLogger(ChangedTickets.class);
  private static final Duration APART = Duration.ofSeconds(10);
  private static final Duration FORBIDDEN = Duration.ofHours(1);

  /** As far back as the payment system's events, where no place is known: a long weekend. */
  private static final Duration FIRST = Duration.ofDays(3);

  private static final int MOST_OPEN = 1_000;
  private static final int MOST_AT_ONCE = 20;

  private final ZendeskClient client;
  private final ZendeskFields fields;
  private final TicketThreads threads;
  private final String integrationUser;
  private final HintSink sink;
  private final Supplier<List<TicketId>> open;
  private final InstantSource clock;
  private volatile Instant next = Instant.MIN;
  private volatile Instant allowed = Instant.MIN;
  private volatile Map<String, String> known = Map.of();

  /**
   * Looks of an account.
   *
   * @param open the tickets of open cases
   */
  ChangedTickets(
      ZendeskClient client,
      ZendeskFields fields,
      ZendeskSettings settings,
      HintSink sink,
      Supplier<List<TicketId>> open,
      InstantSource clock) {
    this.client = client;
    this.fields = fields;
    this.threads = new TicketThreads(client, fields, settings.integrationUser());
    this.integrationUser = settings.integrationUser();
    this.sink = sink;
    this.open = open;
    this.clock = clock;
  }

  /**
   * What a look has come to.
   *
   * @param hints how many commands it has found and brought
   * @param upTo where the next one begins; where it began, if something could not be brought
   */
  record Found(int hints, SweepCursor upTo, boolean more) {}

  Found look(SweepCursor from) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return new Found(0, from, false);
    }
    next = now.plus(APART);
    if (now.isBefore(allowed)) {
      return new Found(ofOpenCases(), from, false);
    }
    Optional<ExportPage> page = client.changed(from, now.minus(FIRST));
    if (page.isEmpty()) {
      allowed = now.plus(FORBIDDEN);
      log.warn("the sweep may not use the cursor export; it looks at the tickets of open cases");
      return new Found(ofOpenCases(), from, false);
    }
    int hints = 0;
    for (Doc ticket : page.get().tickets()) {
      hints += unread(ticket);
    }
    return new Found(hints, page.get().after(), !page.get().last());
  }

  /** Those that have changed since the last look of this process, a few at a time. */
  private int ofOpenCases() {
    List<TicketId> ids = open.get();
    Map<String, String> seen = new HashMap<>();
    int hints = 0;
    int looks = 0;
    for (Doc ticket : client.tickets(ids.subList(0, Math.min(MOST_OPEN, ids.size())))) {
      String id = ticket.text("id");
      String stamp = ticket.text("updated_at");
      boolean changed = !stamp.equals(known.get(id));
      if (changed && looks < MOST_AT_ONCE) {
        hints += unread(ticket);
        looks++;
      }
      if (!changed || looks < MOST_AT_ONCE) {
        seen.put(id, stamp);
      }
    }
    known = Map.copyOf(seen);
    return hints;
  }

  /**
   * Hints at each command of a ticket that no write of ours names; those in the field are known.
   */
  private int unread(Doc ticket) {
    TicketFields values = new TicketFields(ticket, fields);
    boolean concerned =
        fields.kinds().keySet().stream().anyMatch(kind -> !values.values(kind).object().isEmpty());
    if (!concerned || !values.command().isEmpty() || isOver(ticket)) {
      return 0;
    }
    TicketId id = new TicketId(ticket.text("id"));
    TicketHistory history =
        threads
            .find(id)
            .map(thread -> new TicketHistory(thread.audits(), fields, integrationUser))
            .orElse(new TicketHistory(List.of(), fields, integrationUser));
    int hints = 0;
    for (CommandAudit command : history.commands()) {
      if (!history.isUsed(command)) {
        CaseKind kind = command.option().about();
        sink.hint(kind, id, ZendeskSweep.object(command.values()));
        hints++;
      }
    }
    return hints;
  }

  /** Nothing is asked for in a ticket that takes no update any more. */
  private static boolean isOver(Doc ticket) {
    String status = ticket.text("status");
    return status.equals("closed") || status.equals("deleted");
  }
}
