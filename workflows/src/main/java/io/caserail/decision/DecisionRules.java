package io.caserail.decision;

import io.caserail.model.DecisionKind;
import io.caserail.model.DecisionReason;
import io.caserail.model.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which roles may say what. */
public final class DecisionRules {
  private DecisionRules() {}

  /**
   * Why this may not be said by somebody of these roles; null when it may.
   *
   * @param offers what is legal now
   * @param needs the roles whose yes is missing, or that may decide; empty where the kind tells
   */
  public static @Nullable String refusal(
      List<DecisionKind> offers, List<Role> needs, DecisionKind kind, List<Role> roles) {
    if (!offers.contains(kind)) {
      return words(kind) + " is not possible now; possible: " + words(offers);
    }
    Set<Role> allowed = allowed(offers, needs, kind);
    return roles.stream().anyMatch(allowed::contains) ? null : "that takes " + readable(allowed);
  }

  private static Set<Role> allowed(List<DecisionKind> offers, List<Role> needs, DecisionKind kind) {
    return switch (kind) {
      case APPROVE -> EnumSet.copyOf(needs);
      case REFUSE, SKIP, EXTEND -> EnumSet.of(Role.APPROVER, Role.FINANCE);
      case RETRY, HAND_OVER -> EnumSet.allOf(Role.class);
      case WITHDRAW, COMPENSATE, CORRECT -> EnumSet.of(Role.REQUESTER, Role.APPROVER, Role.FINANCE);
      case DONE_BY_HAND ->
          // Where a yes is asked for, the needs are about that yes.
          needs.isEmpty() || offers.contains(DecisionKind.APPROVE)
              ? EnumSet.of(Role.REQUESTER, Role.APPROVER, Role.FINANCE)
              : EnumSet.copyOf(needs);
      case CHECKED_FOUND, CHECKED_NONE -> EnumSet.of(Role.FINANCE);
    };
  }

  /** Why its reason may not be given by somebody of these roles; null when it may. */
  static @Nullable String refusal(Decision decision, List<Role> roles) {
    DecisionReason reason = DecisionReason.of(decision.kind(), decision.reason());
    return reason == DecisionReason.PAID_ANOTHER_WAY && !roles.contains(Role.FINANCE)
        ? "that it was paid another way takes finance"
        : null;
  }

  /** "retry", "done by hand". */
  public static String words(DecisionKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** "retry, withdraw". */
  public static String words(List<DecisionKind> kinds) {
    return String.join(", ", kinds.stream().map(DecisionRules::words).toList());
  }

  private static String readable(Set<Role> roles) {
    return String.join(" or ", roles.stream().map(r -> r.name().toLowerCase(Locale.ROOT)).toList());
  }
}
