package io.caserail.worker.authority;

import io.caserail.model.Role;
import io.caserail.port.CommandKind;
import io.caserail.worker.policy.Acting;
import io.caserail.worker.policy.Grant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which roles a command takes, whatever it is said about; a case may ask for more. */
final class CommandRoles {
  private CommandRoles() {}

  /** Why somebody of these roles may not give the command; null when they may. */
  static @Nullable String refusal(CommandKind kind, List<Role> roles) {
    Set<Role> takes = of(kind);
    return roles.stream().anyMatch(takes::contains)
        ? null
        : "that takes the role " + readable(takes) + ", which its author does not have";
  }

  /** What somebody stands in for who gives the command; empty where that adds nothing to it. */
  static String grant(CommandKind kind, Acting acting) {
    Set<Role> takes = of(kind);
    return acting.grants().stream()
        .filter(grant -> takes.contains(grant.role()))
        .findFirst()
        .map(Grant::words)
        .orElse("");
  }

  private static Set<Role> of(CommandKind kind) {
    return switch (kind) {
      case SEND, SEND_AND_TELL -> EnumSet.of(Role.REQUESTER);
      case APPROVE, REFUSE, SKIP, EXTEND -> EnumSet.of(Role.APPROVER, Role.FINANCE);
      case WITHDRAW, COMPENSATE, CORRECT, DONE_BY_HAND ->
          EnumSet.of(Role.REQUESTER, Role.APPROVER, Role.FINANCE);
      case CHECKED_FOUND, CHECKED_NONE -> EnumSet.of(Role.FINANCE);
      case RETRY, HAND_OVER, WHERE_IS_IT -> EnumSet.allOf(Role.class);
    };
  }

  private static String readable(Set<Role> roles) {
    List<String> names = new ArrayList<>();
    roles.forEach(role -> names.add(role.name().toLowerCase(Locale.ROOT)));
    return String.join(" or ", names);
  }
}
