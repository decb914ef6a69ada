package io.caserail.sandbox.zendesk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The account's tickets. Guarded by the account's lock. */
final class Tickets {
  private final Map<Long, Ticket> byId = new TreeMap<>();

  void add(Ticket ticket) {
    byId.put(ticket.id(), ticket);
  }

  /** A ticket that callers can see. */
  Ticket get(long id) {
    Ticket found = byId.get(id);
    if (found == null || found.deleted()) {
      throw ZendeskRefusal.notFound();
    }
    return found;
  }

  /** By id, without the deleted ones. */
  List<Ticket> visible() {
    return byId.values().stream().filter(t -> !t.deleted()).toList();
  }

  /** By id, with the deleted ones, as the export has them. */
  List<Ticket> all() {
    return List.copyOf(byId.values());
  }
}
