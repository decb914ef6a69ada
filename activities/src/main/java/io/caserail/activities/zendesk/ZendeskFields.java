package io.caserail.activities.zendesk;

import io.caserail.port.CommandKind;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the account calls things: field ids, the tags of the lists' options, our macros.
 *
 * @param command the list that macros fill and we empty
 * @param state the list that shows where the case is
 * @param waitsFor the list that shows who has to act
 * @param reference the text that shows the effect's reference
 * @param byHand the text in which people give a reference
 * @param payment the field that names the payment
 * @param amount the decimal; empty for all
 * @param reason the list of reasons
 * @param commands what each option of the command list means
 * @param states the option for each state; several may share one, an empty one empties the list
 * @param waits the option for each that is waited for; likewise
 * @param reasons the reason's code for each option
 * @param macros the ids of the macros that fill the command list
 */
public record ZendeskFields(
    long command,
    long state,
    long waitsFor,
    long reference,
    long byHand,
    long payment,
    long amount,
    long reason,
    Map<String, CommandKind> commands,
    Map<TicketState, String> states,
    Map<WaitsFor, String> waits,
    Map<String, String> reasons,
    List<String> macros) {

  public ZendeskFields {
    commands = Map.copyOf(commands);
    states = Map.copyOf(states);
    waits = Map.copyOf(waits);
    reasons = Map.copyOf(reasons);
    macros = List.copyOf(macros);
    List<Long> ids = List.of(command, state, waitsFor, reference, byHand, payment, amount, reason);
    if (ids.stream().anyMatch(id -> id < 1)) {
      throw new IllegalArgumentException("a field id is missing: " + ids);
    }
    if (new HashSet<>(ids).size() < ids.size()) {
      throw new IllegalArgumentException("two fields have the same id: " + ids);
    }
    requireAll("states", EnumSet.allOf(TicketState.class), states.keySet());
    requireAll("waits", EnumSet.allOf(WaitsFor.class), waits.keySet());
    if (commands.isEmpty()) {
      throw new IllegalArgumentException("no option of the command list is known");
    }
    Set<String> tags = new HashSet<>();
    for (Collection<String> list :
        List.of(commands.keySet(), states.values(), waits.values(), reasons.keySet())) {
      for (String tag : new HashSet<>(list)) {
        if (!tag.matches("[a-z0-9_-]{0,80}") || !(tag.isEmpty() || tags.add(tag))) {
          throw new IllegalArgumentException(
              "an option's tag is malformed or stands in two lists: " + tag);
        }
      }
    }
    if (commands.containsKey("") || reasons.containsKey("")) {
      throw new IllegalArgumentException("an empty field is no command and no reason");
    }
    if (!macros.stream().allMatch(id -> id.matches("[0-9]{1,19}"))) {
      throw new IllegalArgumentException("a macro id is no number: " + macros);
    }
  }

  @Nullable CommandKind commandOf(String tag) {
    return commands.get(tag);
  }

  String stateTag(TicketState shown) {
    return known(states.get(shown));
  }

  String waitsTag(WaitsFor shown) {
    return known(waits.get(shown));
  }

  /** The reason's code; empty for an option that is not ours, which makes a person look. */
  String reasonOf(String tag) {
    return reasons.getOrDefault(tag, "");
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
