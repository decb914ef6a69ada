package io.caserail.cancellation;

import io.caserail.model.DecisionKind;
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
  TERM;

  String file() {
    return "histories/cancellation-" + name().toLowerCase(Locale.ROOT) + ".json";
  }

  /** Plays it with today's code. */
  WorkflowExecutionHistory play() {
    try (CancellationScene scene =
        this == TERM ? CancellationScene.ofSubscription() : CancellationScene.ofOrder()) {
      scene.shop.voidTakes = Duration.ofDays(2);
      scene.ask(this == TERM ? "term_end" : "now");
      if (this == WINDOW || this == WITHDRAWN) {
        scene.untilAt("undo-window");
      }
      if (this == WITHDRAWN) {
        var unused = scene.decide(DecisionKind.WITHDRAW);
      }
      if (this != WINDOW) {
        var unused = scene.result();
      }
      return scene.history();
    }
  }
}
