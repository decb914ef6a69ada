package io.caserail.cancellation;

import static io.caserail.cancellation.Systems.access;
import static io.caserail.cancellation.Systems.payments;

import io.caserail.cancellation.CancellationRules.Way;
import io.caserail.cancellation.Situation.Paid;
import io.caserail.engine.CaseEngine;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.Step;
import io.caserail.model.TicketId;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.TaskQueues;
import io.temporal.workflow.Async;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a cancellation that somebody, or an earlier run, has made in part. Read only when
 * the order or the subscription itself shows such a beginning.
 */
final class Leftovers {
  private static final Step LOOK = new Step("look-for-rest", "Look what is left of it");

  private final CaseEngine engine;
  private final TicketId ticket;
  private final Systems systems;
  private List<String> left = List.of();
  private boolean begun;

  Leftovers(CaseEngine engine, TicketId ticket, Systems systems) {
    this.engine = engine;
    this.ticket = ticket;
    this.systems = systems;
  }

  /**
   * Asks the systems of what hangs on it.
   *
   * @param ruling what may be had back
   * @param revoke the steps that take access away, in the order of the accesses
   */
  void look(Ruling ruling, List<Step> revoke) {
    Situation facts = systems.facts();
    List<String> found = new ArrayList<>();
    Way way = CancellationRules.way(facts.shipment());
    if (way == Way.VOID_LABEL) {
      found.add("the label is not void");
    }
    begun = facts.hasEnded() || (way == Way.NOTHING && facts.shipment() != null);
    List<ObjectId> accesses = facts.accesses();
    for (int i = 0; i < accesses.size(); i++) {
      boolean gone = isGone(accesses.get(i), revoke.get(i));
      begun |= gone;
      if (!gone) {
        found.add("access is not taken away");
      }
    }
    boolean stays = way == Way.NOTHING || way == Way.VOID_LABEL;
    Parcel parcel = facts.shipment() == null ? Parcel.NONE : Parcel.VOIDED;
    for (Paid paid : CancellationRules.due(facts, ruling, parcel)) {
      if (!stays && paid.equals(facts.paidForOrder())) {
        // It waits for the goods, and so is nothing that somebody has left.
        continue;
      }
      boolean back = refundOf(paid) != null;
      begun |= back;
      if (!back) {
        found.add(paid + " is not refunded");
      }
    }
    left = List.copyOf(found);
  }

  /** What there is to do, in words for people. */
  List<String> left() {
    return left;
  }

  /** Whether something was done that can't be taken back. */
  boolean hasBegun() {
    return begun;
  }

  private boolean isGone(ObjectId access, Step step) {
    return engine
        .read(
            LOOK,
            TaskQueues.ACCESS,
            o ->
                Async.function(access(o)::findRevocation, systems.order(engine.sent(step), access)))
        .happened();
  }

  /**
   * The refund by which it was paid back in this ticket before; null when it was not, or not all of
   * it. Of refunds that others made its own case asks people.
   */
  @Nullable Outcome refundOf(Paid paid) {
    if (!Situation.isId(paid.payment())) {
      return null;
    }
    PaymentFacts facts =
        engine.read(
            LOOK,
            TaskQueues.PAYMENTS,
            o ->
                Async.function(
                    payments(o)::lookUpPayment, new LookUpRequest(new ObjectId(paid.payment()))));
    Money missing = paid.amount();
    String last = "";
    for (PaymentFacts.Refund refund : facts.refunds()) {
      if (refund.counts()
          && refund.ticket().equals(ticket.value())
          && refund.amount().currency().equals(missing.currency())) {
        missing = missing.minusOrZero(refund.amount());
        last = refund.ref();
      }
    }
    return missing.minor() == 0
        ? Outcome.succeeded(last, "refunded before, found in " + facts.system())
        : null;
  }
}
