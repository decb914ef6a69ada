package io.caserail.demo;

import io.caserail.client.CaseData;
import io.caserail.display.SearchKeys;
import io.caserail.gateway.CaseInbox;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.HintBundle;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineEntry;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.List;

/**
 * The bare workflow's worker, and an inbox that sends a webhook's hint or news to it while it is
 * switched on. Its activities are those of the shipped worker.
 */
final class BareCases implements CaseInbox, AutoCloseable {
  private static final String QUEUE = "bare-cases";
  private static final int SLOTS = 100;

  private final CaseInbox ours;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory workers;
  private volatile boolean on;

  BareCases(String target, CaseInbox ours) {
    this.ours = ours;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build());
    this.workers = WorkerFactory.newInstance(client);
    workers
        .newWorker(
            QUEUE,
            WorkerOptions.newBuilder().setMaxConcurrentWorkflowTaskExecutionSize(SLOTS).build())
        .registerWorkflowImplementationTypes(BareWorkflowImpl.class);
    workers.start();
  }

  /** Whether hints go to the bare workflow from now on. */
  void switchTo(boolean bare) {
    on = bare;
  }

  @Override
  public void submit(CaseKind kind, ObjectId object, TicketHint hint) {
    if (on) {
      start(BareWorkflow.class.getSimpleName(), QUEUE, id(kind, object), kind, object, hint);
    } else {
      ours.submit(kind, object, hint);
    }
  }

  /**
   * What {@link #submit} sends Temporal, to a queue on which nobody works: for the acknowledgement
   * to be held against.
   */
  void raw(ObjectId payment, TicketHint hint) {
    start("RawWorkflow", "raw", "raw-" + payment, CaseKind.REFUND, payment, hint);
  }

  /** The workflow id of an object's bare workflow. */
  static String id(CaseKind kind, ObjectId object) {
    return kind.workflowId("bare", object);
  }

  private void start(
      String type, String queue, String id, CaseKind kind, ObjectId object, TicketHint hint) {
    WorkflowExecution unused =
        client
            .newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(queue)
                    .setWorkflowId(id)
                    .setStaticSummary("Bare work on " + object)
                    .setTypedSearchAttributes(
                        SearchAttributes.newBuilder()
                            .set(SearchKeys.KIND, kind.name())
                            .set(SearchKeys.STATUS, "RUNNING")
                            .set(SearchKeys.ACCOUNT, "acme")
                            .build())
                    .build())
            .signalWithStart("submit", new Object[] {hint}, new Object[] {kind, object});
  }

  @Override
  public boolean wake(CaseKind kind, ObjectId object, String eventId) {
    if (!on) {
      return ours.wake(kind, object, eventId);
    }
    try {
      client.newUntypedWorkflowStub(id(kind, object)).signal("wake", eventId);
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  @Override
  public String hintLater(HintBundle bundle) {
    if (!on) {
      return ours.hintLater(bundle);
    }
    for (HintBundle.Line line : bundle.lines()) {
      if (line.kind() != null && line.object() != null) {
        submit(line.kind(), line.object(), line.hint());
      }
    }
    return "";
  }

  @Override
  public List<String> hintOpen(TicketHint hint) {
    return ours.hintOpen(hint);
  }

  @Override
  public List<String> wakeOn(ObjectId part, String eventId) {
    return ours.wakeOn(part, eventId);
  }

  @Override
  public void wakeOrStart(String refund, String eventId) {
    ours.wakeOrStart(refund, eventId);
  }

  @Override
  public boolean quarantine(QuarantineEntry entry) {
    return ours.quarantine(entry);
  }

  @Override
  public long quarantined(String source, int most) {
    return ours.quarantined(source, most);
  }

  @Override
  public String account() {
    return ours.account();
  }

  @Override
  public boolean reachable() {
    return ours.reachable();
  }

  @Override
  public void close() {
    workers.shutdownNow();
    stubs.shutdownNow();
  }
}
