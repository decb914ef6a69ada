package io.caserail.refund;

import io.caserail.client.CaseData;
import io.caserail.engine.Decision;
import io.caserail.model.TicketId;
import io.caserail.port.CaseActivities;
import io.caserail.port.PaymentActivities;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketHint;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.temporal.api.common.v1.Payloads;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case that today's worker takes over from a recorded history and carries on to its end. No
 * server can import a history, so {@link OneCaseServer} plays the server's part for this one case:
 * it hands the recorded history to a real worker, and makes events of what the worker commands.
 * Activities run against a {@link FakeWorld}.
 */
final class TakenOver implements AutoCloseable, Golden.People {
  private static final DataConverter DATA = CaseData.converter();
  private static final List<Class<?>> ACTIVITIES =
      List.of(TicketActivities.class, PaymentActivities.class, CaseActivities.class);

  private final boolean settlement;
  private final OneCaseServer service;
  private final Server server;
  private final ManagedChannel channel;
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory workers;
  private final TestActivityEnvironment activities;

  TakenOver(WorkflowExecutionHistory history, FakeWorld world) {
    this.settlement =
        history
            .getEvents()
            .get(0)
            .getWorkflowExecutionStartedEventAttributes()
            .getWorkflowType()
            .getName()
            .startsWith("Settlement");
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
    activities.registerActivitiesImplementations(world);
    this.workers =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                stubs, WorkflowClientOptions.newBuilder().setDataConverter(DATA).build()));
    workers
        .newWorker(TaskQueues.CASES)
        .registerWorkflowImplementationTypes(
            RefundWorkflowImpl.class, SettlementWorkflowImpl.class);
    workers.start();
  }

  @Override
  public void hint(int ticket) {
    TicketId id = new TicketId(Integer.toString(ticket));
    signal("submit", settlement ? id : new TicketHint(id, "test"));
  }

  @Override
  public void sentAgain(String refund) {
    signal("sentAgain", refund);
  }

  @Override
  public void decide(Decision decision) {
    signal("decision", decision);
  }

  /** Lets the worker carry the case on until it ends; the type's result. */
  <T> T end(Class<T> type) {
    while (true) {
      Optional<Payloads> result = service.result();
      if (result.isPresent()) {
        return DATA.fromPayloads(0, result, type, type);
      }
      service.openActivities().forEach(this::run);
      service.workflowTask();
    }
  }

  /** One attempt; what fails stays open, since Temporal would go on trying it. */
  private void run(OneCaseServer.OpenActivity activity) {
    try {
      Object answer = call(activity);
      service.completed(activity, DATA.toPayloads(answer));
    } catch (ActivityFailure e) {
      // Still being tried: no event tells of it.
    }
  }

  private @Nullable Object call(OneCaseServer.OpenActivity activity) {
    for (Class<?> type : ACTIVITIES) {
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

  private static @Nullable Object invoke(Method method, Object target, Object input) {
    try {
      return method.invoke(target, input);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ActivityFailure failure) {
        throw failure;
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private void signal(String name, Object argument) {
    service.signal(name, DATA.toPayloads(argument).orElseThrow());
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
