package io.caserail.golden;

import io.caserail.hints.GoldenHints;
import io.caserail.outage.GoldenOutage;
import io.caserail.quarantine.GoldenQuarantine;
import io.caserail.reconcile.GoldenReconciliation;
import io.caserail.sweep.GoldenSweep;
import io.caserail.tracking.GoldenFacts;
import io.caserail.watchdog.GoldenWatchdog;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A path of a workflow that runs beside the cases, whose history is kept: that of one run, until it
 * ends, hands on to the next one, or waits.
 */
public interface GoldenRun {

  /** Every path; there is a history of each, and no other. */
  static Stream<GoldenRun> all() {
    return Stream.of(
            GoldenQuarantine.values(),
            GoldenOutage.values(),
            GoldenSweep.values(),
            GoldenHints.values(),
            GoldenReconciliation.values(),
            GoldenWatchdog.values(),
            GoldenFacts.values())
        .flatMap(Arrays::stream);
  }

  String name();

  /** What its files' names begin with. */
  String prefix();

  /** The interface of its workflow. */
  Class<?> kind();

  /** The class that carries it. */
  Class<?> workflow();

  /** Begins it, and lets happen what happens. */
  void play(GoldenStage stage);

  default String file() {
    return prefix() + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }
}
