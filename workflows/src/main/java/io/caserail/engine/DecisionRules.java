package io.caserail.engine;

import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which roles may say what. */
final class DecisionRules {
  private DecisionRules() {}

  /** Why this may not be said about the block by somebody of these roles; null when it may. */
  static @Nullable String refusal(Block block, DecisionKind kind, List<Role> roles) {
    if (!block.offers().contains(kind)) {
      return words(kind) + " is not possible now; possible: " + offers(block);
    }
    if (roles.stream().noneMatch(allowed(block, kind)::contains)) {
      return "that takes " + readable(allowed(block, kind));
    }
    return null;
  }

  private static Set<Role> allowed(Block block, DecisionKind kind) {
    return switch (kind) {
      case APPROVE -> EnumSet.copyOf(block.needs());
      case REFUSE -> EnumSet.of(Role.APPROVER, Role.FINANCE);
      case RETRY -> EnumSet.allOf(Role.class);
      case WITHDRAW -> EnumSet.of(Role.REQUESTER, Role.APPROVER, Role.FINANCE);
      case DONE_BY_HAND ->
          // Where a yes is asked for, the needs are about that yes.
          block.needs().isEmpty() || block.offers().contains(DecisionKind.APPROVE)
              ? EnumSet.of(Role.REQUESTER, Role.APPROVER, Role.FINANCE)
              : EnumSet.copyOf(block.needs());
      case CHECKED_FOUND, CHECKED_NONE -> EnumSet.of(Role.FINANCE);
    };
  }

  /** "retry", "done by hand". */
  static String words(DecisionKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String offers(Block block) {
    return String.join(", ", block.offers().stream().map(DecisionRules::words).toList());
  }

  private static String readable(Set<Role> roles) {
    return String.join(" or ", roles.stream().map(r -> r.name().toLowerCase(Locale.ROOT)).toList());
  }
}
