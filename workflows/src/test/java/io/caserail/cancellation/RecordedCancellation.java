package io.caserail.cancellation;

import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.port.Outcome;
import io.caserail.port.ShipmentFacts;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.util.Locale;

/** The paths of cancellations whose histories are kept. */
enum RecordedCancellation {
  /** An order to its end. */
  FINISHED,
  /** An order that is waiting in its window; the same, taken back. */
  WINDOW,
  WITHDRAWN,
  /** A subscription that ends with its term. */
  TERM,
  /** An order whose money is paid back in cases of its own, one of them after a no. */
  REFUNDED,
  /** An order that is waiting for the case of its refund. */
  REFUNDING,
  /** An order that is waiting for its goods, of which the rest is done. */
  GOODS_OUT;

  private static final Duration DAYS = Duration.ofDays(2);

  String file() {
    return "histories/cancellation-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  /** Plays it with today's code. */
  WorkflowExecutionHistory play() {
    try (CancellationScene scene =
        this == TERM ? CancellationScene.ofSubscription() : CancellationScene.ofOrder()) {
      scene.shop.voidTakes = this == REFUNDED || this == REFUNDING ? Duration.ZERO : DAYS;
      if (this == REFUNDED) {
        scene.shop.refundEnd =
            due ->
                due.payment().value().equals("pi_1") && due.origin().copy() == 0
                    ? Outcome.rejected("", "refund_refused", "refused by ana")
                    : Outcome.succeeded("re_1", "the refund was made");
      } else if (this == REFUNDING) {
        scene.shop.refundEnd = due -> null;
      } else if (this == GOODS_OUT) {
        scene.shop.parcel = ShipmentFacts.Stage.DELIVERED;
      }
      scene.ask(this == TERM ? "term_end" : "now");
      if (this == WINDOW || this == WITHDRAWN) {
        scene.untilAt("undo-window");
      }
      if (this == WITHDRAWN) {
        var unused = scene.decide(DecisionKind.WITHDRAW);
      }
      if (this == REFUNDED) {
        scene.until(CaseStatus.BLOCKED);
        var unused = scene.decide(DecisionKind.RETRY);
      }
      if (this == REFUNDING) {
        scene.untilNote("the refund of");
      } else if (this == GOODS_OUT) {
        scene.untilNote("waits for the goods");
      } else if (this != WINDOW) {
        var unused = scene.result();
      }
      return scene.history();
    }
  }
}
