package io.caserail.refund;

import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requester, approver and finance are different people, and none of them is the customer. */
public final class FourEyes {
  private FourEyes() {}

  /**
   * A yes that was given.
   *
   * @param claim who, and the command that proves it
   * @param person the approver's tag
   * @param roles what they may act as
   * @param at when
   */
  public record Approval(Claim claim, PersonTag person, List<Role> roles, Instant at) {
    public Approval {
      roles = List.copyOf(roles);
    }
  }

  /**
   * Why this person's yes does not count, in words that follow "Approval by X not counted:"; null
   * when it counts.
   */
  public static @Nullable String refusal(
      RefundRequest request, PersonTag payer, List<Approval> earlier, Approval candidate) {
    if (candidate.claim().actor().equals(request.by().actor())
        || isSame(candidate.person(), request.person())) {
      return "the same person asked for this refund";
    }
    if (isSame(candidate.person(), request.customer()) || isSame(candidate.person(), payer)) {
      return "the refund would go to the same person";
    }
    for (Approval approval : earlier) {
      if (isSame(approval, candidate)) {
        return "the same person has approved it already";
      }
    }
    return null;
  }

  /** Whether whoever asked would get the money, by the payment's address or the ticket's. */
  public static boolean isForThemselves(RefundRequest request, PersonTag payer) {
    return isSame(request.person(), payer) || isSame(request.person(), request.customer());
  }

  /** The roles that still miss a yes, when each person may stand for one role only. */
  public static List<Role> missing(List<Role> needs, List<Approval> approvals) {
    List<Role> best = List.copyOf(needs);
    for (Role need : needs) {
      for (Approval approval : approvals) {
        if (approval.roles().contains(need)) {
          List<Approval> others = approvals.stream().filter(o -> !isSame(o, approval)).toList();
          List<Role> rest = missing(without(need, needs), others);
          if (rest.size() < best.size()) {
            best = rest;
          }
        }
      }
    }
    return best;
  }

  /**
   * The roles that a ruling still misses. A yes that is older than a hold was not said in knowledge
   * of it, and does not lift it.
   */
  public static List<Role> missing(Ruling ruling, List<Approval> approvals) {
    Ruling.Hold hold = ruling.hold();
    if (hold == null) {
      return missing(ruling.needs(), approvals);
    }
    Set<Role> needs = new LinkedHashSet<>(ruling.needs());
    needs.addAll(hold.needs());
    List<Role> missing = new ArrayList<>(missing(List.copyOf(needs), approvals));
    for (Role role : hold.needs()) {
      if (!missing.contains(role)
          && approvals.stream().noneMatch(a -> a.roles().contains(role) && isSaidIn(hold, a))) {
        missing.add(role);
      }
    }
    return missing;
  }

  /** Whether it was said in knowledge of the hold. */
  static boolean isSaidIn(Ruling.Hold hold, Approval approval) {
    return !approval.at().isBefore(hold.since());
  }

  private static List<Role> without(Role filled, List<Role> needs) {
    List<Role> rest = new ArrayList<>(needs);
    rest.remove(filled);
    return rest;
  }

  static boolean isSame(Approval one, Approval other) {
    return one.claim().actor().equals(other.claim().actor())
        || isSame(one.person(), other.person());
  }

  private static boolean isSame(PersonTag one, PersonTag other) {
    return !one.value().equals("none") && one.equals(other);
  }
}
