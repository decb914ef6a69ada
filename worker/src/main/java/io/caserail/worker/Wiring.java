package io.caserail.worker;

import io.caserail.client.QuarantineSummary;
import io.caserail.reconcile.ReconcileRequest;
import io.caserail.worker.authority.Paused;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.Optional;

/** What a process is wired to do. Nothing runs yet when it is made. */
interface Wiring extends AutoCloseable {
  /** The workers, which the process starts and stops. */
  WorkerFactory factory();

  /** Starts the workflows that are always there, once the workers run. */
  void begin();

  /** What is paused now, read afresh; nothing for a process that sends nothing. */
  default List<Paused> paused() {
    return List.of();
  }

  /** The events in quarantine, read afresh; nothing for a process that runs no cases. */
  default List<QuarantineSummary> quarantined() {
    return List.of();
  }

  /** Which day the comparison with the sources of truth has come to, read afresh. */
  default Optional<ReconcileRequest> reconciled() {
    return Optional.empty();
  }

  /** Closes what the wiring opened; the factory is stopped before. */
  @Override
  void close();
}
