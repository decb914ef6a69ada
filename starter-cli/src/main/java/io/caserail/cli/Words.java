package io.caserail.cli;

import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What decisions are called on the command line and in the ticket. */
final class Words {
  private Words() {}

  /** {@code by-hand}, {@code checked-found}. */
  static String option(DecisionKind kind) {
    return kind == DecisionKind.DONE_BY_HAND
        ? "by-hand"
        : kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The macro that says the same in the ticket; empty where there is none. */
  static String macro(CaseKind of, DecisionKind kind) {
    String said =
        switch (kind) {
          case APPROVE -> "approve";
          case REFUSE -> "refuse";
          case RETRY -> "retry";
          case SKIP -> "skip";
          case COMPENSATE -> "take back";
          case WITHDRAW -> "withdraw";
          case DONE_BY_HAND -> "I did it by hand";
          case CHECKED_FOUND -> checked(of) + ": found";
          case CHECKED_NONE -> checked(of) + ": none";
          case CORRECT, EXTEND, HAND_OVER -> "";
        };
    return said.isEmpty() ? "" : noun(of) + ": " + said;
  }

  private static String checked(CaseKind of) {
    return noun(of).equals("Refund") ? "I checked Stripe" : "I checked";
  }

  /** What macros and notes call a kind of case; a settlement is part of its refund. */
  private static String noun(CaseKind of) {
    return switch (of) {
      case REFUND, SETTLEMENT -> "Refund";
      case CANCELLATION -> "Cancellation";
      case VERIFICATION -> "Verification";
    };
  }

  /** Reads {@code --kind}. */
  static final class KindReader implements ITypeConverter<DecisionKind> {
    @Override
    public DecisionKind convert(String value) {
      for (DecisionKind kind : DecisionKind.values()) {
        if (option(kind).equals(value)) {
          return kind;
        }
      }
      throw new TypeConversionException("is one of " + String.join(", ", options()));
    }
  }

  /** Lists the kinds in the help. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return options().iterator();
    }
  }

  private static List<String> options() {
    return Arrays.stream(DecisionKind.values()).map(Words::option).toList();
  }
}
