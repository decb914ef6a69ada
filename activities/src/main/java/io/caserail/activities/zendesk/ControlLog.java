package io.caserail.activities.zendesk;

import java.util.List;

/**
 * What the ticket of controls says.
 *
 * @param stamp which state of the ticket this is, for a mark that must not overtake another word
 * @param entries oldest first
 */
public record ControlLog(String stamp, List<ControlEntry> entries) {
  public ControlLog {
    entries = List.copyOf(entries);
  }
}
