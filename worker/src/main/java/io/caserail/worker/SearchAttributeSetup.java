package io.caserail.worker;

import io.caserail.display.SearchKeys;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the cases' search attributes where they are missing. A server that does not let us is
 * no error here: an operator may have done it, and otherwise the log says how.
 */
final class SearchAttributeSetup {
  private static final Logger log = LoggerFactory.getLogger(SearchAttributeSetup.class);
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration USABLE_WITHIN = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final WorkflowClient client;
  private final String namespace;

  SearchAttributeSetup(WorkflowClient client) {
    this.client = client;
    this.namespace = client.getOptions().getNamespace();
  }

  void ensure() throws InterruptedException {
    Map<String, IndexedValueType> missing = new LinkedHashMap<>(SearchKeys.types());
    missing.keySet().removeAll(known());
    if (missing.isEmpty()) {
      return;
    }
    try {
      var unused =
          operator()
              .addSearchAttributes(
                  AddSearchAttributesRequest.newBuilder()
                      .setNamespace(namespace)
                      .putAllSearchAttributes(missing)
                      .build());
      log.info("search attributes registered; names={}", missing.keySet());
      awaitUsable(missing.keySet());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
        return;
      }
      log.warn(
          "search attributes could not be registered; ask an operator to run"
              + " 'temporal operator search-attribute create' for each; names={} answer={}",
          missing,
          e.getStatus().getCode());
    }
  }

  private Set<String> known() {
    try {
      return operator()
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
          .getCustomAttributesMap()
          .keySet();
    } catch (StatusRuntimeException e) {
      return Set.of();
    }
  }

  /** A fresh attribute takes a moment until the server's own cache knows it. */
  private void awaitUsable(Set<String> fresh) throws InterruptedException {
    long end = System.nanoTime() + USABLE_WITHIN.toNanos();
    while (!areUsable(fresh) && System.nanoTime() < end) {
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private boolean areUsable(Set<String> fresh) {
    try {
      var unused =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS)
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(namespace)
                      .setPageSize(1)
                      .setQuery(String.join(" IS NULL AND ", fresh) + " IS NULL")
                      .build());
      return true;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT;
    }
  }

  private OperatorServiceGrpc.OperatorServiceBlockingStub operator() {
    return OperatorServiceGrpc.newBlockingStub(client.getWorkflowServiceStubs().getRawChannel())
        .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS);
  }
}
