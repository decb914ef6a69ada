package io.caserail.demo;

import io.caserail.client.HistoryCost;
import io.caserail.demo.BenchReport.Part;
import io.caserail.demo.BenchReport.Row;
import io.caserail.model.CaseStatus;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.temporal.TemporalServer;
import io.temporal.api.enums.v1.EventType;
import io.temporal.internal.common.ProtobufTimeUtils;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
  private final List<Part> parts = new ArrayList<>();
  private final AtomicInteger people = new AtomicInteger();
  private final BareCases bare;
  private final PromptCustomers customers;

  private Bench(Stage stage, BareCases bare, BenchPlan plan, Consumer<String> progress) {
    this.stage = stage;
    this.bare = bare;
    this.plan = plan;
    this.progress = progress;
    this.customers = new PromptCustomers(stage.sandbox());
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
    BareCases bare = new BareCases(temporal.target(), stage.inbox());
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
   * @throws SceneFailed when a case does not come out as it must
   */
  public BenchReport run() {
    String load = load();
    Map<BenchKind, List<Row>> rows = new EnumMap<>(BenchKind.class);
    progress.accept("one case of each kind, counted");
    stage.startWorker();
    parts.add(new Part("start", first()));
    for (BenchKind kind : BenchKind.values()) {
      rows.put(kind, new ArrayList<>(countOne(kind)));
    }
    stage.stopWorker();
    stage.startWorkerWithoutGate();
    rows.forEach(
        (kind, figures) -> {
          figures.addAll(compare(kind));
          parts.add(new Part(kind.word() + "s", figures));
        });
    if (plan.openCases() > 0) {
      progress.accept(plan.openCases() + " open cases");
      parts.add(new Part("open cases", openCases()));
    }
    // Both sides of an acknowledgement are calls to the server; a worker would only compete.
    stage.stopWorker();
    parts.add(new Part("webhooks", webhooks()));
    return report(
        load,
        plan.cases()
            + " cases of each kind a side, "
            + plan.clients()
            + " clients, "
            + plan.rounds()
            + " rounds");
  }

  /** Measures only how soon a webhook is acknowledged. */
  public BenchReport acknowledgements() {
    String load = load();
    parts.add(new Part("webhooks", webhooks()));
    return report(load, plan.acknowledgements() + " webhooks a round, and no worker");
  }

  private BenchReport report(String load, String scale) {
    return new BenchReport(
        stage.temporal().isReal() ? "real server" : "in memory",
        load + " to " + load(),
        scale,
        parts);
  }

  private List<Row> webhooks() {
    Acknowledgements acknowledgements = new Acknowledgements(stage, bare, plan.acknowledgements());
    List<Row> rows = new ArrayList<>();
    double heapBefore = heapInUse();
    for (int senders : new int[] {1, 16, 64}) {
      progress.accept("acknowledgements, " + senders + " at once");
      rows.addAll(acknowledgements.measure(senders));
    }
    rows.add(
        Row.beside(
            "heap in use after all of them, beside before, MB (gateway, sandbox and senders)",
            heapInUse(),
            heapBefore));
    return rows;
  }

  /** What is left after a collection: a leak would show, garbage does not. */
  private static double heapInUse() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / 1e6;
  }

  private List<Row> first() {
    try (DoneTickets tickets = new DoneTickets(stage, "done")) {
      Asked first = prepare(BenchKind.REFUND);
      double unused = change(BenchKind.REFUND, first, tickets);
      double done = uptime();
      return List.of(
          Row.atMost("first case running, s after the start of the JVM", running(first), 10),
          Row.of("first refund done, s after the start of the JVM", done));
    }
  }

  /** What one case costs on each side, and what it asks of the other systems. */
  private List<Row> countOne(BenchKind kind) {
    Cost bareCost = costOfOne(kind, true);
    Cost cost = costOfOne(kind, false);
    String happy = " of a happy " + kind.word();
    Row events = Row.beside("events" + happy, cost.events(), bareCost.events());
    Row actions = Row.beside("actions" + happy, cost.actions(), bareCost.actions());
    Row writes = Row.beside("ticket writes" + happy, cost.writes(), bareCost.writes());
    boolean budgeted = kind == BenchKind.REFUND;
    return List.of(
        budgeted ? events.within(40) : events,
        budgeted ? actions.within(9) : actions,
        Row.beside("  of them heartbeats, " + kind.word(), cost.beats(), bareCost.beats()),
        budgeted ? writes.within(2) : writes,
        Row.beside("Zendesk calls" + happy, cost.zendesk(), bareCost.zendesk()),
        Row.beside("calls of other systems" + happy, cost.others(), bareCost.others()));
  }

  private record Cost(int events, int actions, int beats, int writes, int zendesk, int others) {}

  private Cost costOfOne(BenchKind kind, boolean isBare) {
    bare.switchTo(isBare);
    try (DoneTickets tickets = new DoneTickets(stage, "done")) {
      Asked asked = prepare(kind);
      stage.sandbox().calls().clear();
      int before = stage.gate().calls("RecordActivityTaskHeartbeat");
      double unused = change(kind, asked, tickets);
      settle(List.of(asked), isBare);
      int beats = stage.gate().calls("RecordActivityTaskHeartbeat") - before;
      HistoryCost cost = HistoryCost.of(stage.client().fetchHistory(id(asked, isBare)).getEvents());
      List<CallRecord> zendesk = stage.sandbox().calls().of("zendesk");
      return new Cost(
          cost.events(),
          cost.actions() + beats,
          beats,
          (int) zendesk.stream().filter(CallRecord::effect).count(),
          zendesk.size(),
          stage.sandbox().calls().all().size() - zendesk.size());
    } finally {
      bare.switchTo(false);
    }
  }

  private String id(Asked asked, boolean isBare) {
    return isBare
        ? BareCases.id(asked.kind(), asked.id())
        : stage.cases().caseId(asked.kind(), asked.id());
  }

  /** When the case's first activity stood in its history, in seconds after the start of the JVM. */
  private double running(Asked asked) {
    Instant running =
        stage.client().fetchHistory(id(asked, false)).getEvents().stream()
            .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
            .map(event -> ProtobufTimeUtils.toJavaInstant(event.getEventTime()))
            .findFirst()
            .orElseThrow();
    long start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return Duration.between(Instant.ofEpochMilli(start), running).toMillis() / 1e3;
  }

  private List<Row> compare(BenchKind kind) {
    try (DoneTickets done = new DoneTickets(stage, "done")) {
      block(kind, false, WARM_UP * plan.clients(), done);
      block(kind, true, WARM_UP * plan.clients(), done);
      List<Crowd.Run> ours = new ArrayList<>();
      List<Crowd.Run> others = new ArrayList<>();
      for (int round = 1; round <= plan.rounds(); round++) {
        progress.accept(kind.word() + "s, round " + round + " of " + plan.rounds());
        ours.add(block(kind, false, plan.casesPerRound(), done));
        others.add(block(kind, true, plan.casesPerRound(), done));
      }
      Samples mine = pooled(ours);
      Samples theirs = pooled(others);
      Row perSecond =
          new Row(kind.word() + "s/s", rate(ours), rate(others), pairwise(ours, others), "", null);
      String wait = kind.word() + ", webhook to final ticket, ms";
      return List.of(
          kind == BenchKind.REFUND ? perSecond.ratioAtLeast(0.9) : perSecond,
          Row.beside(wait + " p50", mine.median(), theirs.median()),
          Row.beside(wait + " p99", mine.quantile(0.99), theirs.quantile(0.99)));
    } finally {
      bare.switchTo(false);
    }
  }

  private Crowd.Run block(BenchKind kind, boolean isBare, int count, DoneTickets done) {
    List<Asked> all = Stream.generate(() -> prepare(kind)).limit(count).toList();
    bare.switchTo(isBare);
    Crowd.Run run = Crowd.run(plan.clients(), count, i -> change(kind, all.get(i), done));
    settle(all, isBare);
    return run;
  }

  /** The next block must not begin while the last tasks of this one are still being closed. */
  private void settle(List<Asked> all, boolean isBare) {
    for (Asked asked : all) {
      Object unused =
          stage.client().newUntypedWorkflowStub(id(asked, isBare)).getResult(Object.class);
    }
  }

  private List<Row> openCases() {
    List<Row> rows = new ArrayList<>();
    try (DoneTickets needs = new DoneTickets(stage, "needs_approval")) {
      List<Asked> all =
          Stream.generate(() -> BenchKind.aboveApproval(stage, someone()))
              .limit(plan.openCases())
              .toList();
      long began = System.nanoTime();
      Crowd.Run unused =
          Crowd.run(plan.clients(), all.size(), i -> change(BenchKind.REFUND, all.get(i), needs));
      rows.add(Row.of(plan.openCases() + " cases opened until each asks, s", since(began)));
    }
    Deadline.within(
        OPENED_WITHIN,
        () -> waiting() == plan.openCases(),
        () -> waiting() + " of " + plan.openCases() + " cases wait for an approval");
    System.gc();
    Runtime heap = Runtime.getRuntime();
    double used = (double) ((heap.totalMemory() - heap.freeMemory()) >> 20);
    rows.add(Row.atMost("heap of everything with them, MB", used, HEAP));
    rows.add(Row.of("heap there may be, MB", (double) (heap.maxMemory() >> 20)));
    Launcher.ofThisProcess().ifPresent(caserail -> rows.add(listed(caserail)));
    return rows;
  }

  /** As a person lists them. */
  private Row listed(Launcher caserail) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < LISTINGS; i++) {
      times.add(caserail.seconds("case", "list", "--config", stage.config().toString()));
    }
    return Row.atMost("'caserail case list' with them, s", Samples.of(times).median(), 1.5);
  }

  private long waiting() {
    return stage.directory().list("", 10_000).stream()
        .filter(one -> CaseStatus.NEEDS_APPROVAL.name().equals(one.status()))
        .count();
  }

  private double change(BenchKind kind, Asked asked, DoneTickets done) {
    done.expect(asked.ticket());
    long began = System.nanoTime();
    kind.ask(stage, asked);
    return millis(done.await(asked.ticket()) - began);
  }

  private Asked prepare(BenchKind kind) {
    String email = someone();
    return kind.prepare(stage, email, email.replaceAll("\\D", ""));
  }

  /** A customer of their own each: a customer's earlier refunds would raise the tier. */
  private String someone() {
    return "customer" + people.incrementAndGet() + "@example.com";
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
  static String load() {
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
    customers.close();
    bare.close();
    stage.close();
  }
}
