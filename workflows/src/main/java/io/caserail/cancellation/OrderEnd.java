package io.caserail.cancellation;

import static io.caserail.cancellation.Systems.orders;

import io.caserail.engine.Effect;
import io.caserail.model.ObjectId;
import io.caserail.model.Step;
import io.caserail.port.Outcome;
import io.caserail.port.TaskQueues;
import io.temporal.workflow.Async;

/** The end of an order: nothing more is packed, billed or delivered for it. */
final class OrderEnd {
  private static final Step CLOSE_ORDER = new Step("close-order", "Close the order");

  private final ObjectId id;
  private final Systems systems;
  private final Changes changes;
  private boolean wanted;
  private boolean leftOpen;

  OrderEnd(ObjectId id, Systems systems, Changes changes) {
    this.id = id;
    this.systems = systems;
    this.changes = changes;
  }

  /** From here on it is known whether there is an order that this cancellation closes. */
  void judged() {
    wanted = systems.facts().isOpen() || systems.facts().isCancelled();
  }

  /** Whether it is to be closed; not once somebody has said that it stays open. */
  boolean isWanted() {
    return wanted;
  }

  boolean isLeftOpen() {
    return leftOpen;
  }

  /** Closes it; as long as nothing final was done, it can be opened again. */
  void close() {
    if (wanted) {
      Outcome closed =
          changes.make(
              CLOSE_ORDER,
              TaskQueues.COMPANY,
              Effect.of(
                      (o, a) -> Async.function(orders(o)::cancelOrder, systems.order(a, id)),
                      (o, a) -> Async.function(orders(o)::findCancellation, systems.order(a, id)))
                  .undoneBy(
                      "reopen the order",
                      (o, a, done) ->
                          Async.function(orders(o)::reopenOrder, systems.order(a, id))));
      leftOpen = closed.kind() == Outcome.Kind.SKIPPED;
      wanted = !leftOpen;
    }
  }

  /** Asks about an order that somebody has opened again meanwhile. */
  void lookedAgain() {
    if (wanted && systems.facts().isOpen()) {
      wanted =
          changes.areToBeMadeAgain("the order was opened again in " + systems.facts().system());
      leftOpen = !wanted;
      close();
    }
  }

  /** What became of it. */
  String words() {
    if (leftOpen) {
      return "the order stays open";
    }
    return wanted ? "the order is closed" : "the order was done with before";
  }
}
