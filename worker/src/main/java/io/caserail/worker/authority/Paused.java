package io.caserail.worker.authority;

import io.caserail.activities.zendesk.ControlMark;
import io.caserail.model.CaseKind;
import java.time.Instant;
import java.util.List;

/**
 * A kind of case of which nothing is sent now.
 *
 * @param since when
 * @param by who has paused it, for people's eyes only
 * @param why in their words; empty where the ticket says it
 * @param agreed who has agreed to resume it and may
 */
public record Paused(CaseKind kind, Instant since, String by, String why, List<String> agreed) {
  public Paused {
    agreed = List.copyOf(agreed);
  }

  /** Whether it has paused by itself. */
  public boolean isByBrake() {
    return by.equals(ControlMark.BRAKE);
  }
}
