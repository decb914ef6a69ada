package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.model.TicketId;
import java.util.ArrayList;
import java.util.List;

/**
 * A ticket, and the follow-ups in which we went on once it was closed. The cases know all of them
 * by the first one's number: what is said in a follow-up is said about what was asked before.
 *
 * @param id the first one's number
 * @param parts the first ticket and its follow-ups, oldest first; never empty
 */
record TicketThread(TicketId id, List<Part> parts) {
  /** One ticket with its audits, oldest first. */
  record Part(Doc ticket, List<TicketAudit> audits) {
    Part {
      audits = List.copyOf(audits);
    }

    TicketId id() {
      return new TicketId(ticket.text("id"));
    }
  }

  TicketThread {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a thread has at least one ticket");
    }
  }

  Doc first() {
    return parts.get(0).ticket();
  }

  /** The ticket that people work in now. */
  Part last() {
    return parts.get(parts.size() - 1);
  }

  boolean isClosed() {
    return last().ticket().text("status").equals("closed");
  }

  /** Every audit of every part, in the order of the parts. */
  List<TicketAudit> audits() {
    return parts.stream().flatMap(part -> part.audits().stream()).toList();
  }

  /** With its last part as it is now. */
  TicketThread now(Part last) {
    List<Part> changed = new ArrayList<>(parts);
    changed.set(parts.size() - 1, last);
    return new TicketThread(id, changed);
  }

  TicketThread with(Part newest) {
    List<Part> more = new ArrayList<>(parts);
    more.add(newest);
    return new TicketThread(id, more);
  }
}
