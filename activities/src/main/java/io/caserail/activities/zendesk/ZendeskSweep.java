package io.caserail.activities.zendesk;

import io.caserail.activities.http.CursorLook;
import io.caserail.activities.http.CursorLook.Seen;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.SweepWatch;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.SweepActivities;
import io.caserail.port.SweepCursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for tickets whose command field is filled, and among those that have changed for commands
 * that have left the field unread. A hint that can't be brought does not keep the others back; the
 * next look brings it again.
 */
public final class ZendeskSweep implements SweepActivities {
  private static final Logger log = LoggerFactory.getLogger(ZendeskSweep.class);

  private final ZendeskClient client;
  private final ZendeskFields fields;
  private final HintSink sink;
  private final FilledCommands filled;
  private final ChangedTickets changed;
  private final Duration every;
  private final InstantSource clock;
  private final SweepWatch watch;

  /** When this process has first seen each command that still stands in its ticket's field. */
  private volatile Map<String, Instant> unread = Map.of();

  /**
   * A sweep.
   *
   * @param open the tickets of open cases
   * @param every the pause between two looks
   */
  public ZendeskSweep(
      ZendeskClient client,
      ZendeskFields fields,
      ZendeskSettings settings,
      HintSink sink,
      Supplier<List<TicketId>> open,
      Duration every,
      InstantSource clock,
      SweepWatch watch) {
    this.client = client;
    this.fields = fields;
    this.sink = sink;
    this.filled = new FilledCommands(client, fields, settings);
    this.changed = new ChangedTickets(client, fields, settings, sink, open, clock);
    this.every = every;
    this.clock = clock;
    this.watch = watch;
  }

  @Override
  public SweepCursor sweepTickets(SweepCursor from) {
    return CursorLook.look(from, every, clock, client.failures(), this::look);
  }

  private Seen look(SweepCursor from) {
    Instant now = clock.instant();
    int hints = commands(now);
    ChangedTickets.Found found = changed.look(from);
    watch.seen(client.failures().system(), now);
    return new Seen(
        found.upTo(),
        "found " + hints + " filled command fields and " + found.hints() + " commands without one",
        found.more());
  }

  private int commands(Instant now) {
    int hints = 0;
    Map<String, Instant> stillUnread = new HashMap<>();
    for (Doc ticket : filled.find()) {
      TicketFields values = new TicketFields(ticket, fields);
      CommandOption option = fields.commandOf(values.command());
      if (option != null) {
        CaseKind kind = option.about();
        hint(kind, new TicketId(ticket.text("id")), object(values.values(kind)));
        hints++;
        String command = ticket.text("id") + " " + values.command();
        stillUnread.put(command, unread.getOrDefault(command, now));
      }
    }
    unread = stillUnread;
    Instant oldest = stillUnread.values().stream().min(Comparator.naturalOrder()).orElse(now);
    watch.unread(Duration.between(oldest, now));
    return hints;
  }

  private void hint(CaseKind kind, TicketId ticket, @Nullable ObjectId object) {
    try {
      sink.hint(kind, ticket, object);
    } catch (RuntimeException e) {
      log.warn("a hint was not brought; the next look brings it; ticketId={}", ticket, e);
    }
  }

  /** What the fields name; null when that is empty or malformed. */
  static @Nullable ObjectId object(FieldValues values) {
    try {
      return new ObjectId(values.object());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
