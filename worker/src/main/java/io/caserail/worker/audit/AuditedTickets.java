package io.caserail.worker.audit;

import io.caserail.port.Command;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on record which commands were read and what tickets were made to show: by that the weekly
 * page knows how long people and systems were waited for. Nothing depends on these lines but that
 * page, so that a record which can't be written holds up no ticket; it does hold up sends.
 *
 * <p>A ticket is read again and again: a command is put on record once by a process, and readers of
 * the record take the first line of several.
 */
public final class AuditedTickets implements TicketActivities {
  private static final Logger log = LoggerFactory.getLogger(AuditedTickets.class);
  private static final int MOST_KNOWN = 20_000;

  private final TicketActivities tickets;
  private final AuditSink sink;
  private final String policyHash;
  private final InstantSource clock;
  private final Map<String, Boolean> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  public AuditedTickets(
      TicketActivities tickets, AuditSink sink, String policyHash, InstantSource clock) {
    this.tickets = tickets;
    this.sink = sink;
    this.policyHash = policyHash;
    this.clock = clock;
  }

  @Override
  public TicketReading readTicket(ReadTicketRequest request) {
    TicketReading reading = tickets.readTicket(request);
    for (Command command : reading.commands()) {
      if (isNew(command)) {
        append(TicketLine.command(request, command, policyHash, clock.instant()));
      }
    }
    return reading;
  }

  @Override
  public TicketShown showOnTicket(ShowRequest request) {
    TicketShown shown = tickets.showOnTicket(request);
    if (shown.how() == TicketShown.How.WRITTEN) {
      append(TicketLine.shown(request, shown, policyHash, clock.instant()));
    }
    return shown;
  }

  private boolean isNew(Command command) {
    synchronized (known) {
      return known.put(command.id(), true) == null;
    }
  }

  private void append(TicketLine line) {
    try {
      sink.append(line);
    } catch (UncheckedIOException e) {
      log.warn("the record lacks a line; event={} ticketId={}", line.event(), line.ticket(), e);
    }
  }
}
