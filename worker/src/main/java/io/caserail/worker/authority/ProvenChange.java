package io.caserail.worker.authority;

import io.caserail.model.ObjectId;
import io.caserail.port.ChangeOrder;
import io.caserail.port.CommandKind;
import java.time.Instant;
import java.util.List;

/**
 * A change whose request and approvals stood up to a look at their proofs.
 *
 * @param order what is to be changed
 * @param asked what was asked about: an order, a subscription, an account
 * @param reason the request's reason; empty when none was given, or a trusted name asked
 * @param decisions what people have said about it, oldest first
 */
public record ProvenChange(
    ChangeOrder order, ObjectId asked, String reason, List<Decision> decisions) {
  public ProvenChange {
    decisions = List.copyOf(decisions);
  }

  /**
   * A yes, or a no.
   *
   * @param kind approve or refuse; approve for a trusted name, whichever it was
   * @param trusted whether it was said by a trusted name, which may stand for either
   * @param at when it was said
   */
  public record Decision(CommandKind kind, boolean trusted, Instant at) {
    /** Whether it says this, or may. */
    boolean says(CommandKind wanted) {
      return trusted || kind == wanted;
    }
  }
}
