package io.caserail.worker;

import io.caserail.client.CaseClient;
import io.caserail.client.TemporalUnavailable;
import io.caserail.port.HintActivities;
import io.caserail.port.HintBundle;
import io.caserail.port.HintBundle.Line;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.List;

/** Brings the hints of a crowd to their cases, one after the other. */
final class HintActivitiesImpl implements HintActivities {
  private final CaseClient cases;

  HintActivitiesImpl(CaseClient cases) {
    this.cases = cases;
  }

  @Override
  public int handOn(HintBundle bundle) {
    ActivityExecutionContext here = Activity.getExecutionContext();
    List<Line> lines = bundle.lines();
    int there = here.getHeartbeatDetails(Integer.class).orElse(0);
    while (there < lines.size()) {
      try {
        cases.handOn(lines.get(there));
      } catch (TemporalUnavailable e) {
        throw CaseActivitiesImpl.TEMPORAL.away(
            "Temporal did not take it", e.getClass().getSimpleName(), null);
      }
      there++;
      here.heartbeat(there);
    }
    return there;
  }
}
