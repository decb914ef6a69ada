package io.caserail.worker.policy;

import io.caserail.model.Role;
import io.caserail.worker.config.Section;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section {@code grants} of a policy: who stands in for whom is away, from when to when. */
final class GrantsSection {
  /** An absence; whoever is needed for longer belongs into the group. */
  private static final int MOST_DAYS = 31;

  private static final String PERSON = "[0-9]{1,19}";

  private GrantsSection() {}

  /**
   * Reads it.
   *
   * @param zone where the policy's days begin and end
   */
  static List<Grant> read(Section policy, ZoneId zone) {
    List<Grant> grants = new ArrayList<>();
    for (Section item : policy.sections("grants")) {
      Grant grant = item.build(s -> grant(s, zone));
      if (grant != null) {
        grants.stream().filter(other -> clash(other, grant)).forEach(o -> clash(item, o, grant));
        grants.add(grant);
      }
    }
    if (!grants.isEmpty() && !policy.has("zone")) {
      policy.problem("zone", "is missing; a grant's days begin and end in a zone, so name it");
    }
    return grants;
  }

  private static @Nullable Grant grant(Section s, ZoneId zone) {
    String person = person(s, "person");
    String by = person(s, "by");
    Role role = role(s);
    LocalDate from = day(s, "from");
    LocalDate to = day(s, "to");
    String reason = s.text("reason");
    if (role == null || from == null || to == null) {
      return null;
    }
    if (!person.isEmpty() && person.equals(by)) {
      s.problem(
          "by", "is the person that it is for; nobody grants themselves what others must say");
    }
    if (to.isBefore(from)) {
      s.problem("to", "is before from");
      return null;
    }
    if (from.plusDays(MOST_DAYS).isBefore(to.plusDays(1))) {
      s.problem(
          "to",
          "makes it longer than "
              + MOST_DAYS
              + " days; whoever is needed for longer belongs into the group");
    }
    return new Grant(person, role, from, to, zone, reason, by);
  }

  private static String person(Section s, String key) {
    String id = s.text(key);
    if (!id.isBlank() && !id.matches(PERSON)) {
      s.problem(key, "'" + id + "' is no id of a Zendesk user, which is a number");
    }
    return id;
  }

  private static @Nullable Role role(Section s) {
    if (s.text("role").isBlank()) {
      return null;
    }
    Role role = s.read("role", Role.APPROVER, text -> Section.constant(Role.class, text));
    if (role != Role.APPROVER && role != Role.FINANCE) {
      s.problem("role", "can't be stood in for; only approver and finance can");
    }
    return role;
  }

  private static @Nullable LocalDate day(Section s, String key) {
    String text = s.text(key);
    try {
      return text.isBlank() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      s.problem(key, "'" + text + "' is no day such as 2026-12-20");
      return null;
    }
  }

  /** Without a day between them they are one, and may together be longer than one may be. */
  private static boolean clash(Grant one, Grant other) {
    return one.person().equals(other.person())
        && !one.from().isAfter(other.to().plusDays(1))
        && !other.from().isAfter(one.to().plusDays(1));
  }

  private static void clash(Section item, Grant earlier, Grant grant) {
    item.problem(
        "person",
        earlier.role() == grant.role()
            ? "has this role by another grant until "
                + earlier.to()
                + "; one absence is one grant, with at least a day before the next"
            : "stands in for "
                + Section.key(earlier.role())
                + " until "
                + earlier.to()
                + "; leave at least a day between, or what two people must say would lie with one");
  }
}
