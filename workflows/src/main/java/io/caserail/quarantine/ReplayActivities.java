package io.caserail.quarantine;

import io.temporal.activity.ActivityInterface;

/** What a gateway does for an entry: the process that reads events reads it once more. */
@ActivityInterface
public interface ReplayActivities {
  /**
   * Reads the event as if it had just arrived and had been proven, and hands it on. It may be asked
   * again when its answer was lost: an event is a hint, and a case that hears it twice has heard
   * nothing new.
   *
   * @throws RuntimeException when Temporal does not take what it is handed; asked again later
   */
  Replayed replay(QuarantineEntry entry);
}
