package io.caserail.activities.zendesk;

import io.caserail.activities.zendesk.TicketAudit.Change;
import io.caserail.model.CaseKind;
import io.caserail.port.TicketState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's audits, folded from the first to the last: which commands were given, with the values
 * that the fields had then, and what our own writes have used up. Only marks by our own user count.
 *
 * <p>An audit gives a command when it sets the command field to an option that we know, or when it
 * names one of our macros while the field holds such an option already: the same macro twice in a
 * row changes no value.
 */
final class TicketHistory {
  private static final String REQUESTER = "requester_id";

  private final ZendeskFields fields;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, Boolean> theirs = new HashMap<>();
  private final List<CommandAudit> commands = new ArrayList<>();
  private final List<ViewMark> marks = new ArrayList<>();
  private final List<ShownEnding> endings = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private final Map<String, Boolean> told = new HashMap<>();
  private @Nullable CommandAudit holder;
  private String requester;
  private @Nullable Instant requesterSince;

  TicketHistory(List<TicketAudit> audits, ZendeskFields fields, String integrationUser) {
    this.fields = fields;
    this.requester = firstRequester(audits);
    for (TicketAudit audit : audits) {
      if (audit.creation()) {
        // A follow-up begins with its own values, whatever the closed ticket held.
        values.clear();
        theirs.clear();
        holder = null;
      }
      for (Change change : audit.changes()) {
        if (change.field().equals(REQUESTER)) {
          requester = change.value();
          requesterSince = audit.creation() ? requesterSince : audit.at();
        }
      }
      boolean ours = audit.author().equals(integrationUser);
      audit.changes().forEach(change -> values.put(change.field(), change.value()));
      audit.changes().forEach(change -> theirs.put(change.field(), !ours));
      if (ours) {
        addOurs(audit);
      } else {
        addTheirs(audit);
      }
    }
  }

  /** Whose ticket it is before the log says so; empty where it never names anybody. */
  private static String firstRequester(List<TicketAudit> audits) {
    return audits.stream()
        .flatMap(audit -> audit.changes().stream())
        .filter(change -> change.field().equals(REQUESTER))
        .findFirst()
        .map(Change::previous)
        .orElse("");
  }

  /** Every command that was ever given, oldest first. */
  List<CommandAudit> commands() {
    return List.copyOf(commands);
  }

  /** When the ticket became its customer's who was not its first one; null otherwise. */
  @Nullable Instant requesterSince() {
    return requesterSince;
  }

  /** Whether one of our writes names the command. */
  boolean isUsed(CommandAudit command) {
    return used.contains(command.commandId());
  }

  /** Whether our writes name what this one uses up, and the same view what it leaves. */
  boolean holds(ViewMark mark) {
    return used.containsAll(mark.commands())
        && (mark.left().isEmpty()
            || marks.stream()
                .filter(mark::isOfSameView)
                .anyMatch(other -> other.left().containsAll(mark.left())));
  }

  /** The marks of our writes, oldest first. */
  List<ViewMark> marks() {
    return List.copyOf(marks);
  }

  /** What our writes say has ended with nothing done, oldest first. */
  List<ShownEnding> endings() {
    return List.copyOf(endings);
  }

  /** The highest revision that a mark carries; 0 where there is none. */
  long revision() {
    return marks.stream().mapToLong(ViewMark::revision).max().orElse(0);
  }

  /** The command whose value stands in the field now; null when it is empty or not ours. */
  @Nullable CommandAudit holder() {
    return holder;
  }

  /** Whether the customer could read what this mark stands for; null when it was not written. */
  @Nullable Boolean told(String mark) {
    return told.get(mark);
  }

  /** Whether the field holds something that anybody else has put there. */
  boolean isTheirs(long field) {
    return !value(field).isBlank() && theirs.getOrDefault(Long.toString(field), false);
  }

  private void addOurs(TicketAudit audit) {
    if (!audit.told().isEmpty()) {
      told.put(audit.told(), audit.spoken());
    }
    ViewMark mark = audit.mark();
    if (mark != null) {
      marks.add(mark);
      used.addAll(mark.commands());
      TicketState state = mark.state();
      if (state != null && state.isEnding() && state != TicketState.DONE) {
        endings.add(new ShownEnding(mark.about(), mark.key(), audit.at(), used));
      }
    }
    if (fields.commandOf(value(fields.command())) == null) {
      holder = null;
    }
  }

  private void addTheirs(TicketAudit audit) {
    String commandField = Long.toString(fields.command());
    List<Change> changes =
        audit.changes().stream().filter(c -> c.field().equals(commandField)).toList();
    CommandOption option = fields.commandOf(value(fields.command()));
    String macro = macro(audit, option);
    if (option == null) {
      holder = null;
    } else if (!changes.isEmpty() || fields.isOurs(macro)) {
      boolean byRule = changes.stream().anyMatch(Change::byRule);
      FieldValues held = fields.values(option, this::value);
      CommandAudit command =
          new CommandAudit(
              audit,
              option,
              macro,
              byRule,
              shown(option.about()),
              asked(option.about()),
              requester,
              held);
      commands.add(command);
      holder = command;
    }
  }

  private List<ViewMark> shown(CaseKind about) {
    return marks.stream().filter(mark -> mark.about() == about).toList();
  }

  private List<String> asked(CaseKind about) {
    return commands.stream()
        .filter(command -> command.option().about() == about)
        .filter(command -> command.option().kind().isRequest() && !isUsed(command))
        .map(command -> command.values().object())
        .toList();
  }

  /**
   * Whoever has taken the wrong macro applies the right one before they submit: both stand there.
   */
  private String macro(TicketAudit audit, @Nullable CommandOption option) {
    List<String> macros = audit.macros();
    return macros.stream()
        .filter(macro -> option != null && fields.isOf(option, macro))
        .findFirst()
        .or(() -> macros.stream().filter(fields::isOurs).findFirst())
        .or(() -> macros.stream().findFirst())
        .orElse("");
  }

  /** What the field holds now; empty when nothing. */
  String value(long field) {
    return values.getOrDefault(Long.toString(field), "");
  }
}
