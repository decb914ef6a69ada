package io.caserail.port;

import io.temporal.activity.ActivityInterface;

/** Brings hints to their cases. */
@ActivityInterface
public interface HintActivities {
  /**
   * Hands one hint after the other to its case, which is started where none is open. The heartbeat
   * tells how many are there, so that a second attempt goes on after them; a hint that comes twice
   * is one look more.
   *
   * @return how many there were
   */
  int handOn(HintBundle bundle);
}
