package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import org.jspecify.annotations.Nullable;

/** Where the sweep brings what it finds: the case of its kind and object. */
@FunctionalInterface
public interface HintSink {
  /**
   * Says that a ticket's command field is filled. Said again on every look until it is empty.
   *
   * @param kind which kind of case the command is for
   * @param object what that kind's object field names; null when that is empty or malformed
   */
  void hint(CaseKind kind, TicketId ticket, @Nullable ObjectId object);
}
