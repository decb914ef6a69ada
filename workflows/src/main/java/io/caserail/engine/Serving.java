package io.caserail.engine;

import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.record.RequestLog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request that is being served: its record, its patience, its voice, and how far it is. */
final class Serving {
  private final RequestLog log;
  private final Waits waits;
  private final Voice voice;
  private final Undoing undoing;
  private @Nullable String pivot;

  Serving(RequestLog log, Waits waits, Voice voice, Undoing undoing) {
    this.log = log;
    this.waits = waits;
    this.voice = voice;
    this.undoing = undoing;
  }

  RequestLog log() {
    return log;
  }

  Waits waits() {
    return waits;
  }

  Voice voice() {
    return voice;
  }

  Undoing undoing() {
    return undoing;
  }

  /** From here on it is repaired forward. */
  void pass(String why) {
    pivot = why;
  }

  boolean hasPassed() {
    return pivot != null;
  }

  /** Whether somebody's wish to stop it can still be met. */
  boolean canEnd() {
    CaseStatus status = log.status();
    return pivot == null && status != CaseStatus.IN_DOUBT && !isCompensating();
  }

  boolean isCompensating() {
    return log.isCompensating();
  }

  /** What may be said about a step whose effect has not happened. */
  List<DecisionKind> offers(Step step) {
    List<DecisionKind> offers = new ArrayList<>(List.of(DecisionKind.RETRY));
    offers.add(DecisionKind.DONE_BY_HAND);
    if (step.optional()) {
      offers.add(DecisionKind.SKIP);
    }
    return orEnd(offers);
  }

  /** The same, and what ends the request while that is possible. */
  List<DecisionKind> orEnd(List<DecisionKind> offers) {
    List<DecisionKind> all = new ArrayList<>(offers);
    if (pivot == null && !isCompensating()) {
      if (undoing.hasWork()) {
        all.add(DecisionKind.COMPENSATE);
      }
      all.add(DecisionKind.WITHDRAW);
    }
    return all;
  }

  /** What 'compensate' would do now, or why it can do nothing any more. */
  List<String> undoPreview() {
    return pivot == null ? undoing.preview() : List.of("can't be taken back any more: " + pivot);
  }
}
