package io.caserail.refund;

import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
      if (approval.claim().actor().equals(candidate.claim().actor())
          || isSame(approval.person(), candidate.person())) {
        return "the same person has approved it already";
      }
    }
    return null;
  }

  /** The roles that still miss a yes, when each person may stand for one role only. */
  public static List<Role> missing(List<Role> needs, List<Approval> approvals) {
    List<Role> best = List.copyOf(needs);
    for (int i = 0; i < needs.size(); i++) {
      for (int a = 0; a < approvals.size(); a++) {
        if (approvals.get(a).roles().contains(needs.get(i))) {
          List<Role> restNeeds = without(needs, i);
          List<Role> rest = missing(restNeeds, without(approvals, a));
          if (rest.size() < best.size()) {
            best = rest;
          }
        }
      }
    }
    return best;
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> copy = new ArrayList<>(list);
    copy.remove(index);
    return copy;
  }

  private static boolean isSame(PersonTag one, PersonTag other) {
    return !one.value().equals("none") && one.equals(other);
  }
}
