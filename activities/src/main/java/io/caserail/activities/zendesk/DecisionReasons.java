package io.caserail.activities.zendesk;

import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.DecisionReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reasons that decisions about refunds give in a list of their own. */
public final class DecisionReasons {
  /** The title of the list. */
  public static final String TITLE = "Refund decision reason";

  private static final String PREFIX = "crl_refund_because_";

  private DecisionReasons() {}

  /** The option for a reason. */
  public static String tag(DecisionReason reason) {
    return PREFIX + reason.code();
  }

  /** The decision that needs one; null for every other command. */
  static @Nullable DecisionKind about(CommandOption option) {
    if (option.about() != CaseKind.REFUND) {
      return null;
    }
    return switch (option.kind()) {
      case REFUSE -> DecisionKind.REFUSE;
      case DONE_BY_HAND -> DecisionKind.DONE_BY_HAND;
      default -> null;
    };
  }

  /** The reason's code; what is none of ours as it stands there. */
  static String code(String tag) {
    return tag.startsWith(PREFIX) ? tag.substring(PREFIX.length()) : tag;
  }

  /** Why a decision with what the list held does not count; null when it does. */
  static @Nullable String refusal(DecisionKind kind, String code) {
    if (DecisionReason.of(kind, code) != null) {
      return null;
    }
    List<String> reasons = DecisionReason.of(kind).stream().map(DecisionReason::words).toList();
    return (code.isEmpty() ? "it needs a reason" : "the reason given is none for it")
        + "; choose one in "
        + TITLE
        + " ("
        + String.join(", ", reasons)
        + ") and apply the macro again";
  }
}
