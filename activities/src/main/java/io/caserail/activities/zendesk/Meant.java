package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import io.caserail.port.CommandKind;
import io.caserail.port.SaidBy;
import io.caserail.port.TicketState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of a ticket's cases a command is about, as the ticket stood when it was given: the one
 * whose number its author has put first into the by-hand reference; else the only one that it can
 * be about. A word that can be about several counts for none of them.
 *
 * @param object the number of that case; empty where the ticket does not tell
 * @param field what the field for the object holds for it; empty where the ticket does not tell
 * @param refusal why it does not count as it stands there; null where it may count
 */
public record Meant(String object, String field, @Nullable String refusal) {
  /** It is about no case in particular. */
  public static final Meant NONE = new Meant("", "", null);

  static Meant of(CommandAudit command) {
    CommandKind kind = command.option().kind();
    if (kind.isRequest()) {
      return NONE;
    }
    String inField = command.values().object();
    Map<String, String> may = asked(command, named(command, inField), inField);
    String first = takesName(kind) ? firstWord(command.values().reference()) : "";
    String held = may.get(first);
    if (held != null) {
      return new Meant(first, held, null);
    }
    SaidBy other = named(command, "").get(first);
    // What stands there from before names nothing for whoever withdraws.
    if (other != null && kind == CommandKind.DONE_BY_HAND) {
      return inField.isBlank() || other.field().equals(inField)
          ? new Meant(first, other.field(), null)
          : new Meant("", "", contradicts(command.option().about(), other, inField));
    }
    if (may.size() == 1) {
      Map.Entry<String, String> only = may.entrySet().iterator().next();
      return new Meant(only.getKey(), only.getValue(), null);
    }
    Set<String> fields = new TreeSet<>(may.values());
    if (kind == CommandKind.WHERE_IS_IT || (fields.size() < 2 && !takesName(kind))) {
      return NONE;
    }
    return may.isEmpty() ? NONE : new Meant("", "", several(command.option().about(), fields, may));
  }

  /** The same, which does not count for that reason either; null for none. */
  Meant unless(@Nullable String why) {
    return refusal == null ? new Meant(object, field, why) : this;
  }

  /**
   * The reference without the number of the case in front of it. The number of a cancellation's or
   * verification's object may be what was asked for.
   */
  String reference(CommandAudit command) {
    String said = command.values().reference();
    String rest = said.strip();
    boolean named =
        command.option().about() == CaseKind.REFUND && takesName(command.option().kind());
    return named && !object.isEmpty() && firstWord(rest).equals(object)
        ? rest.substring(object.length()).strip()
        : said;
  }

  /** Whoever says one of these may have something to say in the by-hand reference. */
  private static boolean takesName(CommandKind kind) {
    return kind == CommandKind.DONE_BY_HAND || kind == CommandKind.WITHDRAW;
  }

  private static String firstWord(String text) {
    return text.strip().split("\\s", 2)[0];
  }

  /** The cases that have said something in the ticket, by their number. */
  private static Map<String, SaidBy> named(CommandAudit command, String inField) {
    return command.shown().stream()
        .flatMap(mark -> Stream.ofNullable(mark.by()))
        .filter(by -> !by.object().isEmpty())
        .filter(by -> inField.isBlank() || by.field().equals(inField))
        .collect(
            Collectors.toMap(SaidBy::object, by -> by, (first, more) -> more, LinkedHashMap::new));
  }

  /** The cases that it can be about, by their number, with what the field holds for them. */
  private static Map<String, String> asked(
      CommandAudit command, Map<String, SaidBy> named, String inField) {
    Map<String, ViewMark> newest = new LinkedHashMap<>();
    for (ViewMark mark : command.shown()) {
      if (mark.state() != null) {
        newest.put(mark.key(), mark);
      }
      mark.left().forEach(newest::remove);
    }
    Map<String, String> may = new LinkedHashMap<>();
    for (ViewMark mark : newest.values()) {
      SaidBy by = mark.by();
      if (by != null && !by.ended() && mayAnswer(command.option(), mark.state())) {
        named.values().stream()
            .filter(one -> one.about().equals(by.about()))
            .forEach(one -> may.put(one.object(), one.field()));
      }
    }
    if (mayAnswer(command.option(), TicketState.WORKING)) {
      command.asked().stream()
          .filter(object -> !object.isBlank())
          .filter(object -> inField.isBlank() || object.equals(inField))
          .forEach(object -> may.put(object, object));
    }
    return may;
  }

  /** Whether a case that shows this may wait for such a word. */
  private static boolean mayAnswer(CommandOption said, @Nullable TicketState shown) {
    if (shown == null || shown.isEnding()) {
      return false;
    }
    boolean settled = said.about() == CaseKind.REFUND;
    return switch (said.kind()) {
      case WHERE_IS_IT -> true;
      case APPROVE, REFUSE ->
          shown == TicketState.NEEDS_APPROVAL || shown == TicketState.NEEDS_PERSON;
      case CHECKED_FOUND, CHECKED_NONE -> shown == TicketState.CHECK_NEEDED;
      // A refund that was accepted can't be taken back, and one that failed can't be tried again.
      case WITHDRAW, DONE_BY_HAND -> !(settled && shown == TicketState.PENDING);
      default -> !(settled && shown == TicketState.FAILED);
    };
  }

  private static String contradicts(CaseKind kind, SaidBy first, String inField) {
    return "By-hand reference begins with "
        + first.object()
        + ", and "
        + kind.field()
        + " holds "
        + inField
        + "; make both name the same one and apply the macro again";
  }

  private static String several(CaseKind kind, Set<String> fields, Map<String, String> may) {
    String first = "more than one case of this ticket can be meant. ";
    if (fields.size() > 1) {
      return first
          + "Put the one it is about into "
          + kind.field()
          + " ("
          + String.join(" or ", fields)
          + ") and apply the macro again";
    }
    return first
        + "Begin By-hand reference with the number of the one it is about ("
        + String.join(" or ", may.keySet())
        + ") and apply the macro again";
  }
}
