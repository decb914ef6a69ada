package io.caserail.activities.truth;

import io.caserail.reconcile.Truth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A system whose word counts for a state. Nothing is changed by asking it. */
public interface TruthSource {
  /** The system's name as people know it. */
  String system();

  /**
   * Every object that has changed from the one moment and before the other, each once. A list that
   * can't be read to its end is a failure.
   *
   * @param pageRead run whenever a page of the list was read: a day's list may take many minutes
   */
  List<Changed> changed(Instant from, Instant to, Runnable pageRead);

  /**
   * What it is now; empty where it is gone, is another installation's, or says nothing of a case.
   */
  Optional<Truth> read(Changed changed);
}
