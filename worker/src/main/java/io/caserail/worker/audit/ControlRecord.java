package io.caserail.worker.audit;

import io.caserail.activities.zendesk.ControlEntry;
import io.caserail.activities.zendesk.ControlLog;
import io.caserail.activities.zendesk.ControlMark;
import io.caserail.activities.zendesk.Controls;
import io.caserail.model.CaseKind;
import io.caserail.model.TicketId;
import io.caserail.port.OutageSaid;
import io.caserail.worker.config.PauseMacros;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on record who pauses, resumes, holds and releases, as it is read. Each word is put on record
 * once by a process, and readers take the first line of several. Whatever stops or lets go is never
 * held up by a record that can't be written.
 */
public final class ControlRecord {
  private static final Logger log = LoggerFactory.getLogger(ControlRecord.class);

  private final AuditSink sink;
  private final String policyHash;
  private final InstantSource clock;
  private final Set<String> known = new HashSet<>();

  public ControlRecord(AuditSink sink, String policyHash, InstantSource clock) {
    this.sink = sink;
    this.policyHash = policyHash;
    this.clock = clock;
  }

  /** The same ticket of controls, whose words are put on record. */
  public Controls of(Controls ticket, TicketId number, Map<CaseKind, PauseMacros> macros) {
    return new Controls() {
      @Override
      public ControlLog read() {
        ControlLog said = ticket.read();
        said.entries().forEach(entry -> note(entry, number, macros));
        return said;
      }

      @Override
      public void write(ControlLog read, ControlMark mark, List<String> note) {
        ticket.write(read, mark, note);
      }
    };
  }

  /** A lead has held what waits for an upstream, or has let it go. */
  void note(OutageSaid said) {
    append(said.what(), said.system(), "", said.audit(), said.by(), said.at());
  }

  private void note(ControlEntry entry, TicketId ticket, Map<CaseKind, PauseMacros> macros) {
    ControlMark mark = entry.mark();
    if (mark == null) {
      macros.forEach(
          (kind, of) -> {
            if (of.pause().contains(entry.macro())) {
              note("pause", kind, ticket, entry, entry.author());
            } else if (of.resume().contains(entry.macro())) {
              note("resume", kind, ticket, entry, entry.author());
            }
          });
    } else if (mark.what() == ControlMark.What.PAUSED) {
      boolean brake = mark.by().equals(ControlMark.BRAKE);
      note(brake ? "brake" : "pause", mark.about(), ticket, entry, brake ? "" : mark.by());
    } else if (mark.what() == ControlMark.What.ENDED) {
      note("resumed", mark.about(), ticket, entry, "");
    }
  }

  private void note(String what, CaseKind kind, TicketId ticket, ControlEntry entry, String actor) {
    String about = kind.name().toLowerCase(Locale.ROOT);
    append(what, about, ticket.value(), entry.audit(), actor, entry.at());
  }

  private void append(
      String what, String about, String ticket, String audit, String actor, Instant said) {
    String word = what + " " + about + " " + audit + " " + said;
    synchronized (known) {
      if (!known.add(word)) {
        return;
      }
    }
    try {
      sink.append(
          ControlLine.of(what, about, ticket, audit, actor, said, policyHash, clock.instant()));
    } catch (UncheckedIOException e) {
      // It is read again with the next look.
      synchronized (known) {
        known.remove(word);
      }
      log.warn("the record lacks a line; event=control what={} about={}", what, about, e);
    }
  }
}
