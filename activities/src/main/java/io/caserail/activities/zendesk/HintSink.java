package io.caserail.activities.zendesk;

import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import org.jspecify.annotations.Nullable;

/** Where the sweep brings what it finds: the case of the object, or the ticket's intake. */
@FunctionalInterface
public interface HintSink {
  /**
   * Says that a ticket's command field is filled. Said again on every look until it is empty.
   *
   * @param object what its payment field names; null when that is empty or malformed
   */
  void hint(TicketId ticket, @Nullable ObjectId object);
}
