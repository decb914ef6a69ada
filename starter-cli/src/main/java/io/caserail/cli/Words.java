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

  /** What comes of a decision that is taken. */
  static String effect(DecisionKind kind) {
    return switch (kind) {
      case APPROVE -> "it goes on, once each yes that it takes is there";
      case REFUSE -> "the answer is no, for this reason";
      case RETRY -> "the step is tried again at once, in turn if many wait";
      case CHECKED_FOUND -> "the reference is read back, and counts if it is of this change";
      case CHECKED_NONE -> "a complete search is made; only if it finds none, it is sent afresh";
      case DONE_BY_HAND -> "the reference is read back where that is possible, and nothing is sent";
      case SKIP -> "the step is left out, and the case goes on without it";
      case COMPENSATE, WITHDRAW -> "it is stopped, and what was done is taken back";
      case CORRECT -> "a newer request takes its place";
      case EXTEND -> "it is late only then";
      case HAND_OVER -> "its owner changes";
    };
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

  /** A value as one word of a shell's command. */
  static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./:@%+=,-]+")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
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
        if (options().contains(value) && option(kind).equals(value)) {
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
    return Arrays.stream(DecisionKind.values())
        // Data are corrected by asking again.
        .filter(kind -> kind != DecisionKind.CORRECT)
        .map(Words::option)
        .toList();
  }
}
