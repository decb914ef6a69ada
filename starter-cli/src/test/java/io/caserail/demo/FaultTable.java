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
import java.util.function.Predicate;

/**
 * Every call of every path with every trouble. The paths are played once without trouble and their
 * calls recorded; the rows are made from that record, and from nothing else. Those with two
 * troubles are made from what came after the first one when it was alone.
 */
final class FaultTable {
  private static final String REPORT = "RespondActivityTaskCompleted";
  private static final int TRIES = 3;

  /** One row in so many may say nothing: its call did not come, or the server has lost the case. */
  private static final int MOST_NONE = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final int EVERY = 100;

  private final long began = System.nanoTime();
  private final IntFunction<Stage> stages;
  private final int lanes;
  private final Collection<Trouble> troubles;
  private final Choice choice;
  private final Pairs pairs;
  private final Map<FaultPath, Set<RecordedCall>> calls = new LinkedHashMap<>();
  private final AtomicInteger replays = new AtomicInteger();
  private final List<FaultRow> played = new ArrayList<>();
  private final Map<FaultRow, FaultEnd> ends = new ConcurrentHashMap<>();

  /**
   * A table that is still empty.
   *
   * @param stages opens the stage of a lane; rows of different lanes run at the same time
   */
  FaultTable(
      IntFunction<Stage> stages,
      int lanes,
      Collection<Trouble> troubles,
      Choice choice,
      Pairs pairs) {
    this.stages = stages;
    this.lanes = lanes;
    this.troubles = List.copyOf(troubles);
    this.choice = choice;
    this.pairs = pairs;
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
    play(rows());
    played.addAll(rows());
    List<FaultRow> two = pairs.of(ends);
    play(two);
    played.addAll(two);
  }

  private void play(List<FaultRow> rows) throws InterruptedException {
    // What may take longest begins first, or the last lane would play alone.
    List<FaultRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(FaultRow::patience).reversed());
    ConcurrentLinkedQueue<FaultRow> left = new ConcurrentLinkedQueue<>(sorted);
    List<Thread> threads = new ArrayList<>();
    for (int lane = 1; lane <= Math.min(lanes, rows.size()); lane++) {
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
        for (int i = 1; i < TRIES && (end.isNone() || end.isOfFewerTasks()); i++) {
          replays.incrementAndGet();
          end = row.play(stage, runs);
        }
        ends.put(row, end);
        report(row, end);
        progress();
      }
    }
  }

  /** At once, since whoever stops a table that does not end wants to know why. */
  private static void report(FaultRow row, FaultEnd end) {
    end.violations().forEach(v -> System.out.println(row.name() + ": " + v));
  }

  /** A line now and then, since a table takes hours. */
  private void progress() {
    int played = ends.size();
    if (played % EVERY == 0) {
      System.out.println(
          played + " rows played, in " + (System.nanoTime() - began) / 1_000_000_000 + " s");
    }
  }

  private List<FaultRow> rows() {
    List<FaultRow> rows = new ArrayList<>();
    calls.forEach(
        (path, recorded) ->
            recorded.forEach(
                call -> {
                  for (Trouble trouble : troubles) {
                    if (trouble.concerns(call) && choice.takes(path, call, trouble)) {
                      rows.add(FaultRow.of(path, call, trouble));
                    }
                  }
                }));
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
    List<String> cases = play.cases();
    for (int i = 1; i <= stage.gate().workflowTasks(cases::contains); i++) {
      RecordedCall task = RecordedCall.task(i);
      if (path.isAbout(task)) {
        heard.add(task);
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
    for (FaultRow row : played) {
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
          FaultEnd end = ends.get(FaultRow.of(path.getKey(), call, trouble));
          String cell = end == null ? "" : (end.violations().isEmpty() ? "" : "!") + end.how();
          text.append(" %-14s".formatted(cell));
        }
        text.append('\n');
      }
    }
    text.append("\nLeft out: ").append(choice.words()).append(".\n");
    text.append("Two troubles: ").append(pairs.words());
    text.append("; there are ").append(Pairs.worst(ends).size()).append(" of the worst.\n\n");
    for (Part part : Part.values()) {
      line(text, part.words(), row -> Part.of(row) == part);
    }
    Map<String, Integer> met = new TreeMap<>();
    ends.forEach(
        (row, end) -> {
          if (Part.of(row) == Part.TAKEN_BACK && !end.after().second().isEmpty()) {
            met.merge(end.after().second(), 1, Integer::sum);
          }
        });
    if (!met.isEmpty()) {
      text.append("The second trouble met, where things are taken back: ").append(met).append('\n');
    }
    line(text, "all", any -> true);
    return text.append("played again: ")
        .append(replays)
        .append("; violations: ")
        .append(violations().size())
        .toString();
  }

  private void line(StringBuilder text, String words, Predicate<FaultRow> rows) {
    Map<String, Integer> counts = new TreeMap<>();
    int cases = 0;
    int broken = 0;
    for (Map.Entry<FaultRow, FaultEnd> row : ends.entrySet()) {
      if (rows.test(row.getKey())) {
        FaultEnd end = row.getValue();
        counts.merge(end.isNone() ? end.how() : end.status(), 1, Integer::sum);
        cases++;
        broken += end.violations().isEmpty() ? 0 : 1;
      }
    }
    text.append("%-58s %5d cases; %s; broken: %d%n".formatted(words, cases, counts, broken));
  }

  /** What the rows are counted by. */
  private enum Part {
    ONE("one trouble at a call, or a lost report"),
    TASKS("a worker killed at a workflow task"),
    TWO("two of the worst at effects"),
    TAKEN_BACK("a system away until it is withdrawn, then one of the worst"),
    SAMPLED("two of any, sampled");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    static Part of(FaultRow row) {
      SecondTrouble second = row.second();
      if (second == null) {
        return row.trouble().strikesTasks() ? TASKS : ONE;
      }
      if (!second.writes()) {
        return SAMPLED;
      }
      return row.trouble().lasts() ? TAKEN_BACK : TWO;
    }
  }
}
