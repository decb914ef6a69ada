package io.caserail.golden;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import io.temporal.api.command.v1.Command;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskCancelRequestedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskCanceledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskCompletedEventAttributes;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.api.history.v1.TimerCanceledEventAttributes;
import io.temporal.api.history.v1.TimerFiredEventAttributes;
import io.temporal.api.history.v1.TimerStartedEventAttributes;
import io.temporal.api.history.v1.UpsertWorkflowSearchAttributesEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionSignaledEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskScheduledEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskStartedEventAttributes;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * As much of a Temporal server as one open case needs, from a recorded history on. Every workflow
 * task carries the whole history, so a worker replays what was recorded and then lives on. Used by
 * one thread; only the queues are shared with the worker.
 */
final class OneCaseServer extends WorkflowServiceGrpc.WorkflowServiceImplBase {
  private static final long PATIENCE_SECONDS = 20;
  private static final Duration BETWEEN_TRIES = Durations.fromHours(1);

  private final BlockingQueue<PollWorkflowTaskQueueResponse> tasks = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
  private final List<HistoryEvent> events;
  private final WorkflowExecutionHistory recorded;
  private final Map<Long, OpenActivity> open = new LinkedHashMap<>();
  private final Map<String, Timer> timers = new LinkedHashMap<>();
  private Timestamp now;
  private boolean news;
  private @Nullable Payloads result;

  /** An activity that was scheduled and has not ended. */
  record OpenActivity(long scheduled, String type, Payloads input) {}

  /** A timer that has neither fired nor been cancelled. */
  private record Timer(String id, long started, Timestamp fires) {
    private static final Comparator<Timer> BY_TIME =
        Comparator.comparing(Timer::fires, Timestamps::compare);
  }

  OneCaseServer(WorkflowExecutionHistory recorded) {
    this.recorded = recorded;
    this.events = new ArrayList<>(recorded.getEvents());
    this.now = events.get(events.size() - 1).getEventTime();
    events.forEach(this::note);
  }

  /** The activities of a history that have ended, each by the event of its end, in their order. */
  static Map<HistoryEvent, OpenActivity> endedActivities(List<HistoryEvent> history) {
    Map<Long, OpenActivity> scheduled = new LinkedHashMap<>();
    Map<HistoryEvent, OpenActivity> ended = new LinkedHashMap<>();
    for (HistoryEvent event : history) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        scheduled.put(event.getEventId(), activity(event));
      }
      OpenActivity activity = scheduled.get(ends(event));
      if (activity != null) {
        ended.put(event, activity);
      }
    }
    return ended;
  }

  List<HistoryEvent> events() {
    return List.copyOf(events);
  }

  Instant now() {
    return Instant.ofEpochMilli(Timestamps.toMillis(now));
  }

  List<OpenActivity> openActivities() {
    return List.copyOf(open.values());
  }

  /** What the case returned; empty while it is open. */
  Optional<Payloads> result() {
    return Optional.ofNullable(result);
  }

  void signal(String name, Payloads input) {
    add(
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
        event ->
            event.setWorkflowExecutionSignaledEventAttributes(
                WorkflowExecutionSignaledEventAttributes.newBuilder()
                    .setSignalName(name)
                    .setInput(input)));
    news = true;
  }

  void completed(OpenActivity activity, Optional<Payloads> answer) {
    long started =
        add(
            EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED,
            event ->
                event.setActivityTaskStartedEventAttributes(
                    ActivityTaskStartedEventAttributes.newBuilder()
                        .setScheduledEventId(activity.scheduled())
                        .setAttempt(1)));
    add(
        EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
        event ->
            event.setActivityTaskCompletedEventAttributes(
                ActivityTaskCompletedEventAttributes.newBuilder()
                    .setScheduledEventId(activity.scheduled())
                    .setStartedEventId(started)
                    .setResult(answer.orElse(Payloads.getDefaultInstance()))));
    news = true;
  }

  /** Lets the worker answer to what has happened since its last task; until then, time passes. */
  void workflowTask() {
    if (!news) {
      pass();
      return;
    }
    news = false;
    long previous =
        events.stream()
            .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
            .mapToLong(HistoryEvent::getEventId)
            .max()
            .orElse(0);
    long scheduled =
        add(
            EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
            event ->
                event.setWorkflowTaskScheduledEventAttributes(
                    WorkflowTaskScheduledEventAttributes.newBuilder().setAttempt(1)));
    long started =
        add(
            EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
            event ->
                event.setWorkflowTaskStartedEventAttributes(
                    WorkflowTaskStartedEventAttributes.newBuilder()
                        .setScheduledEventId(scheduled)));
    tasks.add(
        PollWorkflowTaskQueueResponse.newBuilder()
            .setTaskToken(ByteString.copyFromUtf8("task-" + started))
            .setWorkflowExecution(recorded.getWorkflowExecution())
            .setWorkflowType(type())
            .setPreviousStartedEventId(previous)
            .setStartedEventId(started)
            .setAttempt(1)
            .setHistory(History.newBuilder().addAllEvents(events))
            .build());
    RespondWorkflowTaskCompletedRequest answer = answer();
    add(
        EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
        event ->
            event.setWorkflowTaskCompletedEventAttributes(
                WorkflowTaskCompletedEventAttributes.newBuilder()
                    .setScheduledEventId(scheduled)
                    .setStartedEventId(started)
                    .setSdkMetadata(answer.getSdkMetadata())));
    answer.getCommandsList().forEach(this::carryOut);
  }

  /** Goes to the next timer, but only a while ahead as long as an activity is being tried. */
  private void pass() {
    Timestamp soon = Timestamps.add(now, BETWEEN_TRIES);
    Optional<Timer> next = timers.values().stream().min(Timer.BY_TIME);
    if (!open.isEmpty()
        && next.filter(timer -> Timestamps.compare(timer.fires(), soon) <= 0).isEmpty()) {
      now = soon;
      return;
    }
    Timer timer =
        next.orElseThrow(
            () -> new AssertionError("the case waits for something that does not happen"));
    now = Timestamps.compare(now, timer.fires()) < 0 ? timer.fires() : now;
    add(
        EventType.EVENT_TYPE_TIMER_FIRED,
        event ->
            event.setTimerFiredEventAttributes(
                TimerFiredEventAttributes.newBuilder()
                    .setTimerId(timer.id())
                    .setStartedEventId(timer.started())));
    news = true;
  }

  private RespondWorkflowTaskCompletedRequest answer() {
    try {
      Object answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer instanceof RespondWorkflowTaskCompletedRequest completed) {
        return completed;
      }
      throw new AssertionError("the worker failed its task: " + answer);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void carryOut(Command command) {
    switch (command.getCommandType()) {
      case COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK -> {
        var wanted = command.getScheduleActivityTaskCommandAttributes();
        add(
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
            event ->
                event.setActivityTaskScheduledEventAttributes(
                    ActivityTaskScheduledEventAttributes.newBuilder()
                        .setActivityId(wanted.getActivityId())
                        .setActivityType(wanted.getActivityType())
                        .setTaskQueue(wanted.getTaskQueue())
                        .setInput(wanted.getInput())));
      }
      case COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK ->
          cancel(command.getRequestCancelActivityTaskCommandAttributes().getScheduledEventId());
      case COMMAND_TYPE_START_TIMER -> {
        var wanted = command.getStartTimerCommandAttributes();
        add(
            EventType.EVENT_TYPE_TIMER_STARTED,
            event ->
                event.setTimerStartedEventAttributes(
                    TimerStartedEventAttributes.newBuilder()
                        .setTimerId(wanted.getTimerId())
                        .setStartToFireTimeout(wanted.getStartToFireTimeout())));
      }
      case COMMAND_TYPE_CANCEL_TIMER -> {
        String timer = command.getCancelTimerCommandAttributes().getTimerId();
        add(
            EventType.EVENT_TYPE_TIMER_CANCELED,
            event ->
                event.setTimerCanceledEventAttributes(
                    TimerCanceledEventAttributes.newBuilder()
                        .setTimerId(timer)
                        .setStartedEventId(Objects.requireNonNull(timers.get(timer)).started())));
      }
      case COMMAND_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES ->
          add(
              EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
              event ->
                  event.setUpsertWorkflowSearchAttributesEventAttributes(
                      UpsertWorkflowSearchAttributesEventAttributes.newBuilder()
                          .setSearchAttributes(
                              command
                                  .getUpsertWorkflowSearchAttributesCommandAttributes()
                                  .getSearchAttributes())));
      case COMMAND_TYPE_RECORD_MARKER -> {
        var wanted = command.getRecordMarkerCommandAttributes();
        add(
            EventType.EVENT_TYPE_MARKER_RECORDED,
            event ->
                event.setMarkerRecordedEventAttributes(
                    MarkerRecordedEventAttributes.newBuilder()
                        .setMarkerName(wanted.getMarkerName())
                        .putAllDetails(wanted.getDetailsMap())));
      }
      case COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION -> {
        Payloads returned = command.getCompleteWorkflowExecutionCommandAttributes().getResult();
        result = returned;
        add(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
            event ->
                event.setWorkflowExecutionCompletedEventAttributes(
                    WorkflowExecutionCompletedEventAttributes.newBuilder().setResult(returned)));
      }
      default -> throw new AssertionError("no case has sent this so far: " + command);
    }
  }

  /** An activity between two attempts is cancelled at once. */
  private void cancel(long scheduled) {
    long requested =
        add(
            EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED,
            event ->
                event.setActivityTaskCancelRequestedEventAttributes(
                    ActivityTaskCancelRequestedEventAttributes.newBuilder()
                        .setScheduledEventId(scheduled)));
    add(
        EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED,
        event ->
            event.setActivityTaskCanceledEventAttributes(
                ActivityTaskCanceledEventAttributes.newBuilder()
                    .setScheduledEventId(scheduled)
                    .setLatestCancelRequestedEventId(requested)));
    news = true;
  }

  @CanIgnoreReturnValue
  private long add(EventType type, Consumer<HistoryEvent.Builder> attributes) {
    now = Timestamps.add(now, Durations.fromMillis(1));
    HistoryEvent.Builder event =
        HistoryEvent.newBuilder()
            .setEventId(events.get(events.size() - 1).getEventId() + 1)
            .setEventTime(now)
            .setEventType(type);
    attributes.accept(event);
    events.add(event.build());
    note(event.build());
    return event.getEventId();
  }

  private void note(HistoryEvent event) {
    open.remove(ends(event));
    switch (event.getEventType()) {
      case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> open.put(event.getEventId(), activity(event));
      case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
          open.remove(event.getActivityTaskCanceledEventAttributes().getScheduledEventId());
      case EVENT_TYPE_TIMER_STARTED -> {
        var started = event.getTimerStartedEventAttributes();
        timers.put(
            started.getTimerId(),
            new Timer(
                started.getTimerId(),
                event.getEventId(),
                Timestamps.add(event.getEventTime(), started.getStartToFireTimeout())));
      }
      case EVENT_TYPE_TIMER_FIRED ->
          timers.remove(event.getTimerFiredEventAttributes().getTimerId());
      case EVENT_TYPE_TIMER_CANCELED ->
          timers.remove(event.getTimerCanceledEventAttributes().getTimerId());
      default -> {
        // Says nothing more about activities and timers.
      }
    }
  }

  private static OpenActivity activity(HistoryEvent event) {
    var scheduled = event.getActivityTaskScheduledEventAttributes();
    return new OpenActivity(
        event.getEventId(), scheduled.getActivityType().getName(), scheduled.getInput());
  }

  /** Which activity has ended with this event, by an answer or without one; 0 when none has. */
  private static long ends(HistoryEvent event) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
          event.getActivityTaskCompletedEventAttributes().getScheduledEventId();
      case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
          event.getActivityTaskFailedEventAttributes().getScheduledEventId();
      case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
          event.getActivityTaskTimedOutEventAttributes().getScheduledEventId();
      default -> 0;
    };
  }

  private WorkflowType type() {
    return recorded
        .getEvents()
        .get(0)
        .getWorkflowExecutionStartedEventAttributes()
        .getWorkflowType();
  }

  @Override
  public void pollWorkflowTaskQueue(
      PollWorkflowTaskQueueRequest request,
      StreamObserver<PollWorkflowTaskQueueResponse> observer) {
    try {
      PollWorkflowTaskQueueResponse task = tasks.poll(1, TimeUnit.SECONDS);
      answer(observer, task == null ? PollWorkflowTaskQueueResponse.getDefaultInstance() : task);
    } catch (InterruptedException e) {
      observer.onError(e);
    }
  }

  @Override
  public void respondWorkflowTaskCompleted(
      RespondWorkflowTaskCompletedRequest request,
      StreamObserver<RespondWorkflowTaskCompletedResponse> observer) {
    answers.add(request);
    answer(observer, RespondWorkflowTaskCompletedResponse.getDefaultInstance());
  }

  @Override
  public void respondWorkflowTaskFailed(
      RespondWorkflowTaskFailedRequest request,
      StreamObserver<RespondWorkflowTaskFailedResponse> observer) {
    answers.add(request.getFailure());
    answer(observer, RespondWorkflowTaskFailedResponse.getDefaultInstance());
  }

  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
    answer(
        observer,
        GetSystemInfoResponse.newBuilder()
            .setCapabilities(
                GetSystemInfoResponse.Capabilities.newBuilder()
                    .setSignalAndQueryHeader(true)
                    .setSdkMetadata(true))
            .build());
  }

  @Override
  public void describeNamespace(
      DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> observer) {
    answer(observer, DescribeNamespaceResponse.getDefaultInstance());
  }

  private static <T> void answer(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }
}
