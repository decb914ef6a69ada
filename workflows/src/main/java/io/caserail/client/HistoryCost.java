package io.caserail.client;

import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;

/**
 * What a case costs, by its history.
 *
 * @param events how many events it has
 * @param actions how many of them Temporal Cloud bills: start, attempts of activities, timers,
 *     signals, updates, search-attribute upserts, and two for a child (Temporal Cloud's page on
 *     actions). Heartbeats and queries are billed too and leave no event
 */
public record HistoryCost(int events, int actions) {

  /** Counts a whole history. */
  public static HistoryCost of(List<HistoryEvent> history) {
    return new HistoryCost(history.size(), history.stream().mapToInt(HistoryCost::actions).sum());
  }

  private static int actions(HistoryEvent event) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
          EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
          EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
          EVENT_TYPE_TIMER_STARTED,
          EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES ->
          1;
      case EVENT_TYPE_ACTIVITY_TASK_STARTED ->
          Math.max(1, event.getActivityTaskStartedEventAttributes().getAttempt());
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED -> 2;
      default -> 0;
    };
  }
}
