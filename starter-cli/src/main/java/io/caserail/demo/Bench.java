package io.caserail.demo;

import io.caserail.client.HistoryCost;
import io.caserail.demo.BenchReport.Row;
import io.caserail.model.CaseStatus;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.api.enums.v1.EventType;
import io.temporal.internal.common.ProtobufTimeUtils;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Measures what the engine costs, beside a workflow without one: on the same server, in the same
 * run, taking turns, so that what else the machine does strikes both.
 */
public final class Bench implements AutoCloseable {
  private static final int WARM_UP = 8;

  private static final int HEAP = 512;
  private static final int LISTINGS = 5;
  private static final Duration OPENED_WITHIN = Duration.ofMinutes(10);

  private final Stage stage;
  private final BenchPlan plan;
  private final Consumer<String> progress;
  private final List<Row> rows = new ArrayList<>();
  private final AtomicInteger people = new AtomicInteger();
  private final BareRefunds bare;

  private Bench(Stage stage, BareRefunds bare, BenchPlan plan, Consumer<String> progress) {
    this.stage = stage;
    this.bare = bare;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Sets everything up.
   *
   * @param folder where the stage writes its files
   * @param progress takes one line at a time
   */
  public static Bench open(
      Path folder, TemporalServer temporal, BenchPlan plan, Consumer<String> progress) {
    Stage stage = Stage.toMeasure(folder, temporal);
    BareRefunds bare = new BareRefunds(temporal.target(), stage.inbox());
    Bench bench = new Bench(stage, bare, plan, progress);
    try {
      stage.openGateway(bare);
      return bench;
    } catch (RuntimeException e) {
      bench.close();
      throw e;
    }
  }

  /**
   * Measures it all.
   *
   * @throws SceneFailed when a refund does not come out as it must
   */
  public BenchReport run() {
    String load = load();
    progress.accept("one refund, counted");
    stage.startWorker();
    countOne();
    stage.stopWorker();
    stage.startWorkerWithoutGate();
    compareRefunds();
    if (plan.openCases() > 0) {
      progress.accept(plan.openCases() + " open cases");
      openCases();
    }
    // Both sides of an acknowledgement are calls to the server; a worker would only compete.
    stage.stopWorker();
    Acknowledgements acknowledgements = new Acknowledgements(stage, bare, plan.acknowledgements());
    for (int senders : new int[] {1, 16}) {
      progress.accept("acknowledgements, " + senders + " at once");
      rows.addAll(acknowledgements.measure(senders));
    }
    return new BenchReport(
        stage.temporal().isReal() ? "real server" : "in memory",
        load + " to " + load(),
        plan,
        rows);
  }

  private void countOne() {
    try (DoneTickets tickets = new DoneTickets(stage, "done")) {
      Asked first = ask("1.00");
      refund(first, tickets);
      double done = uptime();
      rows.add(Row.atMost("first case running, s after the start of the JVM", running(first), 10));
      rows.add(Row.of("first refund done, s after the start of the JVM", done));
      Asked asked = ask("1.00");
      stage.sandbox().calls().clear();
      int beatsBefore = stage.gate().calls("RecordActivityTaskHeartbeat");
      refund(asked, tickets);
      stage.untilClosed(asked.payment());
      List<CallRecord> calls = stage.sandbox().calls().of("zendesk");
      var history =
          stage.client().fetchHistory(stage.cases().refundId(new ObjectId(asked.payment())));
      HistoryCost cost = HistoryCost.of(history.getEvents());
      int beats = stage.gate().calls("RecordActivityTaskHeartbeat") - beatsBefore;
      rows.add(Row.atMost("events of a happy refund", cost.events(), 40));
      rows.add(Row.atMost("actions of a happy refund", cost.actions() + beats, 9));
      rows.add(Row.of("  of them heartbeats", beats));
      rows.add(
          Row.atMost(
              "ticket writes of a happy refund",
              (double) calls.stream().filter(CallRecord::effect).count(),
              2));
      rows.add(Row.of("Zendesk calls of a happy refund", calls.size()));
      rows.add(
          Row.of("Stripe calls of a happy refund", stage.sandbox().calls().of("stripe").size()));
    }
  }

  /** When the case's first activity stood in its history, in seconds after the start of the JVM. */
  private double running(Asked asked) {
    Instant running =
        stage
            .client()
            .fetchHistory(stage.cases().refundId(new ObjectId(asked.payment())))
            .getEvents()
            .stream()
            .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
            .map(event -> ProtobufTimeUtils.toJavaInstant(event.getEventTime()))
            .findFirst()
            .orElseThrow();
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Duration.between(Instant.ofEpochMilli(start), running).toMillis() / 1e3;
  }

  private void compareRefunds() {
    try (DoneTickets done = new DoneTickets(stage, "done")) {
      block(false, WARM_UP * plan.clients(), done);
      block(true, WARM_UP * plan.clients(), done);
      List<Crowd.Run> ours = new ArrayList<>();
      List<Crowd.Run> others = new ArrayList<>();
      for (int round = 1; round <= plan.rounds(); round++) {
        progress.accept("refunds, round " + round + " of " + plan.rounds());
        ours.add(block(false, plan.refundsPerRound(), done));
        others.add(block(true, plan.refundsPerRound(), done));
      }
      bare.switchTo(false);
      rows.add(
          new Row("refunds/s", rate(ours), rate(others), pairwise(ours, others), "", null)
              .ratioAtLeast(0.9));
      latencies("webhook to final ticket, ms", ours, others);
    }
  }

  private Crowd.Run block(boolean isBare, int count, DoneTickets done) {
    List<Asked> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(ask("1.00"));
    }
    bare.switchTo(isBare);
    Crowd.Run run = Crowd.run(plan.clients(), count, i -> refund(all.get(i), done));
    settle(all, isBare);
    return run;
  }

  /** The next block must not begin while the last tasks of this one are still being closed. */
  private void settle(List<Asked> all, boolean isBare) {
    for (Asked asked : all) {
      String id =
          isBare
              ? "bare-" + asked.payment()
              : stage.cases().refundId(new ObjectId(asked.payment()));
      Object unused = stage.client().newUntypedWorkflowStub(id).getResult(Object.class);
    }
  }

  private void openCases() {
    try (DoneTickets asked = new DoneTickets(stage, "needs_approval")) {
      List<Asked> all = new ArrayList<>();
      for (int i = 0; i < plan.openCases(); i++) {
        all.add(ask("180.00"));
      }
      long began = System.nanoTime();
      Crowd.Run unused = Crowd.run(plan.clients(), all.size(), i -> refund(all.get(i), asked));
      rows.add(Row.of(plan.openCases() + " cases opened until each asks, s", since(began)));
    }
    Deadline.within(
        OPENED_WITHIN,
        () -> waiting() == plan.openCases(),
        () -> waiting() + " of " + plan.openCases() + " cases wait for an approval");
    System.gc();
    Runtime heap = Runtime.getRuntime();
    double used = (double) ((heap.totalMemory() - heap.freeMemory()) >> 20);
    rows.add(Row.atMost("  heap of everything with them, MB", used, HEAP));
    rows.add(Row.of("  heap there may be, MB", (double) (heap.maxMemory() >> 20)));
    Launcher.ofThisProcess().ifPresent(this::listAsAPersonDoes);
  }

  private void listAsAPersonDoes(Launcher caserail) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < LISTINGS; i++) {
      times.add(caserail.seconds("case", "list", "--config", stage.config().toString()));
    }
    rows.add(Row.atMost("  'caserail case list' with them, s", Samples.of(times).median(), 1.5));
  }

  private long waiting() {
    return stage.directory().list("", 10_000).stream()
        .filter(one -> CaseStatus.NEEDS_APPROVAL.name().equals(one.status()))
        .count();
  }

  private double refund(Asked asked, DoneTickets done) {
    done.expect(asked.ticket());
    long began = System.nanoTime();
    stage.fill("Lena", asked.ticket(), asked.payment(), asked.amount());
    return millis(done.await(asked.ticket()) - began);
  }

  /** A customer of their own each: a customer's earlier refunds would raise the tier. */
  private Asked ask(String amount) {
    String email = "customer" + people.incrementAndGet() + "@example.com";
    return new Asked(stage.write(email), stage.payment(amount, email), amount);
  }

  private record Asked(long ticket, String payment, String amount) {}

  private void latencies(String what, List<Crowd.Run> ours, List<Crowd.Run> others) {
    Samples mine = pooled(ours);
    Samples theirs = pooled(others);
    rows.add(Row.beside(what + " p50", mine.median(), theirs.median()));
    rows.add(Row.beside(what + " p99", mine.quantile(0.99), theirs.quantile(0.99)));
  }

  private static double rate(List<Crowd.Run> runs) {
    return Samples.of(runs.stream().map(Crowd.Run::perSecond).toList()).median();
  }

  /** Neighbours in time meet the same weather: the median of the rounds' own ratios. */
  private static double pairwise(List<Crowd.Run> ours, List<Crowd.Run> others) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i).perSecond() / others.get(i).perSecond());
    }
    return Samples.of(ratios).median();
  }

  private static Samples pooled(List<Crowd.Run> runs) {
    return Samples.of(runs.stream().flatMap(run -> run.values().stream()).toList());
  }

  /** How many threads of the whole machine were running or waited for a core, for a minute. */
  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(Locale.ROOT, "%.1f", load);
  }

  private static double uptime() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
  }

  private static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  @Override
  public void close() {
    bare.close();
    stage.close();
  }
}
