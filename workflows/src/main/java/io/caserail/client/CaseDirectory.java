package io.caserail.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.internal.common.ProtobufTimeUtils;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists cases: by visibility where the server has it, else by describing the open ones. */
public final class CaseDirectory {
  private static final int PAGE = 200;
  private final WorkflowServiceStubs stubs;
  private final String namespace;

  public CaseDirectory(WorkflowClient client) {
    this.stubs = client.getWorkflowServiceStubs();
    this.namespace = client.getOptions().getNamespace();
  }

  /** The same of every filter. */
  public List<CaseSummary> list(String query, int most) {
    return list(query, CaseFilter.NONE, most);
  }

  /**
   * The cases of a query that a filter lets through, newest first as far as the server orders them.
   *
   * @param query a visibility query such as {@code CaseStatus='BLOCKED'}; empty for all open cases
   * @param most how many at the most
   * @throws IllegalArgumentException when the server has no visibility and the query is not empty,
   *     or when the server refuses the query
   */
  public List<CaseSummary> list(String query, CaseFilter filter, int most) {
    Instant now = Instant.now();
    String visible = visible(query, filter.query(now));
    try {
      return byVisibility(visible, filter, now, most);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        throw new IllegalArgumentException("the server refuses this query: " + visible, e);
      }
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      if (!query.isEmpty()) {
        throw new IllegalArgumentException(
            "the in-memory server can't search; leave the query out, or use a real server", e);
      }
      return byDescribing(filter, now, most);
    }
  }

  private static String visible(String query, String filter) {
    String asked = query.isEmpty() ? "ExecutionStatus='Running' AND CaseKind != ''" : query;
    return filter.isEmpty() ? asked : "(" + asked + ") AND " + filter;
  }

  /** The open cases that wait because this upstream is away, or because a lead holds it. */
  public List<CaseSummary> waitingFor(String upstream, int most) {
    Instant now = Instant.now();
    String codes = String.join("','", CaseSummary.WAITS);
    try {
      return byVisibility(
          "ExecutionStatus='Running' AND CaseKind != '' AND Upstream='"
              + upstream.replace("'", "''")
              + "' AND FailureType IN ('"
              + codes
              + "')",
          CaseFilter.NONE,
          now,
          most);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      return byDescribing(CaseFilter.NONE, now, most).stream()
          .filter(one -> one.upstream().equals(upstream) && CaseSummary.WAITS.contains(one.cause()))
          .toList();
    }
  }

  /**
   * The open cases of an account that name a value in one of their lists.
   *
   * @param value of letters, digits, '_' and '-' only
   * @return their workflow ids, {@value #PAGE} at the most
   * @throws StatusRuntimeException when the server does not say, as where it does not have the
   *     attribute
   */
  List<String> open(String account, SearchAttributeKey<List<String>> key, String value) {
    String query =
        "ExecutionStatus='Running' AND CaseKind != '' AND Account='%s' AND %s='%s'"
            .formatted(account, key.getName(), value);
    try {
      return stubs
          .blockingStub()
          .listWorkflowExecutions(
              ListWorkflowExecutionsRequest.newBuilder()
                  .setNamespace(namespace)
                  .setQuery(query)
                  .setPageSize(PAGE)
                  .build())
          .getExecutionsList()
          .stream()
          .map(info -> info.getExecution().getWorkflowId())
          .toList();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      return openByDescribing(account, key.getName(), value);
    }
  }

  private List<String> openByDescribing(String account, String key, String value) {
    List<String> open = new ArrayList<>();
    var request =
        ListOpenWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setMaximumPageSize(PAGE);
    do {
      var page = stubs.blockingStub().listOpenWorkflowExecutions(request.build());
      for (WorkflowExecutionInfo info : page.getExecutionsList()) {
        SearchAttributes shown = describe(info).getSearchAttributes();
        if (!text(shown, "CaseKind").isEmpty()
            && text(shown, "Account").equals(account)
            && List.of(text(shown, key).split(",", -1)).contains(value)) {
          open.add(info.getExecution().getWorkflowId());
        }
      }
      request.setNextPageToken(page.getNextPageToken());
    } while (!request.getNextPageToken().isEmpty());
    return open;
  }

  /** Those of the cases that the server knows, open or within their retention. */
  public List<CaseSummary> known(List<String> caseIds) {
    List<CaseSummary> known = new ArrayList<>();
    for (String caseId : caseIds) {
      try {
        known.add(
            summary(
                describe(
                    WorkflowExecutionInfo.newBuilder()
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(caseId))
                        .build())));
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
          throw e;
        }
      }
    }
    return known;
  }

  private List<CaseSummary> byVisibility(String query, CaseFilter filter, Instant now, int most) {
    List<CaseSummary> cases = new ArrayList<>();
    var request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setQuery(query)
            .setPageSize(Math.min(most, PAGE));
    do {
      var page = stubs.blockingStub().listWorkflowExecutions(request.build());
      page.getExecutionsList().stream()
          .map(CaseDirectory::summary)
          .filter(one -> filter.matches(one, now))
          .forEach(cases::add);
      request.setNextPageToken(page.getNextPageToken());
    } while (!request.getNextPageToken().isEmpty() && cases.size() < most);
    return cases.subList(0, Math.min(most, cases.size()));
  }

  private List<CaseSummary> byDescribing(CaseFilter filter, Instant now, int most) {
    List<CaseSummary> cases = new ArrayList<>();
    var request =
        ListOpenWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setMaximumPageSize(PAGE);
    do {
      var page = stubs.blockingStub().listOpenWorkflowExecutions(request.build());
      for (WorkflowExecutionInfo info : page.getExecutionsList()) {
        if (cases.size() < most) {
          CaseSummary summary = summary(describe(info));
          if (!summary.kind().isEmpty() && summary.open() && filter.matches(summary, now)) {
            cases.add(summary);
          }
        }
      }
      request.setNextPageToken(page.getNextPageToken());
    } while (!request.getNextPageToken().isEmpty() && cases.size() < most);
    return cases;
  }

  private WorkflowExecutionInfo describe(WorkflowExecutionInfo info) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(info.getExecution())
                .build())
        .getWorkflowExecutionInfo();
  }

  private static CaseSummary summary(WorkflowExecutionInfo info) {
    SearchAttributes found = info.getSearchAttributes();
    String tickets = text(found, "TicketId");
    String due = text(found, "DueAt");
    return new CaseSummary(
        info.getExecution().getWorkflowId(),
        text(found, "CaseKind"),
        text(found, "CaseStatus"),
        text(found, "CaseOwner"),
        text(found, "FaultDomain"),
        text(found, "Upstream"),
        text(found, "FailureType"),
        tickets.isEmpty() ? List.of() : List.of(tickets.split(",", -1)),
        ProtobufTimeUtils.toJavaInstant(info.getStartTime()),
        instant(due),
        Boolean.parseBoolean(text(found, "Late")),
        info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  static @Nullable Instant instant(String text) {
    return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
  }

  /** Servers store an attribute as JSON, a list as a list or as its only element. */
  static String text(SearchAttributes attributes, String name) {
    return text(attributes.getIndexedFieldsMap().get(name));
  }

  static String text(@Nullable Payload payload) {
    if (payload == null) {
      return "";
    }
    Object value =
        DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, Object.class, Object.class);
    if (value instanceof List<?> list) {
      return String.join(",", list.stream().map(String::valueOf).toList());
    }
    return value == null ? "" : value.toString();
  }
}
