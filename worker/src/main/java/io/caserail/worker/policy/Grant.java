package io.caserail.worker.policy;

import io.caserail.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * That somebody stands in for a role while its people are away. It gives that role and no other,
 * from the beginning of its first day to the end of its last one, and counts for what was said
 * then.
 *
 * @param person who, by their id in Zendesk
 * @param role what they may act as meanwhile
 * @param from the first day
 * @param to the last day
 * @param zone where these days begin and end
 * @param reason why, for whoever reads the policy; no record repeats it
 * @param by who has granted it, by their id in Zendesk
 */
public record Grant(
    String person, Role role, LocalDate from, LocalDate to, ZoneId zone, String reason, String by) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  public Grant {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("it ends before it begins");
    }
  }

  /** The first moment at which it holds. */
  public Instant begins() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** The first moment at which it holds no more. */
  public Instant ends() {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** Whether it holds at that moment. */
  public boolean holds(Instant at) {
    return !at.isBefore(begins()) && at.isBefore(ends());
  }

  /** For how long it holds. */
  Duration length() {
    return Duration.between(begins(), ends());
  }

  /** What follows "stands in for": {@code approver until 3 Jan 2027}. */
  public String words() {
    return role.name().toLowerCase(Locale.ROOT) + " until " + DATE.format(to);
  }
}
