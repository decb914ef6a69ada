package io.caserail.worker;

import io.caserail.activities.zendesk.ControlEntry;
import io.caserail.activities.zendesk.ControlLog;
import io.caserail.activities.zendesk.ControlMark;
import io.caserail.activities.zendesk.Controls;
import io.caserail.client.OutageClient;
import io.caserail.decision.Verdict;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.outage.OutageState;
import io.caserail.outage.OutageWord;
import io.caserail.worker.config.OutageMacros;
import io.caserail.worker.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What leads say by macro in an outage's ticket. What counts, the outage takes once, by the number
 * of the audit, and tells in its next note; what does not is answered there with why. It is read at
 * each look at the upstream, so that it is heeded within the pause between two. While the ticket
 * can't be read others may decide by command line: a macro that is read late does not undo that.
 */
final class OutageWords {
  private static final Logger log = LoggerFactory.getLogger(OutageWords.class);
  private static final Set<Role> LEADS = EnumSet.of(Role.APPROVER, Role.FINANCE, Role.OPERATOR);

  private static final Duration FRESH = Duration.ofMinutes(5);

  private final OutageClient outages;
  private final OutageMacros macros;
  private final Function<TicketId, Controls> tickets;
  private final Policy policy;
  private final InstantSource clock;

  /**
   * Words by these macros.
   *
   * @param tickets the ticket of an outage, read afresh
   */
  OutageWords(
      OutageClient outages,
      OutageMacros macros,
      Function<TicketId, Controls> tickets,
      Policy policy,
      InstantSource clock) {
    this.outages = outages;
    this.macros = macros;
    this.tickets = tickets;
    this.policy = policy;
    this.clock = clock;
  }

  /** Heeds what is new. What can't be read or answered now is read again by the next look. */
  void heed(String system) {
    try {
      OutageState outage = outages.view(outages.id(system));
      if (!outage.ticket().isEmpty()) {
        heed(outages.id(system), outage, tickets.apply(new TicketId(outage.ticket())));
      }
    } catch (RuntimeException e) {
      log.warn("what leads say about an outage can't be heeded yet; system={}", system, e);
    }
  }

  private void heed(String outageId, OutageState outage, Controls ticket) {
    ControlLog said = ticket.read();
    Set<String> answered =
        said.entries().stream()
            .map(ControlEntry::mark)
            .map(mark -> mark == null ? "" : mark.resumed())
            .collect(Collectors.toSet());
    ControlEntry refused = null;
    String because = "";
    for (ControlEntry entry : said.entries()) {
      if (isOurs(entry) && !answered.contains(entry.audit()) && !outage.hasHeard(entry.audit())) {
        String why = refusal(outageId, outage, entry);
        if (why != null && refused == null) {
          refused = entry;
          because = why;
        }
      }
    }
    if (refused != null) {
      // The ticket has changed by that; the next look answers what is left.
      ticket.write(
          said,
          ControlMark.answered(refused.audit()),
          List.of("Macro by " + name(refused) + " not counted: " + because + "."));
    }
  }

  private boolean isOurs(ControlEntry entry) {
    return macros.hold().contains(entry.macro()) || macros.release().contains(entry.macro());
  }

  /** Why it does not count; null when it was taken. */
  private @Nullable String refusal(String outageId, OutageState outage, ControlEntry entry) {
    if (!policy.channels().contains(entry.channel())) {
      return "it did not come from an agent's own screen";
    }
    if (!entry.isStaff()) {
      return "its author is no active agent";
    }
    List<Role> roles = policy.acting(entry.author(), entry.groups(), entry.at()).roles();
    if (roles.stream().noneMatch(LEADS::contains)) {
      return "that takes the role approver, finance or operator";
    }
    boolean holds = macros.hold().contains(entry.macro());
    String late = outdated(holds, entry.at(), outage.heldSince(), clock.instant());
    if (late != null) {
      return late;
    }
    OutageWord word = new OutageWord(name(entry), entry.audit());
    Verdict verdict = holds ? outages.hold(outageId, word) : outages.release(outageId, word);
    return verdict.accepted() ? null : verdict.reason();
  }

  /** Why a word came too late to be meant as things stand now; null when it did not. */
  static @Nullable String outdated(
      boolean holds, Instant said, @Nullable Instant heldSince, Instant now) {
    if (said.isBefore(now.minus(FRESH))) {
      return "it could not be read within five minutes; if it still holds, say it again";
    }
    return holds || heldSince == null || !said.isBefore(heldSince)
        ? null
        : "the hold is newer than it; if it still holds, say it again";
  }

  /** What an outage takes as a name. */
  private static String name(ControlEntry entry) {
    String plain =
        entry.name().replaceAll("[^\\p{L}\\p{N} ._@-]+", " ").replaceFirst("^[ ._@-]+", "").strip();
    String name = plain.isEmpty() ? "agent " + entry.author() : plain;
    return name.substring(0, Math.min(name.length(), 60));
  }
}
