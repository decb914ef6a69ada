package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import org.jspecify.annotations.Nullable;

/** Where commands that were found in a ticket are brought: the case of their kind and object. */
@FunctionalInterface
public interface HintSink {
  /**
   * Says that a command stands in a ticket. Said again on every look until it was dealt with.
   *
   * @param kind which kind of case the command is for
   * @param object what that kind's object field names; null when that is empty or malformed
   */
  void hint(CaseKind kind, TicketId ticket, @Nullable ObjectId object);
}
