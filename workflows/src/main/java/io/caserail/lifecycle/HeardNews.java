package io.caserail.lifecycle;

import io.caserail.port.SweptEvent;
import io.caserail.record.RequestLog;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events that have woken a case. One that a webhook has brought is no news when the sweep finds
 * it too; one that only the sweep has found stands in the record as found by it.
 */
public final class HeardNews {
  private final Set<String> heard = new LinkedHashSet<>();

  /**
   * Notes an event.
   *
   * @param eventId as the signal has it; null where it says nothing
   * @param serving the record that it belongs to; null where nothing is being served
   */
  public void note(@Nullable String eventId, @Nullable RequestLog serving) {
    if (eventId == null || !heard.add(SweptEvent.id(eventId))) {
      return;
    }
    boolean swept = SweptEvent.is(eventId);
    found("news", swept ? SweptEvent.SOURCE : "webhook");
    if (swept && serving != null) {
      serving.add("news", "found by the sweep", SweptEvent.id(eventId), "Caserail");
    }
  }

  /** Counts what has reached a case, and what has brought it. */
  static void found(String what, String source) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("what", what);
    tags.put("source", source);
    Workflow.getMetricsScope().tagged(tags).counter("caserail_found").inc(1);
  }
}
