package io.caserail.golden;

import com.google.protobuf.util.Timestamps;
import io.caserail.client.CaseData;
import io.caserail.decision.Decision;
import io.caserail.port.ShowRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketView;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A case that today's worker takes over from a recorded history and carries on to its end. No
 * server can import a history, so {@link OneCaseServer} plays the server's part for this one case:
 * it hands the recorded history to a real worker, and makes events of what the worker commands.
 * Activities run against the path's world, which has lived through the recorded ones before.
 */
final class TakenOver<W> implements AutoCloseable, GoldenPath.People {
  private static final DataConverter DATA = CaseData.converter();

  /** More than a month of hours. */
  private static final int PATIENCE = 1_000;

  private final GoldenPath<W> path;
  private final W world;
  private final OneCaseServer service;
  private final Server server;
  private final ManagedChannel channel;
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory workers;
  private final TestActivityEnvironment activities;
  private Instant reliving;
  private boolean isReliving = true;

  TakenOver(GoldenPath<W> path, WorkflowExecutionHistory history) {
    this.path = path;
    this.service = new OneCaseServer(history);
    String name = InProcessServerBuilder.generateName();
    this.server = start(name);
    this.channel = InProcessChannelBuilder.forName(name).build();
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build());
    this.activities =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setDataConverter(DATA).build())
                .build());
    this.reliving = at(history.getEvents().get(0));
    this.world = path.world(this::now);
    activities.registerActivitiesImplementations(world);
    relive(history.getEvents());
    this.workers =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                stubs, WorkflowClientOptions.newBuilder().setDataConverter(DATA).build()));
    workers.newWorker(TaskQueues.CASES).registerWorkflowImplementationTypes(path.workflow());
    workers.start();
  }

  /** What a history wrote to tickets. */
  static List<TicketView> told(List<HistoryEvent> history) {
    List<TicketView> told = new ArrayList<>();
    OneCaseServer.endedActivities(history)
        .forEach(
            (ended, activity) -> {
              if (ended.hasActivityTaskCompletedEventAttributes()
                  && activity.type().equals("ShowOnTicket")) {
                told.add(
                    DATA.fromPayloads(
                            0, Optional.of(activity.input()), ShowRequest.class, ShowRequest.class)
                        .view());
              }
            });
    return told;
  }

  List<TicketView> told() {
    return told(service.events());
  }

  /** The world sees the calls that it has seen in the recorded time; one that is open, too. */
  private void relive(List<HistoryEvent> history) {
    OneCaseServer.endedActivities(history)
        .forEach(
            (ended, activity) -> {
              reliving = at(ended);
              var unused = attempt(activity);
            });
    reliving = at(history.get(history.size() - 1));
    service.openActivities().forEach(this::attempt);
    isReliving = false;
  }

  private Instant now() {
    Instant live = service.now();
    return isReliving || reliving.isAfter(live) ? reliving : live;
  }

  @Override
  public void signal(String name, Object argument) {
    service.signal(name, DATA.toPayloads(argument).orElseThrow());
  }

  @Override
  public void decide(Decision decision) {
    signal("decision", decision);
  }

  /** Goes on as the path does, and lets the worker carry the case on until it ends; its result. */
  Object end() {
    path.goOn(world, this);
    for (int i = 0; i < PATIENCE; i++) {
      Optional<Payloads> result = service.result();
      if (result.isPresent()) {
        Class<?> type = resultType();
        return DATA.fromPayloads(0, result, type, type);
      }
      for (OneCaseServer.OpenActivity activity : service.openActivities()) {
        // One that fails stays open: it is still being tried, and no event tells of it.
        attempt(activity).ifPresent(answer -> service.completed(activity, answer));
      }
      service.workflowTask();
    }
    throw new AssertionError("the case does not end");
  }

  private Class<?> resultType() {
    return Arrays.stream(path.workflow().getInterfaces()[0].getMethods())
        .filter(method -> method.isAnnotationPresent(WorkflowMethod.class))
        .findFirst()
        .orElseThrow()
        .getReturnType();
  }

  /** One attempt at an activity: its answer, which may have no payload; empty when it failed. */
  private Optional<Optional<Payloads>> attempt(OneCaseServer.OpenActivity activity) {
    for (Class<?> type : world.getClass().getInterfaces()) {
      for (Method method : type.getMethods()) {
        if (capitalized(method.getName()).equals(activity.type())) {
          Class<?> parameter = method.getParameterTypes()[0];
          Object input = DATA.fromPayloads(0, Optional.of(activity.input()), parameter, parameter);
          return invoke(method, activities.newActivityStub(type), input);
        }
      }
    }
    throw new AssertionError("no such activity: " + activity.type());
  }

  private static Optional<Optional<Payloads>> invoke(Method method, Object target, Object input) {
    try {
      return Optional.of(DATA.toPayloads(method.invoke(target, input)));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ActivityFailure) {
        return Optional.empty();
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Instant at(HistoryEvent event) {
    return Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime()));
  }

  private Server start(String name) {
    try {
      return InProcessServerBuilder.forName(name).addService(service).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  @Override
  public void close() {
    workers.shutdownNow();
    stubs.shutdownNow();
    channel.shutdownNow();
    server.shutdownNow();
    activities.close();
  }
}
