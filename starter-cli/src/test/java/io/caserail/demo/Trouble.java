package io.caserail.demo;

import io.caserail.model.DecisionKind;
import io.caserail.sandbox.fault.CallFault;
import io.caserail.sandbox.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A kind of fault: a column of the table. */
enum Trouble {
  REFUSED("refused"),
  ERROR("500"),
  ERROR_AFTER("500 after"),
  TOO_MANY("429"),
  TOO_MANY_FOR("429 for 1s"),
  UNANSWERED("time-out"),
  RESET("reset"),
  MALFORMED("malformed"),
  /** It stays away until somebody has withdrawn the refund, or had time to. */
  AWAY("503, withdraw"),
  /** It stays away until somebody has refunded by hand, or had time to. */
  AWAY_BY_HAND("503, by hand"),
  KILLED_BEFORE("kill before"),
  KILLED_AFTER("kill after"),
  /** The activity has done its work, and Temporal never hears of it. */
  REPORT_LOST("report lost"),
  /** The worker dies with a workflow task in its hands, and Temporal never hears of it. */
  TASK_KILLED_BEFORE("kill, task lost"),
  /** The worker dies when Temporal has taken its workflow task. */
  TASK_KILLED_AFTER("kill, task kept");

  /** What is worst for an effect: whether it happened is not known, or another must find out. */
  static final List<Trouble> WORST = List.of(REFUSED, UNANSWERED, RESET, KILLED_AFTER);

  private final String column;

  Trouble(String column) {
    this.column = column;
  }

  String column() {
    return column;
  }

  /** What a call meets that it hits, whichever that is. */
  Fault fault() {
    return on("*", "*");
  }

  /** What a call of these meets. */
  Fault on(String system, String endpoint) {
    CallFault call = Fault.on(system).endpoint(endpoint).always();
    return switch (this) {
      // A killed worker hears no answer; before its end the call had no effect, or had it.
      case REFUSED -> call.refused();
      case KILLED_BEFORE -> call.reset();
      case RESET, KILLED_AFTER -> call.answerLost();
      case ERROR -> call.status(500);
      case ERROR_AFTER -> call.statusAfterEffect(500);
      case TOO_MANY -> call.status(429);
      case TOO_MANY_FOR -> call.status(429, Map.of("Retry-After", "1"), null);
      case UNANSWERED -> call.answerTimesOut();
      case MALFORMED -> call.malformed();
      case AWAY, AWAY_BY_HAND -> call.status(503);
      case REPORT_LOST, TASK_KILLED_BEFORE, TASK_KILLED_AFTER ->
          throw new IllegalStateException("it strikes no call to a vendor");
    };
  }

  /**
   * Whether it can strike this call, and no other column does the same: a read that is killed after
   * its answer is one that is killed before the next call, or whose report is lost.
   */
  boolean concerns(RecordedCall call) {
    if (!strikesCalls() || call.isReport() || call.isTask()) {
      return (this == REPORT_LOST && call.isReport()) || (strikesTasks() && call.isTask());
    }
    return !call.isRead() || (this != ERROR_AFTER && this != KILLED_AFTER);
  }

  boolean strikesCalls() {
    return this != REPORT_LOST && !strikesTasks();
  }

  boolean strikesTasks() {
    return this == TASK_KILLED_BEFORE || this == TASK_KILLED_AFTER;
  }

  /**
   * How long a case may take: what was lost with its worker is missed after a minute, and a ticket
   * that could not be read is looked at again after two more.
   */
  Duration patience() {
    return switch (this) {
      case REPORT_LOST, KILLED_BEFORE, KILLED_AFTER, TASK_KILLED_BEFORE, TASK_KILLED_AFTER ->
          Duration.ofSeconds(280);
      default -> Duration.ofSeconds(100);
    };
  }

  /** Whether it goes on until it is lifted. */
  boolean lasts() {
    return this == AWAY || this == AWAY_BY_HAND;
  }

  /** What the lead would rather do, the first that is legal. */
  List<DecisionKind> wishes() {
    return switch (this) {
      case AWAY -> List.of(DecisionKind.WITHDRAW, DecisionKind.REFUSE);
      case AWAY_BY_HAND -> List.of(DecisionKind.DONE_BY_HAND);
      default -> List.of();
    };
  }
}
