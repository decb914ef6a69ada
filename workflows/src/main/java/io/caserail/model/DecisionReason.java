package io.caserail.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a refund is refused, or was made by hand; nothing else is counted as a reason of these. */
public enum DecisionReason {
  NOT_ENTITLED(DecisionKind.REFUSE),
  WRONG_PAYMENT(DecisionKind.REFUSE),
  ALREADY_REFUNDED(DecisionKind.REFUSE),
  SUSPICIOUS(DecisionKind.REFUSE),
  DONE_IN_STRIPE(DecisionKind.DONE_BY_HAND),
  /** Only finance knows how else money was paid. */
  PAID_ANOTHER_WAY(DecisionKind.DONE_BY_HAND);

  private final DecisionKind kind;

  DecisionReason(DecisionKind kind) {
    this.kind = kind;
  }

  /** The reasons that there are for a decision; empty where it needs none. */
  public static List<DecisionReason> of(DecisionKind kind) {
    return Arrays.stream(values()).filter(reason -> reason.kind == kind).toList();
  }

  /** The reason for a decision that a code or its words name; null where they name none. */
  public static @Nullable DecisionReason of(DecisionKind kind, String said) {
    return of(kind).stream()
        .filter(
            reason -> reason.code().equals(said) || reason.words().equalsIgnoreCase(said.strip()))
        .findFirst()
        .orElse(null);
  }

  /** {@code not_entitled}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** "not entitled". */
  public String words() {
    return code().replace('_', ' ').replace("stripe", "Stripe");
  }
}
