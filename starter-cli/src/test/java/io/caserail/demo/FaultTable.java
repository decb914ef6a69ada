package io.caserail.demo;

import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.fault.CallFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Every call of every path with every trouble. The paths are played once without trouble and their
 * calls recorded; the rows are made from that record, and from nothing else.
 */
final class FaultTable {
  private static final String REPORT = "RespondActivityTaskCompleted";
  private static final int TRIES = 3;

  /** One row in so many may say nothing: its call did not come, or the server has lost the case. */
  private static final int MOST_NONE = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private final IntFunction<Stage> stages;
  private final int lanes;
  private final Collection<Trouble> troubles;
  private final Choice choice;
  private final Map<FaultPath, Set<RecordedCall>> calls = new LinkedHashMap<>();
  private final AtomicInteger replays = new AtomicInteger();
  private final Map<FaultRow, FaultEnd> ends = new ConcurrentHashMap<>();

  /**
   * A table that is still empty.
   *
   * @param stages opens the stage of a lane; rows of different lanes run at the same time
   */
  FaultTable(IntFunction<Stage> stages, int lanes, Collection<Trouble> troubles, Choice choice) {
    this.stages = stages;
    this.lanes = lanes;
    this.troubles = List.copyOf(troubles);
    this.choice = choice;
  }

  /** Records the paths, then plays every row. */
  void fill(Collection<? extends FaultPath> paths) throws InterruptedException {
    try (Stage stage = stages.apply(0);
        CaseRuns runs = new CaseRuns(stage.client())) {
      for (FaultPath path : paths) {
        // What is not there twice came by the clock: a retry more, a look more.
        Set<RecordedCall> twice = record(stage, runs, path);
        twice.retainAll(record(stage, runs, path));
        calls.put(path, twice);
      }
    }
    ConcurrentLinkedQueue<FaultRow> left = new ConcurrentLinkedQueue<>(rows());
    List<Thread> threads = new ArrayList<>();
    for (int lane = 1; lane <= lanes; lane++) {
      int number = lane;
      Thread thread = new Thread(() -> work(number, left), "lane-" + lane);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work(int lane, ConcurrentLinkedQueue<FaultRow> left) {
    try (Stage stage = stages.apply(lane);
        CaseRuns runs = new CaseRuns(stage.client())) {
      for (FaultRow row = left.poll(); row != null; row = left.poll()) {
        FaultEnd end = row.play(stage, runs);
        for (int i = 1; i < TRIES && end.isNone(); i++) {
          replays.incrementAndGet();
          end = row.play(stage, runs);
        }
        ends.put(row, end);
        report(row, end);
      }
    }
  }

  /** At once, since whoever stops a table that does not end wants to know why. */
  private static void report(FaultRow row, FaultEnd end) {
    end.violations().forEach(v -> System.out.println(row.name() + ": " + v));
  }

  private List<FaultRow> rows() {
    List<FaultRow> rows = new ArrayList<>();
    calls.forEach(
        (path, recorded) ->
            recorded.forEach(
                call -> {
                  for (Trouble trouble : troubles) {
                    if (trouble.concerns(call) && choice.takes(path, call, trouble)) {
                      rows.add(new FaultRow(path, call, trouble));
                    }
                  }
                }));
    // What may take longest begins first, or the last lane would play alone.
    rows.sort(Comparator.comparing((FaultRow row) -> row.trouble().patience()).reversed());
    return rows;
  }

  /** Plays a path without trouble. */
  private static Set<RecordedCall> record(Stage stage, CaseRuns runs, FaultPath path) {
    Set<RecordedCall> heard = new LinkedHashSet<>();
    int[] reports = new int[1];
    PathCalls calls =
        new PathCalls(
            path,
            new PathCalls.Ear() {
              @Override
              public void begun() {
                reports[0] = stage.gate().calls(REPORT);
              }

              @Override
              public void arrived(RecordedCall call, CallFacts facts) {
                if (path.isAbout(call)) {
                  synchronized (heard) {
                    heard.add(call);
                  }
                }
              }
            });
    Play play = path.prepare(stage, "record" + System.nanoTime() + "@example.com");
    Calls.Watch watch = stage.sandbox().calls().watch(calls);
    calls.start();
    play.ask();
    Lead lead = new Lead(play, List::of);
    Deadline.within(
        PATIENCE,
        () -> {
          lead.act();
          return FaultRow.isOver(runs, play);
        },
        () -> path.name() + " does not end without any trouble: " + FaultRow.situation(runs, play));
    watch.close();
    for (int i = 1; i <= stage.gate().calls(REPORT) - reports[0]; i++) {
      RecordedCall report = RecordedCall.report(i);
      if (path.isAbout(report)) {
        heard.add(report);
      }
    }
    return heard;
  }

  int size() {
    return ends.size();
  }

  /** What is broken, each with its row's name. */
  List<String> violations() {
    List<String> wrong = new ArrayList<>();
    calls.forEach(
        (path, recorded) -> {
          if (recorded.isEmpty()) {
            wrong.add(path.name() + ": no call was recorded");
          }
        });
    for (FaultRow row : rows()) {
      FaultEnd end = ends.get(row);
      if (end == null) {
        wrong.add(row.name() + ": was not played");
      } else {
        end.violations().forEach(v -> wrong.add(row.name() + ": " + v));
      }
    }
    if (none() * MOST_NONE > size()) {
      wrong.add(none() + " of " + size() + " rows say nothing");
    }
    return wrong;
  }

  private long none() {
    return ends.values().stream().filter(FaultEnd::isNone).count();
  }

  /** The matrix: calls down, troubles across, and how each ended. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<FaultPath, Set<RecordedCall>> path : calls.entrySet()) {
      text.append('\n').append("%-58s".formatted(path.getKey().name()));
      troubles.forEach(t -> text.append(" %-14s".formatted(t.column())));
      text.append('\n');
      for (RecordedCall call : path.getValue()) {
        text.append("%-58s".formatted(call));
        for (Trouble trouble : troubles) {
          FaultEnd end = ends.get(new FaultRow(path.getKey(), call, trouble));
          String cell = end == null ? "" : (end.violations().isEmpty() ? "" : "!") + end.how();
          text.append(" %-14s".formatted(cell));
        }
        text.append('\n');
      }
    }
    Map<String, Integer> counts = new TreeMap<>();
    ends.values()
        .forEach(end -> counts.merge(end.isNone() ? end.how() : end.status(), 1, Integer::sum));
    return text.append("\nLeft out: ")
        .append(choice.words())
        .append(".\n")
        .append(ends.size())
        .append(" cases; ")
        .append(counts)
        .append("; played again: ")
        .append(replays)
        .append("; violations: ")
        .append(violations().size())
        .toString();
  }
}
