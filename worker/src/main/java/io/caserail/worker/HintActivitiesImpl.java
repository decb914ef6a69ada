package io.caserail.worker;

import io.caserail.client.CaseClient;
import io.caserail.client.TemporalUnavailable;
import io.caserail.port.HintActivities;
import io.caserail.port.HintBundle;
import io.caserail.port.HintBundle.Line;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the hints of a crowd to their cases, one after the other. */
final class HintActivitiesImpl implements HintActivities {
  /** By then Temporal has been asked for about five minutes. */
  private static final int MOST_ATTEMPTS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(HintActivitiesImpl.class);
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
        if (here.getInfo().getAttempt() >= MOST_ATTEMPTS) {
          // One that its case never takes holds up no other; the sweep finds its ticket.
          LOG.error("given up: {}", lines.get(there), e);
          there++;
          here.heartbeat(there);
          continue;
        }
        throw CaseActivitiesImpl.TEMPORAL.away(
            "Temporal did not take it", e.getClass().getSimpleName(), null);
      }
      there++;
      here.heartbeat(there);
    }
    return there;
  }
}
