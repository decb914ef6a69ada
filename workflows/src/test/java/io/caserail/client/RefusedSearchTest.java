package io.caserail.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that does not have the attribute by which cases are looked for. */
class RefusedSearchTest {
  private Server server;
  private ManagedChannel channel;
  private WorkflowServiceStubs stubs;
  private CaseClient cases;

  @BeforeEach
  void start() throws IOException {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(new Refusing()).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
    cases = new CaseClient(WorkflowClient.newInstance(stubs), "acme");
  }

  @AfterEach
  void stop() {
    cases.close();
    stubs.shutdownNow();
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void a_search_that_is_refused_is_no_word_that_no_case_is_open() {
    assertThatThrownBy(() -> cases.wakeOn(new ObjectId("shp_1"), "evt_1"))
        .isInstanceOf(TemporalUnavailable.class)
        .hasMessage("Temporal did not say which cases it concerns")
        .hasStackTraceContaining("no mapping defined for search attribute HangsOn");
    assertThatThrownBy(() -> cases.hintOpen(new TicketHint(new TicketId("1"), "webhook")))
        .isInstanceOf(TemporalUnavailable.class);
  }

  private static final class Refusing extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      answer.onNext(GetSystemInfoResponse.getDefaultInstance());
      answer.onCompleted();
    }

    @Override
    public void listWorkflowExecutions(
        ListWorkflowExecutionsRequest request,
        StreamObserver<ListWorkflowExecutionsResponse> answer) {
      answer.onError(
          Status.INVALID_ARGUMENT
              .withDescription("no mapping defined for search attribute HangsOn")
              .asRuntimeException());
    }
  }
}
