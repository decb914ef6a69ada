package io.caserail.engine;

import io.caserail.port.TicketView;

/** What a case says in its ticket about its waits. */
public interface Voice {
  /** The view for a wait of the request that is being served. */
  TicketView waiting(Block block);
}
