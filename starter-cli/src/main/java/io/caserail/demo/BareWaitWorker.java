package io.caserail.demo;

import io.caserail.client.CaseData;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;

/** The worker of {@link BareWait} as a process of its own, whose heap holds nothing else. */
public final class BareWaitWorker {
  static final String QUEUE = "bare-waits";

  private BareWaitWorker() {}

  /**
   * Works until the process is ended.
   *
   * @param target Temporal's host and port
   */
  public static void main(String[] target) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target[0]).build());
    WorkerFactory workers =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build()));
    workers.newWorker(QUEUE).registerWorkflowImplementationTypes(BareWaitImpl.class);
    workers.start();
    System.out.println(WorkerJvm.UP);
  }
}
