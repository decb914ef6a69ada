package io.caserail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.client.TemporalUnavailable;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.config.Trust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random stories on the whole system. {@code -Drandom.seed=…} plays one seed again; {@code
 * -Drandom.seeds=…}, {@code -Drandom.from=…} and {@code -Drandom.acts=…} say how many, from which
 * on, and how long they are.
 */
@Tag("random")
final class RandomRunTest {
  private static final int ACTS = Integer.getInteger("random.acts", 14);
  private static final int LANES = Integer.getInteger("random.lanes", 8);
  private static final int TRIES = 3;
  private static final String FORGOTTEN = "forgotten";

  /** One story in so many may say nothing: the server has lost a case in it. */
  private static final int MOST_FORGOTTEN = 5;

  @TempDir Path folder;
  private final Map<Long, String> failed = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

  @Test
  @Timeout(value = 90, unit = TimeUnit.MINUTES)
  void whatever_happens_in_many_stories_the_guarantees_hold() throws InterruptedException {
    Long seed = Long.getLong("random.seed");
    play(
        seed == null ? Long.getLong("random.from", 1_000) : seed,
        seed == null ? Integer.getInteger("random.seeds", 100) : 1);
  }

  private void play(long from, int many) throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    List<Thread> lanes = new ArrayList<>();
    for (int i = 0; i < Math.min(LANES, many); i++) {
      Thread lane =
          new Thread(
              () -> {
                for (long seed = next.getAndIncrement();
                    seed < from + many;
                    seed = next.getAndIncrement()) {
                  play(seed);
                }
              });
      lane.start();
      lanes.add(lane);
    }
    for (Thread lane : lanes) {
      lane.join();
    }
    System.out.println(many + " seeds from " + from + ": " + new TreeMap<>(counts));
    assertThat(failed).isEmpty();
    assertThat(counts.keySet()).contains("COMPLETED");
    AtomicInteger unsaid = counts.getOrDefault(FORGOTTEN, new AtomicInteger());
    assertThat(unsaid.get() * MOST_FORGOTTEN)
        .as("stories that say nothing")
        .isLessThanOrEqualTo(many);
  }

  private void play(long seed) {
    Script script = ScriptWriter.write(seed, ACTS);
    long begin = System.nanoTime();
    RandomRun.End end = play(script, 0);
    for (int i = 1; i < TRIES && end.forgotten(); i++) {
      end = play(script, i);
    }
    end.statuses().forEach(this::count);
    if (end.forgotten()) {
      count(FORGOTTEN);
    }
    long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    if (end.violations().isEmpty()) {
      System.out.println("seed " + seed + " holds, " + took + " s");
    } else {
      String what = String.join("\n    ", end.violations());
      failed.put(seed, what);
      System.out.println(
          "seed "
              + seed
              + " BREAKS, "
              + took
              + " s:\n    "
              + what
              + "\n"
              + script.text()
              + String.join("\n", end.journal())
              + "\nagain: mvn test -pl starter-cli -am -Dgroups=random -DexcludedGroups="
              + " -Drandom.seed="
              + seed
              + " -Drandom.acts="
              + ACTS);
    }
  }

  private void count(String what) {
    counts.computeIfAbsent(what, any -> new AtomicInteger()).incrementAndGet();
  }

  private RandomRun.End play(Script script, int number) {
    Path here = folder.resolve("seed-" + script.seed() + "-" + number);
    try (Stage stage =
            Stage.toBreakAndPause(
                here,
                TemporalServer.inMemory(SearchKeys.types()),
                script.seed() % 2 == 0 ? Trust.LOCAL : Trust.PROOF);
        CaseRuns runs = new CaseRuns(stage.client())) {
      return RandomRun.play(stage, runs, script);
    } catch (TemporalUnavailable e) {
      // A machine so busy that not even the in-memory server answers says nothing about the story.
      return new RandomRun.End(
          true, Collections.emptyList(), Collections.emptyList(), List.of(e.toString()));
    }
  }
}
