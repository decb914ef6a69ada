package io.caserail.worker.provision;

import io.caserail.model.CaseKind;
import io.caserail.port.CommandKind;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a command.
 *
 * @param option its name in the command list
 * @param macro the title of the macro that gives it
 */
record Wording(String option, String macro) {
  private static final Map<CommandKind, Wording> REFUND = new EnumMap<>(CommandKind.class);
  private static final Map<CommandKind, Wording> CANCELLATION = new EnumMap<>(CommandKind.class);
  private static final Map<CommandKind, Wording> VERIFICATION = new EnumMap<>(CommandKind.class);

  static {
    put(REFUND, CommandKind.SEND, "Send refund", "Refund: send");
    put(
        REFUND,
        CommandKind.SEND_AND_TELL,
        "Send refund and tell customer",
        "Refund: send and tell customer");
    put(REFUND, CommandKind.APPROVE, "Approve refund", "Refund: approve");
    put(REFUND, CommandKind.REFUSE, "Refuse refund", "Refund: refuse");
    put(REFUND, CommandKind.WITHDRAW, "Withdraw refund", "Refund: withdraw");
    put(REFUND, CommandKind.DONE_BY_HAND, "Refund done by hand", "Refund: I did it by hand");
    put(REFUND, CommandKind.CHECKED_FOUND, "Checked: found", "Refund: I checked Stripe: found");
    put(REFUND, CommandKind.CHECKED_NONE, "Checked: none", "Refund: I checked Stripe: none");
    put(REFUND, CommandKind.RETRY, "Retry refund", "Refund: retry");
    put(REFUND, CommandKind.WHERE_IS_IT, "Where is the refund", "Refund: where is it");
    put(CANCELLATION, CommandKind.SEND, "Cancel", "Cancellation: cancel");
    put(VERIFICATION, CommandKind.SEND, "Verify", "Verification: verify");
    both(CommandKind.APPROVE, "Approve %s", "approve");
    both(CommandKind.REFUSE, "Refuse %s", "refuse");
    both(CommandKind.WITHDRAW, "Withdraw %s", "withdraw");
    both(CommandKind.RETRY, "Retry %s", "retry");
    both(CommandKind.SKIP, "Skip a step of the %s", "skip");
    both(CommandKind.COMPENSATE, "Take the %s back", "take back");
    both(CommandKind.DONE_BY_HAND, "%s done by hand", "I did it by hand");
    both(CommandKind.WHERE_IS_IT, "Where is the %s", "where is it");
    both(CommandKind.CHECKED_FOUND, "%s checked: found", "I checked: found");
    both(CommandKind.CHECKED_NONE, "%s checked: none", "I checked: none");
  }

  private static void both(CommandKind command, String option, String macro) {
    boolean first = option.startsWith("%s");
    put(
        CANCELLATION,
        command,
        option.formatted(first ? "Cancellation" : "cancellation"),
        "Cancellation: " + macro);
    put(
        VERIFICATION,
        command,
        option.formatted(first ? "Verification" : "verification"),
        "Verification: " + macro);
  }

  private static void put(
      Map<CommandKind, Wording> kind, CommandKind command, String option, String macro) {
    kind.put(command, new Wording(option, macro));
  }

  /** How a kind's command is put; null where tickets don't offer it. */
  static @Nullable Wording of(CaseKind kind, CommandKind command) {
    return switch (kind) {
      case REFUND, SETTLEMENT -> REFUND.get(command);
      case CANCELLATION -> CANCELLATION.get(command);
      case VERIFICATION -> VERIFICATION.get(command);
    };
  }
}
