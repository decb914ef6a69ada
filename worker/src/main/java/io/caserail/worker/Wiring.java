package io.caserail.worker;

import io.temporal.worker.WorkerFactory;

/** What a process is wired to do. Nothing runs yet when it is made. */
interface Wiring extends AutoCloseable {
  /** The workers, which the process starts and stops. */
  WorkerFactory factory();

  /** Starts the workflows that are always there, once the workers run. */
  void begin();

  /** Closes what the wiring opened; the factory is stopped before. */
  @Override
  void close();
}
