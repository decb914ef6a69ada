package io.caserail.demo;

import io.caserail.client.CaseData;
import io.caserail.client.TemporalUnavailable;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.demo.BenchReport.Part;
import io.caserail.demo.BenchReport.Row;
import io.caserail.model.DecisionKind;
import io.caserail.sandbox.temporal.TemporalServer;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/**
 * What many cases that wait for a person take: the worker's heap, the time until a decision is
 * answered, and until all cases answer again after the worker was killed. Each beside as many
 * workflows that do nothing but wait, which is the least that the server and the SDK need. The
 * workers are processes of their own.
 */
public final class WaitingBench implements AutoCloseable {
  private static final int DECISIONS = 200;
  private static final int ASKING = 16;
  private static final Duration AGAIN_WITHIN = Duration.ofMinutes(10);

  private final Stage stage;
  private final int count;
  private final int clients;
  private final Consumer<String> progress;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private WaitingBench(Stage stage, int count, int clients, Consumer<String> progress) {
    this.stage = stage;
    this.count = count;
    this.clients = clients;
    this.progress = progress;
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(stage.temporal().target()).build());
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build());
  }

  /**
   * Sets everything up.
   *
   * @param folder where the stage writes its files
   * @param temporal a real one; the in-memory one never takes a case from a worker that was killed
   * @param count how many cases wait
   * @param clients how many people ask at once
   * @param progress takes one line at a time
   */
  public static WaitingBench open(
      Path folder, TemporalServer temporal, int count, int clients, Consumer<String> progress) {
    WaitingBench bench =
        new WaitingBench(Stage.toMeasure(folder, temporal), count, clients, progress);
    try {
      bench.stage.openGateway();
      return bench;
    } catch (RuntimeException e) {
      bench.close();
      throw e;
    }
  }

  /**
   * One side.
   *
   * @param what it is, for the progress
   * @param worker starts its worker
   * @param opens opens a case, and returns once it waits
   * @param decides has a case decided about, and returns with the answer
   * @param asks asks a case where it is, and returns with the answer
   */
  private record Side(
      String what,
      Supplier<WorkerJvm> worker,
      IntConsumer opens,
      IntConsumer decides,
      IntConsumer asks) {}

  private record Figures(
      double opened, double emptyHeap, double heap, Samples answers, double first, double all) {}

  /**
   * Measures it all.
   *
   * @throws SceneFailed when a case does not come out as it must
   */
  public BenchReport run() {
    String load = Bench.load();
    Figures bare = measure(bareSide());
    Figures ours;
    try (DoneTickets needs = new DoneTickets(stage, "needs_approval")) {
      ours = measure(ourSide(needs));
    }
    String answer = "a decision is answered, ms ";
    Samples mine = ours.answers();
    Samples theirs = bare.answers();
    return new BenchReport(
        "real server",
        load + " to " + Bench.load(),
        count + " cases wait for an approval, " + clients + " clients",
        List.of(
            new Part(
                "waiting",
                List.of(
                    Row.beside("opened until all wait, s", ours.opened(), bare.opened()),
                    Row.beside(
                        "worker's heap, none waiting, MB", ours.emptyHeap(), bare.emptyHeap()),
                    Row.beside("worker's heap, all waiting, MB", ours.heap(), bare.heap()),
                    Row.beside(answer + "p50", mine.median(), theirs.median()),
                    Row.beside(answer + "p99", mine.quantile(0.99), theirs.quantile(0.99)),
                    Row.beside("worker killed: first answers again, s", ours.first(), bare.first()),
                    Row.beside("worker killed: all answer again, s", ours.all(), bare.all())))));
  }

  private Side ourSide(DoneTickets needs) {
    List<Asked> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(BenchKind.aboveApproval(stage, "waiting" + i + "@example.com"));
    }
    Path config = stage.configured();
    return new Side(
        "cases",
        () -> WorkerJvm.worker(config),
        i -> {
          needs.expect(all.get(i).ticket());
          BenchKind.REFUND.ask(stage, all.get(i));
          long unused = needs.await(all.get(i).ticket());
        },
        i -> requireTaken(stage.cases().decide(caseId(all.get(i)), approval("case-" + i))),
        i -> {
          var unused = stage.cases().view(caseId(all.get(i)));
        });
  }

  private Side bareSide() {
    return new Side(
        "bare waits",
        () -> WorkerJvm.start(BareWaitWorker.class.getName(), stage.temporal().target()),
        i -> {
          var unused =
              WorkflowClient.start(
                  client.newWorkflowStub(
                          BareWait.class,
                          WorkflowOptions.newBuilder()
                              .setTaskQueue(BareWaitWorker.QUEUE)
                              .setWorkflowId("bare-wait-" + i)
                              .build())
                      ::run);
          require("waiting", bareWait(i).view());
        },
        i -> requireTaken(bareWait(i).decide(approval("bare-" + i))),
        i -> require("waiting", bareWait(i).view()));
  }

  private BareWait bareWait(int i) {
    return client.newWorkflowStub(BareWait.class, "bare-wait-" + i);
  }

  private String caseId(Asked asked) {
    return stage.cases().caseId(asked.kind(), asked.id());
  }

  private static Decision approval(String id) {
    return new Decision(id, "", DecisionKind.APPROVE, "ana", "measured", "", "");
  }

  private Figures measure(Side side) {
    WorkerJvm worker = side.worker().get();
    try {
      double empty = worker.liveHeap();
      progress.accept(count + " " + side.what() + " are opened");
      long began = System.nanoTime();
      var unused = Crowd.run(clients, count, timed(side.opens()));
      double opened = since(began);
      double heap = worker.liveHeap();
      int decisions = Math.min(DECISIONS, count / 2);
      progress.accept(decisions + " decisions");
      // Spread over all of them: the newest are still in the worker's cache.
      int apart = count / decisions;
      Crowd.Run answers = Crowd.run(1, decisions, timed(i -> side.decides().accept(i * apart)));
      progress.accept("the worker is killed, and another one started");
      worker.close();
      AtomicLong first = new AtomicLong();
      long killed = System.nanoTime();
      worker = side.worker().get();
      unused =
          Crowd.run(
              ASKING,
              count,
              timed(
                  i -> {
                    if (i % apart != 0) {
                      untilAnswered(() -> side.asks().accept(i));
                      first.compareAndSet(0, System.nanoTime());
                    }
                  }));
      return new Figures(
          opened,
          empty,
          heap,
          Samples.of(answers.values()),
          (first.get() - killed) / 1e9,
          since(killed));
    } finally {
      worker.close();
    }
  }

  private static IntToDoubleFunction timed(IntConsumer task) {
    return i -> {
      long began = System.nanoTime();
      task.accept(i);
      return (System.nanoTime() - began) / 1e6;
    };
  }

  /** What was asked while the killed worker was still waited for gets no answer, and asks again. */
  private static void untilAnswered(Runnable ask) {
    Deadline.within(
        AGAIN_WITHIN,
        () -> {
          try {
            ask.run();
            return true;
          } catch (WorkflowException | TemporalUnavailable | StatusRuntimeException e) {
            return false;
          }
        },
        () -> "a case does not answer any more");
  }

  private static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  private static void requireTaken(Verdict verdict) {
    if (!verdict.accepted()) {
      throw new SceneFailed("a decision was not taken: " + verdict.reason());
    }
  }

  private static void require(String wanted, String got) {
    if (!got.equals(wanted)) {
      throw new SceneFailed("it should be '" + wanted + "' and is '" + got + "'");
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stage.close();
  }
}
