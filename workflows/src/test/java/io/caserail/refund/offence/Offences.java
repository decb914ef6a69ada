package io.caserail.refund.offence;

import io.caserail.decision.Verdict;
import io.caserail.port.RefundPolicy;
import io.caserail.quarantine.QuarantineDecision;
import io.caserail.quarantine.QuarantineEntry;
import io.caserail.quarantine.QuarantineStatus;
import io.caserail.quarantine.QuarantineView;
import io.caserail.quarantine.QuarantineWorkflow;
import java.io.File;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One class per offence; none of them ever runs. */
public final class Offences {
  private Offences() {}

  static final class AsksInstant {
    Instant at() {
      return Instant.now();
    }
  }

  static final class RefersToInstant {
    Supplier<Instant> clock() {
      return Instant::now;
    }
  }

  @SuppressWarnings("JavaTimeDefaultTimeZone")
  static final class AsksLocalDate {
    LocalDate today() {
      return LocalDate.now();
    }
  }

  static final class KeepsAClock {
    long millis(Clock clock) {
      return clock.millis();
    }
  }

  static final class AsksTheSystem {
    long millis() {
      return System.currentTimeMillis();
    }
  }

  static final class AsksTheSystemFinely {
    long nanos() {
      return System.nanoTime();
    }
  }

  @SuppressWarnings("JavaUtilDate")
  static final class MakesADate {
    Date date() {
      return new Date();
    }
  }

  static final class ThrowsDice {
    int dice(Random random) {
      return random.nextInt();
    }
  }

  static final class ThrowsThreadsDice {
    int dice() {
      return ThreadLocalRandom.current().nextInt();
    }
  }

  static final class MakesAnId {
    String id() {
      return UUID.randomUUID().toString();
    }
  }

  static final class AsksMath {
    double dice() {
      return Math.random();
    }
  }

  static final class Sleeps {
    void pause() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class Locks {
    void lock(ReentrantLock lock) {
      lock.lock();
    }
  }

  static final class Hurries {
    boolean done(CompletableFuture<String> future) {
      return future.isDone();
    }
  }

  static final class Synchronizes {
    synchronized int one() {
      return 1;
    }
  }

  static final class RunsInParallel {
    long count(List<String> list) {
      return list.parallelStream().count();
    }
  }

  static final class OpensAFile {
    boolean isThere(String path) {
      return new File(path).exists();
    }
  }

  static final class KnowsTheNet {
    URI uri(String text) {
      return URI.create(text);
    }
  }

  static final class ReadsTheEnvironment {
    String home() {
      return String.valueOf(System.getenv("HOME"));
    }
  }

  static final class MakesAnUnorderedSet {
    Set<String> set() {
      return Set.of("a", "b");
    }
  }

  static final class CopiesAMap {
    Map<String, String> map(Map<String, String> map) {
      return Map.copyOf(map);
    }
  }

  static final class CollectsToASet {
    Set<String> set(Stream<String> stream) {
      return stream.collect(Collectors.toSet());
    }
  }

  static final class MakesAHashMap {
    Map<String, String> map() {
      return new HashMap<>();
    }
  }

  static final class WalksThroughThePolicy {
    List<String> currencies(RefundPolicy policy) {
      return new ArrayList<>(policy.tiers().keySet());
    }
  }

  static final class PassesTheMapsWalk {
    Supplier<Set<String>> currencies(RefundPolicy policy) {
      return policy.tiers()::keySet;
    }
  }

  /** The SDK could not make one: neither the class nor its constructor is public. */
  static final class HiddenWorkflowImpl implements QuarantineWorkflow {
    private final QuarantineEntry entry;

    HiddenWorkflowImpl(QuarantineEntry entry) {
      this.entry = entry;
    }

    @Override
    public String hold(QuarantineEntry held) {
      return entry.clause();
    }

    @Override
    public Verdict decide(QuarantineDecision decision) {
      return Verdict.refused("hidden");
    }

    @Override
    public void checkDecision(QuarantineDecision decision) {}

    @Override
    public QuarantineView view() {
      return new QuarantineView(
          "", entry, QuarantineStatus.HELD, "", "", "", null, "", false, List.of());
    }
  }

  static final class ZendeskUtil {}
}
