package io.caserail.activities.zendesk;

import io.caserail.activities.http.Doc;
import io.caserail.port.SweepCursor;
import java.util.List;

/**
 * A page of the cursor export.
 *
 * @param tickets what has changed, the oldest change first; deleted ones too
 * @param after where the next page begins
 * @param last whether that one is empty as yet
 */
record ExportPage(List<Doc> tickets, SweepCursor after, boolean last) {
  ExportPage {
    tickets = List.copyOf(tickets);
  }
}
