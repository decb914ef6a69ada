package io.caserail.client;

import io.caserail.model.CaseKind;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.SettlementRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.watchdog.CaseTrace;
import io.caserail.watchdog.CaseTrace.Shown;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowTaskFailedEventAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.internal.common.ProtobufTimeUtils;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a case's history for what the watchdog must know. That is the same on every server, needs
 * no worker, and is not behind the truth, as a listing may be.
 */
public final class CaseTraces {
  private static final DataConverter DATA = CaseData.converter();
  private static final String SHOW = "ShowOnTicket";
  private static final String HAND_OVER = "settle";

  private final WorkflowClient client;
  private final String account;

  public CaseTraces(WorkflowClient client, String account) {
    this.client = client;
    this.account = account;
  }

  /** The trace of a run; nothing when it is no case of the account, or is not kept any more. */
  public Optional<CaseTrace> read(String caseId, String runId) {
    CaseKind kind = SuspectRuns.kind(caseId, account);
    if (kind == null) {
      return Optional.empty();
    }
    try {
      Reading reading = new Reading();
      client.fetchHistory(caseId, runId).getEvents().forEach(reading::add);
      return Optional.of(reading.trace(caseId, runId, kind, account));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      // Reading a history, the SDK does not say it in words of its own.
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The case's newest run, when that was made by resetting this one. */
  public Optional<CaseTrace> resetFrom(CaseTrace ended) {
    return read(ended.caseId(), "").filter(newest -> newest.resetOf().equals(ended.runId()));
  }

  /** What has been seen of a history so far. */
  private static final class Reading {
    private final Map<Long, Asked> asked = new LinkedHashMap<>();
    private final Set<Long> done = new LinkedHashSet<>();
    private final Set<TicketId> named = new LinkedHashSet<>();
    private @Nullable Instant undone;
    private boolean failing;
    private boolean completed;
    private @Nullable String end;
    private @Nullable Instant endedAt;
    private @Nullable Instant resetAt;
    private String resetOf = "";

    private record Asked(ShowRequest request, Instant at) {}

    void add(HistoryEvent event) {
      Instant at = ProtobufTimeUtils.toJavaInstant(event.getEventTime());
      switch (event.getEventType()) {
        case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED -> {
          var signaled = event.getWorkflowExecutionSignaledEventAttributes();
          name(signaled.getInput());
          if (signaled.getSignalName().equals(HAND_OVER)) {
            takeOver(event.getEventId(), signaled.getInput(), at);
          }
        }
        case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED ->
            name(
                event
                    .getWorkflowExecutionUpdateAcceptedEventAttributes()
                    .getAcceptedRequest()
                    .getInput()
                    .getArgs());
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
          var scheduled = event.getActivityTaskScheduledEventAttributes();
          if (scheduled.getActivityType().getName().equals(SHOW)) {
            ask(event.getEventId(), scheduled.getInput(), at);
          }
        }
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
            done.add(event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
        case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED -> undone = undone == null ? at : undone;
        case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> {
          undone = null;
          failing = false;
        }
        case EVENT_TYPE_WORKFLOW_TASK_FAILED ->
            failed(event.getWorkflowTaskFailedEventAttributes(), at);
        case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED -> completed = true;
        case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> ended("terminated", at);
        case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT -> ended("ended by a time-out", at);
        case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED -> ended("ended by a failure", at);
        case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED -> ended("cancelled", at);
        default -> {
          // Says nothing to us.
        }
      }
    }

    private void failed(WorkflowTaskFailedEventAttributes failed, Instant at) {
      if (failed.getCause() == WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_RESET_WORKFLOW) {
        resetAt = at;
        resetOf = failed.getBaseRunId();
        undone = null;
      } else {
        failing = true;
      }
    }

    private void ended(String how, Instant at) {
      end = how;
      endedAt = at;
    }

    private void ask(long event, Payloads input, Instant at) {
      try {
        ShowRequest request =
            DATA.fromPayloads(0, Optional.of(input), ShowRequest.class, ShowRequest.class);
        asked.put(event, new Asked(request, at));
      } catch (DataConverterException e) {
        // Written by another version: what it showed can't be told from here.
      }
    }

    /** What the refund's case has shown speaks for its settlement until that speaks itself. */
    private void takeOver(long event, Payloads input, Instant at) {
      try {
        SettlementRequest request =
            DATA.fromPayloads(
                0, Optional.of(input), SettlementRequest.class, SettlementRequest.class);
        TicketView view =
            new TicketView(TicketState.PENDING, WaitsFor.PAYMENT_SYSTEM, request.ref(), List.of());
        asked.put(
            event,
            new Asked(
                new ShowRequest(
                    request.ticket(), view, request.key(), request.revision(), List.of()),
                at));
        done.add(event);
      } catch (DataConverterException e) {
        // Written by another version: the ticket is named, and no more is known.
      }
    }

    /** Hints name their ticket in a field, or are the ticket's number. */
    private void name(Payloads input) {
      if (input.getPayloadsCount() == 0) {
        return;
      }
      try {
        Object said = DATA.fromPayloads(0, Optional.of(input), Object.class, Object.class);
        Object ticket = said instanceof Map<?, ?> fields ? fields.get("ticket") : said;
        if (ticket instanceof String number) {
          named.add(new TicketId(number));
        }
      } catch (DataConverterException | IllegalArgumentException e) {
        // Names no ticket.
      }
    }

    CaseTrace trace(String caseId, String runId, CaseKind kind, String account) {
      Map<String, Shown> shown = new LinkedHashMap<>();
      Set<RequestKey> left = new LinkedHashSet<>();
      asked.forEach(
          (event, one) -> {
            ShowRequest request = one.request();
            left.addAll(request.left());
            shown.put(
                request.ticket() + " " + request.key(),
                new Shown(request, one.at(), done.contains(event)));
          });
      List<Shown> current =
          shown.values().stream().filter(one -> !left.contains(one.request().key())).toList();
      boolean isOwnEnd = "cancelled".equals(end) && current.stream().allMatch(one -> one.isOver());
      return new CaseTrace(
          caseId,
          runId,
          kind,
          caseId.substring(kind.workflowIds(account).length()),
          List.copyOf(named),
          current,
          undone,
          failing,
          completed || isOwnEnd,
          isOwnEnd ? null : end,
          isOwnEnd ? null : endedAt,
          resetAt,
          resetOf);
    }
  }
}
