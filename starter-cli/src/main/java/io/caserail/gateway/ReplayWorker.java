package io.caserail.gateway;

import io.caserail.port.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits in the gateway's process for events that are to be read again. It runs no workflow, and
 * what it can do to a case the gateway can do anyway. While Temporal is away it tries again: a
 * gateway starts without it.
 */
public final class ReplayWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplayWorker.class);
  private static final int AT_A_TIME = 2;
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final long STOP_SECONDS = 5;

  private final WorkflowClient temporal;
  private final Replays replays;
  private final Thread starter;
  private volatile boolean closed;
  private @Nullable WorkerFactory running;

  /** Begins to wait, as soon as Temporal is there. */
  public ReplayWorker(WorkflowClient temporal, GatewaySettings settings, CaseInbox cases) {
    this.temporal = temporal;
    this.replays = new Replays(settings, cases);
    this.starter = new Thread(this::begin, "caserail-replays");
    starter.setDaemon(true);
    starter.start();
  }

  private void begin() {
    while (!closed) {
      WorkerFactory factory = WorkerFactory.newInstance(temporal);
      factory
          .newWorker(
              TaskQueues.GATEWAY,
              WorkerOptions.newBuilder()
                  .setMaxConcurrentActivityExecutionSize(AT_A_TIME)
                  .setMaxConcurrentActivityTaskPollers(1)
                  .build())
          .registerActivitiesImplementations(replays);
      try {
        factory.start();
        keep(factory);
        return;
      } catch (RuntimeException e) {
        factory.shutdownNow();
        log.info("No event is read again yet cause={}", e.getClass().getSimpleName());
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  private synchronized void keep(WorkerFactory factory) {
    running = factory;
    if (closed) {
      factory.shutdownNow();
    }
  }

  /** Lets finish what is being read; what does not finish, another gateway reads. */
  @Override
  public synchronized void close() {
    closed = true;
    LockSupport.unpark(starter);
    WorkerFactory factory = running;
    if (factory != null) {
      factory.shutdown();
      factory.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      factory.shutdownNow();
    }
  }
}
