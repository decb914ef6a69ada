package io.caserail.quarantine;

import io.temporal.activity.ActivityInterface;

/** What an entry asks of the worker, which holds the record. */
@ActivityInterface
public interface QuarantineActivities {
  /**
   * Puts a word about an entry on the record that outlives the history.
   *
   * @throws RuntimeException when it is not known to be on the disk
   */
  void record(QuarantineWord word);
}
