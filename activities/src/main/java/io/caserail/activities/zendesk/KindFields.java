package io.caserail.activities.zendesk;

import io.caserail.port.CommandKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the account calls the things of one kind of case.
 *
 * @param object the field that names the object
 * @param amount the decimal; empty for all. 0 where the kind has no amount
 * @param reason the list of reasons
 * @param option the list of what else may be asked for, for example when a cancellation takes
 *     effect. 0 where the kind has none
 * @param commands what each of its options in the command list means
 * @param reasons the reason's code for each option
 * @param options the value for each option of that list
 * @param macros the ids of the macros that give each of its commands
 * @param decisionReason the list of reasons for refusing and for work by hand, which then need one.
 *     0 where the kind has none
 */
public record KindFields(
    long object,
    long amount,
    long reason,
    long option,
    Map<String, CommandKind> commands,
    Map<String, String> reasons,
    Map<String, String> options,
    Map<CommandKind, List<String>> macros,
    long decisionReason) {

  /** A kind whose decisions need no reason. */
  public KindFields(
      long object,
      long amount,
      long reason,
      long option,
      Map<String, CommandKind> commands,
      Map<String, String> reasons,
      Map<String, String> options,
      Map<CommandKind, List<String>> macros) {
    this(object, amount, reason, option, commands, reasons, options, macros, 0);
  }

  public KindFields {
    commands = Map.copyOf(commands);
    reasons = Map.copyOf(reasons);
    options = Map.copyOf(options);
    macros = Map.copyOf(macros);
    if (object < 1 || reason < 1 || amount < 0 || option < 0 || decisionReason < 0) {
      throw new IllegalArgumentException(
          "a field id is missing: " + List.of(object, amount, reason, option));
    }
    if (commands.isEmpty()) {
      throw new IllegalArgumentException("no option of the command list is known");
    }
    if (commands.containsKey("") || reasons.containsKey("") || options.containsKey("")) {
      throw new IllegalArgumentException("an empty field is no command, no reason and no option");
    }
    if ((option == 0) != options.isEmpty()) {
      throw new IllegalArgumentException("options need a field, and the field needs options");
    }
    if (!macros.values().stream().flatMap(List::stream).allMatch(id -> id.matches("[0-9]{1,19}"))) {
      throw new IllegalArgumentException("a macro id is no number: " + macros);
    }
  }

  /** The fields that people fill in to ask for it. */
  List<Long> inputs() {
    List<Long> inputs = new ArrayList<>(List.of(object, reason));
    if (amount > 0) {
      inputs.add(1, amount);
    }
    if (option > 0) {
      inputs.add(option);
    }
    return inputs;
  }

  /** The reason's code; empty for an option that is not ours, which makes a person look. */
  String reasonOf(String tag) {
    return reasons.getOrDefault(tag, "");
  }

  /** The option of a reason; empty where the list has none for it. */
  String tagOf(String reason) {
    return reasons.entrySet().stream()
        .filter(option -> option.getValue().equals(reason))
        .map(Map.Entry::getKey)
        .min(Comparator.naturalOrder())
        .orElse("");
  }

  /** What the option stands for; empty for one that is not ours. */
  String optionOf(String tag) {
    return options.getOrDefault(tag, "");
  }
}
