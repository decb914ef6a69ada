package io.caserail.engine;

import io.caserail.display.Voice;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.TicketView;
import io.caserail.record.RequestLog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request that is being served: its record, its voice, and how far it is. */
final class Serving {
  private final RequestLog log;
  private final Voice voice;
  private final Undoing undoing;
  private final Set<String> standIns = new LinkedHashSet<>();
  private @Nullable String pivot;

  Serving(RequestLog log, Voice voice, Undoing undoing) {
    this.log = log;
    this.voice = voice;
    this.undoing = undoing;
  }

  RequestLog log() {
    return log;
  }

  Voice voice() {
    return voice;
  }

  Undoing undoing() {
    return undoing;
  }

  /** Somebody has decided in the place of others; from here on the ticket says so. */
  void decidedBy(String standIn) {
    standIns.add(standIn);
  }

  /** The view, with whoever has decided in the place of others. */
  TicketView naming(TicketView view) {
    return standIns.isEmpty()
        ? view
        : view.adding("Decided by " + String.join("; and by ", standIns) + ".");
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
    return pivot == null && log.status() != CaseStatus.IN_DOUBT && !log.isCompensating();
  }

  /** What may be said about a step whose effect has not happened. */
  List<DecisionKind> offers(Step step) {
    return orEnd(
        mayLeaveOut(step)
            ? List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP)
            : List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND));
  }

  /**
   * Whether a person may leave it out. Before the pivot who can't go on withdraws; after it no step
   * holds the request for ever.
   */
  private boolean mayLeaveOut(Step step) {
    return step.optional() || pivot != null;
  }

  /** The same, and what ends the request while that is possible. */
  List<DecisionKind> orEnd(List<DecisionKind> offers) {
    List<DecisionKind> all = new ArrayList<>(offers);
    if (pivot == null && !log.isCompensating()) {
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
