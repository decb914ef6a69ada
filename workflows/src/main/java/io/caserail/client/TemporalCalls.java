package io.caserail.client;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How cases are reached over Temporal. A call is done when it returns; otherwise it throws {@link
 * TemporalUnavailable}, or {@link NoSuchCase} where only an open or a known case will do. Whatever
 * a worker has to answer has a deadline of ten seconds.
 */
final class TemporalCalls implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int CLOSING_RACES = 10;

  private final WorkflowClient temporal;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "caserail-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  TemporalCalls(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /**
   * Starts a workflow.
   *
   * @return false when it was there already
   */
  boolean start(Class<?> type, WorkflowOptions options, Object argument) {
    try {
      temporal.newUntypedWorkflowStub(type.getSimpleName(), options).start(argument);
      return true;
    } catch (WorkflowExecutionAlreadyStarted e) {
      return false;
    } catch (WorkflowServiceException e) {
      throw new TemporalUnavailable("Temporal did not start " + options.getWorkflowId(), e);
    }
  }

  /**
   * Signals a workflow, which is started where none is open. A signal that meets a closing run can
   * be turned away by the in-memory server; it tries again.
   *
   * @param with what the signal says
   * @param on what the workflow is started with
   */
  void signalWithStart(
      Class<?> type, WorkflowOptions options, String signal, Object with, Object on) {
    for (int race = 1; ; race++) {
      try {
        var unused =
            temporal
                .newUntypedWorkflowStub(type.getSimpleName(), options)
                .signalWithStart(signal, new Object[] {with}, new Object[] {on});
        return;
      } catch (WorkflowExecutionAlreadyStarted | WorkflowNotFoundException e) {
        if (race == CLOSING_RACES) {
          throw new TemporalUnavailable("Temporal did not take the event", e);
        }
      } catch (WorkflowServiceException | StatusRuntimeException e) {
        throw new TemporalUnavailable("Temporal did not take the event", e);
      }
    }
  }

  /**
   * Signals an open workflow.
   *
   * @return false when there is none
   */
  boolean signalOpen(String id, String signal, Object argument) {
    try {
      stub(id).signal(signal, argument);
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    } catch (WorkflowServiceException e) {
      throw new TemporalUnavailable("Temporal did not take the event", e);
    }
  }

  /** Asks the newest run of a workflow; closed ones too, within their retention. */
  <T> T query(String id, String query, Class<T> answer, Object... arguments) {
    return withDeadline(() -> stub(id).query(query, answer, arguments));
  }

  /** Asks an open workflow for something, and waits for its answer. The same id is asked once. */
  <T> T update(String id, UpdateOptions<T> update, Object argument) {
    return withDeadline(() -> stub(id).startUpdate(update, argument).getResult());
  }

  /** The same, of a workflow that is started where none is open. */
  <T> T updateWithStart(
      Class<?> type, WorkflowOptions options, UpdateOptions<T> update, Object argument, Object on) {
    return withDeadline(
        () ->
            temporal
                .newUntypedWorkflowStub(type.getSimpleName(), options)
                .executeUpdateWithStart(update, new Object[] {argument}, new Object[] {on}));
  }

  static <T> UpdateOptions<T> update(String name, String id, Class<T> answer) {
    return UpdateOptions.newBuilder(answer)
        .setUpdateName(name)
        .setUpdateId(id)
        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
        .build();
  }

  /** Whether a workflow is open. */
  boolean isOpen(String id) {
    return described(
            id,
            () ->
                stub(id).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
        .orElse(false);
  }

  /** What the newest run of a workflow has returned; empty where it has not, or there is none. */
  <T> Optional<T> result(String id, Class<T> type) {
    return result(id, type, null);
  }

  /**
   * The same.
   *
   * @param query what a run is asked that somebody had cancelled: Temporal drops what it returned;
   *     null where that counts for nothing
   */
  <T> Optional<T> result(String id, Class<T> type, @Nullable String query) {
    return described(
            id,
            () -> {
              var last = stub(id).describe();
              WorkflowStub closed =
                  temporal.newUntypedWorkflowStub(
                      WorkflowTargetOptions.newBuilder()
                          .setWorkflowExecution(last.getExecution())
                          .build());
              return switch (last.getStatus()) {
                case WORKFLOW_EXECUTION_STATUS_COMPLETED -> Optional.of(closed.getResult(type));
                case WORKFLOW_EXECUTION_STATUS_CANCELED ->
                    Optional.ofNullable(query).map(asked -> closed.query(asked, type));
                default -> Optional.<T>empty();
              };
            })
        .orElse(Optional.empty());
  }

  /** What the newest run of a workflow was started with; empty where the server knows none. */
  <T> Optional<T> begunWith(String id, Class<T> type) {
    return described(
        id,
        () -> {
          Payloads input =
              temporal
                  .fetchHistory(id)
                  .getEvents()
                  .get(0)
                  .getWorkflowExecutionStartedEventAttributes()
                  .getInput();
          return temporal
              .getOptions()
              .getDataConverter()
              .fromPayloads(0, Optional.of(input), type, type);
        });
  }

  /** Ends a workflow from outside, where it is open. */
  void terminate(String id, String reason) {
    try {
      stub(id).terminate(reason);
    } catch (WorkflowNotFoundException e) {
      // It is over already.
    } catch (WorkflowServiceException e) {
      throw new TemporalUnavailable("Temporal did not end " + id, e);
    }
  }

  private <T> Optional<T> described(String id, Callable<T> call) {
    return withDeadline(
        () -> {
          try {
            return Optional.of(call.call());
          } catch (WorkflowNotFoundException e) {
            return Optional.empty();
          } catch (StatusRuntimeException e) {
            // Reading a history, the SDK does not say it in words of its own.
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
              return Optional.empty();
            }
            throw e;
          } catch (WorkflowServiceException e) {
            throw new TemporalUnavailable("Temporal did not say what became of " + id, e);
          }
        });
  }

  private WorkflowStub stub(String id) {
    return temporal.newUntypedWorkflowStub(id);
  }

  /** Without a worker an update waits for ever; a person does not. */
  private <T> T withDeadline(Callable<T> call) {
    Context.CancellableContext limited =
        Context.current().withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS, deadlines);
    try {
      return limited.call(call);
    } catch (WorkflowNotFoundException e) {
      throw new NoSuchCase(e.getExecution().getWorkflowId(), e);
    } catch (RuntimeException e) {
      if (isUnavailable(e)) {
        throw new TemporalUnavailable("no answer within " + ANSWER.toSeconds() + " seconds", e);
      }
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a Temporal call throws no checked exception", e);
    } finally {
      limited.cancel(null);
    }
  }

  private static boolean isUnavailable(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StatusRuntimeException status) {
        Status.Code code = status.getStatus().getCode();
        return code == Status.Code.UNAVAILABLE
            || code == Status.Code.DEADLINE_EXCEEDED
            || code == Status.Code.CANCELLED
            || code == Status.Code.RESOURCE_EXHAUSTED;
      }
      if (t instanceof WorkflowUpdateTimeoutOrCancelledException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
