package io.caserail.client;

import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.FaultDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which cases are meant: those for which all holds that is given. A server with visibility is asked
 * for few more than those by a query; what it answers, or what was described, is held against it.
 *
 * @param about what they change; null for anything
 * @param status where they are; null for anywhere
 * @param owner who has to act; empty for anybody
 * @param fault whose fault the wait is; null for anybody's
 * @param upstream the system that they wait for, as people know it; empty for any
 * @param ticket the ticket concerned; empty for any
 * @param late whether only those that are late
 * @param olderThan how long ago they must have begun at the least; null for any time
 */
public record CaseFilter(
    @Nullable CaseKind about,
    @Nullable CaseStatus status,
    String owner,
    @Nullable FaultDomain fault,
    String upstream,
    String ticket,
    boolean late,
    @Nullable Duration olderThan) {
  /** All cases. */
  public static final CaseFilter NONE = new CaseFilter(null, null, "", null, "", "", false, null);

  /**
   * What of it can be asked in the language of visibility queries; empty when nothing can.
   *
   * @see <a href="https://docs.temporal.io/list-filter">Temporal's list filter</a>
   */
  String query(Instant now) {
    List<String> all = new ArrayList<>();
    is(all, "CaseKind", name(about));
    is(all, "CaseStatus", name(status));
    is(all, "CaseOwner", owner);
    is(all, "FaultDomain", name(fault));
    is(all, "Upstream", upstream);
    is(all, "TicketId", ticket);
    if (late) {
      all.add("(Late = true OR (ExecutionStatus = 'Running' AND DueAt < '" + now + "'))");
    }
    if (olderThan != null) {
      all.add("StartTime < '" + now.minus(olderThan) + "'");
    }
    return String.join(" AND ", all);
  }

  /** Whether this case is meant. */
  boolean matches(CaseSummary one, Instant now) {
    return isMeant(name(about), one.kind())
        && isMeant(name(status), one.status())
        && isMeant(owner, one.owner())
        && isMeant(name(fault), one.faultDomain())
        && isMeant(upstream, one.upstream())
        && (ticket.isEmpty() || one.tickets().contains(ticket))
        && (!late || one.isLateAt(now))
        && (olderThan == null || one.since().isBefore(now.minus(olderThan)));
  }

  private static boolean isMeant(String wanted, String is) {
    return wanted.isEmpty() || wanted.equals(is);
  }

  private static void is(List<String> all, String attribute, String value) {
    // Servers differ in how they read an escaped quote: such a value is only compared here.
    if (!value.isEmpty() && !value.contains("'") && !value.contains("\\")) {
      all.add(attribute + " = '" + value + "'");
    }
  }

  private static String name(@Nullable Enum<?> value) {
    return value == null ? "" : value.name();
  }
}
