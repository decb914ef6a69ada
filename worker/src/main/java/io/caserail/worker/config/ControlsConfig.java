package io.caserail.worker.config;

import io.caserail.model.CaseKind;
import io.caserail.model.TicketId;
import java.util.EnumMap;
import java.util.Map;

/**
 * By which ticket people pause and resume.
 *
 * @param ticket the one ticket whose audits count
 * @param macros of each kind that can be paused
 */
public record ControlsConfig(TicketId ticket, Map<CaseKind, PauseMacros> macros) {
  public ControlsConfig {
    macros = Map.copyOf(macros);
    if (macros.isEmpty()) {
      throw new IllegalArgumentException("no kind of case can be paused; name the macros of one");
    }
  }

  static ControlsConfig read(Section section) {
    Map<CaseKind, PauseMacros> macros = new EnumMap<>(CaseKind.class);
    for (CaseKind kind : ZendeskConfig.KINDS) {
      String key = Section.key(kind);
      section.allow(key);
      PauseMacros of = section.has(key) ? section.section(key).build(PauseMacros::read) : null;
      if (of != null) {
        macros.put(kind, of);
      }
    }
    return new ControlsConfig(new TicketId(section.text("ticket")), macros);
  }
}
