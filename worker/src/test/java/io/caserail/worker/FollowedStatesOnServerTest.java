package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.model.TicketId;
import io.caserail.port.FactsFieldActivities;
import io.caserail.port.FactsRequest;
import io.caserail.port.FactsShown;
import io.caserail.port.TaskQueues;
import io.caserail.port.Tracked;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.tracking.FactsWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What only a real server shows: the time that a try waits to be taken counts anew for each try,
 * and heartbeat details outlive a try that failed.
 */
@Tag("real-server")
final class FollowedStatesOnServerTest {
  private static final String CASE = "cancellation-acme-ord_1";
  private static final Duration DELAY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<FactsShown> written = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile boolean open = true;

  @Test
  @Timeout(900)
  void many_looks_at_the_same_leave_no_event_and_a_worker_that_is_gone_is_noticed() {
    Optional<Path> binary = TemporalServer.binary(System.getenv());
    assumeThat(binary).as("a temporal binary on the PATH or in TEMPORAL_CLI").isPresent();
    try (TemporalServer server = TemporalServer.real(binary.orElseThrow(), SearchKeys.types())) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(server.target()).build());
      WorkflowClient client =
          WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build());
      WorkerFactory factory = WorkerFactory.newInstance(client);
      try (CaseClient cases = new CaseClient(client, "acme")) {
        Worker parcels = workers(factory);
        factory.start();
        cases.track(
            CASE,
            new FactsRequest(
                new TicketId("101"),
                "UTC",
                List.of(
                    new FactsRequest.Part(new Tracked(Tracked.State.SHIPMENT, "shp_1"), DELAY))));
        until(() -> looks.get() >= 8 && !written.isEmpty());
        assertThat(written).hasSize(1);
        assertThat(client.fetchHistory("facts-" + CASE).getEvents().size()).isLessThan(30);

        parcels.suspendPolling();

        until(() -> line().contains("not known, last seen"));
        assertThat(line()).contains("(nobody has looked in time)");
        open = false;
        parcels.resumePolling();
        until(() -> line().contains("; not followed since "));
      } finally {
        factory.shutdownNow();
        stubs.shutdownNow();
      }
    }
  }

  private Worker workers(WorkerFactory factory) {
    factory
        .newWorker(TaskQueues.CASES)
        .registerWorkflowImplementationTypes(FactsWorkflowImpl.class);
    factory.newWorker(TaskQueues.TICKETS).registerActivitiesImplementations(new Field());
    Worker parcels = factory.newWorker(Tracked.State.SHIPMENT.queue());
    parcels.registerActivitiesImplementations(
        new FactActivitiesImpl("EasyPost", this::look, id -> open, Instant::now));
    return parcels;
  }

  private String look(String parcel) {
    looks.incrementAndGet();
    return "with the carrier";
  }

  private final class Field implements FactsFieldActivities {
    @Override
    public boolean showFacts(FactsShown shown) {
      return written.add(shown);
    }
  }

  private String line() {
    return written.isEmpty() ? "" : written.get(written.size() - 1).lines().get(0);
  }

  private void until(BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("looked %s times, shows %s", looks, written)
          .isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
