package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.port.CommandKind;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the account calls things: field ids, the tags of the lists' options, our macros.
 *
 * @param command the list that macros fill and we empty
 * @param state the list that shows where the case is
 * @param waitsFor the list that shows who has to act
 * @param reference the text that shows the effect's reference
 * @param byHand the text in which people give a reference
 * @param states the option for each state; several may share one, an empty one empties the list
 * @param waits the option for each that is waited for; likewise
 * @param kinds what it calls the things of each kind of case that may be asked for in a ticket
 */
public record ZendeskFields(
    long command,
    long state,
    long waitsFor,
    long reference,
    long byHand,
    Map<TicketState, String> states,
    Map<WaitsFor, String> waits,
    Map<CaseKind, KindFields> kinds) {
  private static final String LATE = "_late";

  public ZendeskFields {
    states = Map.copyOf(states);
    waits = Map.copyOf(waits);
    EnumMap<CaseKind, KindFields> ordered = new EnumMap<>(CaseKind.class);
    ordered.putAll(kinds);
    kinds = Collections.unmodifiableMap(ordered);
    if (kinds.isEmpty() || kinds.containsKey(CaseKind.SETTLEMENT)) {
      throw new IllegalArgumentException("what can be asked for in a ticket? " + kinds.keySet());
    }
    List<Long> ids = new ArrayList<>(List.of(command, state, waitsFor, reference, byHand));
    kinds.values().forEach(kind -> ids.addAll(kind.inputs()));
    decisionReasons(kinds).forEach(ids::add);
    if (ids.stream().anyMatch(id -> id < 1)) {
      throw new IllegalArgumentException("a field id is missing: " + ids);
    }
    if (new HashSet<>(ids).size() < ids.size()) {
      throw new IllegalArgumentException("two fields have the same id: " + ids);
    }
    requireAll("states", EnumSet.allOf(TicketState.class), states.keySet());
    requireAll("waits", EnumSet.allOf(WaitsFor.class), waits.keySet());
    List<Collection<String>> lists = new ArrayList<>(List.of(states.values(), waits.values()));
    for (KindFields kind : kinds.values()) {
      lists.add(kind.commands().keySet());
      lists.add(kind.reasons().keySet());
      lists.add(kind.options().keySet());
    }
    Set<String> tags = new HashSet<>();
    for (Collection<String> list : lists) {
      for (String tag : new HashSet<>(list)) {
        if (!tag.matches("[a-z0-9_-]{0,80}") || !(tag.isEmpty() || tags.add(tag))) {
          throw new IllegalArgumentException(
              "an option's tag is malformed or stands in two lists: " + tag);
        }
      }
    }
  }

  /** What an option of the command list asks for; null when it is none of ours. */
  @Nullable CommandOption commandOf(String tag) {
    for (Map.Entry<CaseKind, KindFields> kind : kinds.entrySet()) {
      CommandKind command = kind.getValue().commands().get(tag);
      if (command != null) {
        return new CommandOption(kind.getKey(), command);
      }
    }
    return null;
  }

  /** Whether one of the kinds gives its commands by this macro. */
  boolean isOurs(String macro) {
    return kinds.values().stream()
        .flatMap(kind -> kind.macros().values().stream())
        .anyMatch(macros -> macros.contains(macro));
  }

  /** Whether this macro gives the command. */
  boolean isOf(CommandOption command, String macro) {
    KindFields kind = kinds.get(command.about());
    return kind != null && kind.macros().getOrDefault(command.kind(), List.of()).contains(macro);
  }

  /** The lists of reasons for decisions. */
  List<Long> decisionReasons() {
    return decisionReasons(kinds);
  }

  private static List<Long> decisionReasons(Map<CaseKind, KindFields> kinds) {
    return kinds.values().stream().map(KindFields::decisionReason).filter(id -> id > 0).toList();
  }

  /** The decision of a command that needs a reason here; null for every other one. */
  @Nullable DecisionKind needsReason(CommandOption option) {
    KindFields kind = kinds.get(option.about());
    return kind == null || kind.decisionReason() == 0 ? null : DecisionReasons.about(option);
  }

  /** What the fields hold for a command: its reason is that of the decision, where it needs one. */
  FieldValues values(CommandOption option, LongFunction<String> held) {
    FieldValues values = values(option.about(), held);
    KindFields kind = kinds.get(option.about());
    return kind == null || needsReason(option) == null
        ? values
        : new FieldValues(
            values.object(),
            values.amount(),
            DecisionReasons.code(held.apply(kind.decisionReason())),
            values.reference(),
            values.option());
  }

  /**
   * What the fields of a kind hold; nothing where the account has none for it.
   *
   * @param held a field's value, empty where it is
   */
  FieldValues values(CaseKind about, LongFunction<String> held) {
    KindFields kind = kinds.get(about);
    return kind == null
        ? FieldValues.NOTHING
        : new FieldValues(
            held.apply(kind.object()).strip(),
            kind.amount() == 0 ? "" : held.apply(kind.amount()).strip(),
            kind.reasonOf(held.apply(kind.reason())),
            held.apply(byHand).strip(),
            kind.option() == 0 ? "" : kind.optionOf(held.apply(kind.option())));
  }

  String stateTag(TicketState shown) {
    return known(states.get(shown));
  }

  /** The option for a state that takes too long; empty where the state has none. */
  public static String lateTag(String state) {
    return state.isEmpty() ? "" : state + LATE;
  }

  String waitsTag(WaitsFor shown) {
    return known(waits.get(shown));
  }

  private static String known(@Nullable String tag) {
    if (tag == null) {
      throw new IllegalStateException("the constructor has checked that every option is there");
    }
    return tag;
  }

  private static void requireAll(String name, Set<?> wanted, Set<?> given) {
    if (!given.containsAll(wanted)) {
      throw new IllegalArgumentException(name + " lacks an option; it needs all of " + wanted);
    }
  }
}
