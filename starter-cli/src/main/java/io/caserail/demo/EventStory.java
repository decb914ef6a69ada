package io.caserail.demo;

import io.caserail.demo.BenchReport.Part;
import io.caserail.demo.BenchReport.Row;
import io.caserail.sandbox.easypost.TrackerStatus;
import io.caserail.sandbox.hook.WebhookSender;
import io.caserail.sandbox.stripe.RefundBehaviour;
import io.caserail.sandbox.stripe.RefundFailureReason;
import io.caserail.sandbox.stripe.SubscriptionStatus;
import io.caserail.sandbox.temporal.TemporalServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many events of the sandbox's senders on their way to the shipped gateway, and what happens to
 * them: some are doubled, overtaken, lost, against their contract or forged; the gateway is killed
 * twice, Temporal is restarted, the sweep is ended and its worker killed. In the end each that asks
 * for something must be in exactly one request or quarantine entry, by the senders' own books.
 *
 * <p>The gateway is a process of its own, which is killed as a host goes away. So is the worker on
 * the real server; the in-memory server never takes a case from a worker that was killed, so there
 * the worker is in this process and stopped, and Temporal can't be reached for two seconds instead
 * of being restarted.
 */
public final class EventStory implements AutoCloseable {
  /** How what is no id begins, by which an event is against its contract. */
  static final String NO_ID = "?";

  /** For the ids of the last 10,000 events and for buffers; their bodies would take more. */
  private static final double KEPT_MB = 16;

  /** As many deliveries at once as vendors' senders would have under way at such rates. */
  private static final int SENDERS = 32;

  private static final int THINGS = 50;
  private static final Duration TEMPORAL_AWAY = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofHours(2);
  private static final Duration TELL_EVERY = Duration.ofSeconds(10);

  private final Stage stage;
  private final EventPlan plan;
  private final Consumer<String> progress;
  private final SendersBook book;
  private final Stranger stranger;
  private final Random random;
  private final List<Asked> asked = new ArrayList<>();
  private final List<String> subscriptions = new ArrayList<>();
  private final List<String> parcels = new ArrayList<>();
  private final BitSet unended = new BitSet();
  private final Deque<Integer> bankLater = new ArrayDeque<>();
  private final ExecutorService troubles = Executors.newSingleThreadExecutor();
  private volatile @Nullable WorkerJvm gateway;
  private volatile @Nullable WorkerJvm worker;
  private @Nullable Future<?> struck;
  private int sent;
  private int banked;
  private int against;

  private EventStory(Stage stage, EventPlan plan, Consumer<String> progress) {
    this.stage = stage;
    this.plan = plan;
    this.progress = progress;
    this.book = new SendersBook(plan.seed());
    this.stranger = new Stranger(stage.gatewayUrl());
    this.random = new Random(plan.seed());
  }

  /**
   * Sets everything up.
   *
   * @param folder where the stage writes its files
   * @param temporal one that can be stopped and started again
   * @param progress takes one line at a time
   */
  public static EventStory open(
      Path folder, TemporalServer temporal, EventPlan plan, Consumer<String> progress) {
    EventStory story = new EventStory(Stage.forEvents(folder, temporal), plan, progress);
    try {
      story.gateway = WorkerJvm.gateway(story.stage.gatewayConfigured());
      story.startWorker();
      return story;
    } catch (RuntimeException e) {
      story.close();
      throw e;
    }
  }

  /**
   * Plays it.
   *
   * @throws SceneFailed when a process does not come up again
   */
  public BenchReport run() {
    String load = Bench.load();
    prepare();
    senders().struckBy(book);
    senders().sendAtOnce(SENDERS);
    stage.sendEvents();
    Heaps before = heaps();
    long began = System.nanoTime();
    double offered = play(began);
    untilQuiet();
    double quiet = (System.nanoTime() - began) / 1e9;
    progress.accept("everything is looked at");
    Reckoning reckoning = new Reckoning(stage, book, stranger, asked, plan);
    List<Part> parts = new ArrayList<>(reckoning.parts());
    Speed speed = Speed.of(senders().attempts());
    parts.add(
        new Part(
            "speed",
            List.of(
                Row.beside("events offered a second, beside what was wanted", offered, plan.rate()),
                Row.of(
                    "events acknowledged a second, from the first to the last", speed.perSecond()),
                Row.of("in the best ten seconds", speed.best()),
                Row.of("until the last was acknowledged, s", speed.seconds()),
                Row.of("until the last case was done, s", quiet))));
    parts.add(new Part("memory", heaps().beside(before)));
    List<String> notes = new ArrayList<>(reckoning.words());
    notes.add(reason(offered, speed, quiet));
    return new BenchReport(
        stage.temporal().isReal() ? "real server, its database in a file" : "in memory",
        load + " to " + Bench.load(),
        plan.events() + " events at " + plan.rate() + " a second, seed " + plan.seed(),
        "what the senders' books say.",
        parts,
        notes);
  }

  private WebhookSender senders() {
    return stage.sandbox().webhooks();
  }

  // ---- what happens at the senders ----

  /** Whatever events will be about; nobody listens yet. */
  private void prepare() {
    progress.accept(plan.asks() + " customers write");
    for (int i = 0; i < plan.asks(); i++) {
      String email = "customer" + i + "@example.com";
      boolean pends = i >= plan.comingBack() && i < plan.comingBack() + plan.pending();
      String payment =
          stage
              .paymentOf("1.00", email)
              .refundsWill(pends ? RefundBehaviour.PEND_FOR_EVER : RefundBehaviour.SUCCEED)
              .create()
              .id();
      asked.add(new Asked(BenchKind.REFUND.caseKind(), stage.write(email), payment, "1.00"));
    }
    unended.set(0, asked.size());
    String customer = stage.sandbox().stripe().customer("subscriber@example.com").id();
    for (int i = 0; i < THINGS; i++) {
      subscriptions.add(stage.sandbox().stripe().subscription(customer).create().id());
      parcels.add(stage.sandbox().easypost().buy("ord_" + i).id());
    }
  }

  /** Sends everything at its time; what can't keep up is sent as soon as it can be. */
  private double play(long began) {
    List<EventPlan.Act> acts = plan.acts();
    long told = began;
    struck = troubles.submit(this::strike);
    for (int i = 0; i < acts.size(); i++) {
      long due = began + (long) (i * 1e9 / plan.rate());
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      act(acts.get(i));
      if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
        told = System.nanoTime();
        tell(i + 1);
      }
    }
    return acts.size() / ((System.nanoTime() - began) / 1e9);
  }

  private void act(EventPlan.Act act) {
    switch (act) {
      case ASK -> {
        Asked next = asked.get(sent++);
        stage.fill("Lena", next.ticket(), next.object(), next.amount());
      }
      case BANK -> bankLater.add(banked++);
      case AGAINST -> {
        if (against++ % 2 == 0) {
          stage.sandbox().company().tell("order.updated", NO_ID + against);
        } else {
          stage.sandbox().stripe().sendMisshapen("refund.updated");
        }
      }
      case FORGED -> stranger.send();
      case NEWS -> news();
    }
    bank();
  }

  private void news() {
    int thing = random.nextInt(THINGS);
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        String parcel = parcels.get(thing);
        boolean moves =
            stage.sandbox().easypost().shipment(parcel).status() != TrackerStatus.IN_TRANSIT;
        var unused =
            stage
                .sandbox()
                .easypost()
                .track(parcel, moves ? TrackerStatus.IN_TRANSIT : TrackerStatus.OUT_FOR_DELIVERY);
      }
      case 2, 3 -> {
        String subscription = subscriptions.get(thing);
        boolean pays =
            stage.sandbox().stripe().subscriptionOf(subscription).status()
                == SubscriptionStatus.ACTIVE;
        var unused =
            stage
                .sandbox()
                .stripe()
                .subscriptionBecomes(
                    subscription, pays ? SubscriptionStatus.PAST_DUE : SubscriptionStatus.ACTIVE);
      }
      default -> stage.sandbox().company().tell("order.updated", "ord_" + thing);
    }
  }

  /** The bank's next word, once there is a refund that it can be about. */
  private void bank() {
    Integer next = bankLater.peek();
    if (next == null || !canBeBanked(asked.get(next))) {
      return;
    }
    bankLater.remove();
    String refund = refund(asked.get(next));
    if (next < plan.comingBack()) {
      var unused = stage.sandbox().stripe().fail(refund, RefundFailureReason.DECLINED);
    } else {
      var unused = stage.sandbox().stripe().settle(refund);
    }
  }

  private boolean canBeBanked(Asked one) {
    String state = stage.state(one.ticket());
    return state.equals("done") || state.equals("pending");
  }

  private String refund(Asked one) {
    return stage.sandbox().stripe().refundsOf(one.object()).get(0).id();
  }

  /** What the ticket of a request shows in the end. */
  static String finalState(EventPlan plan, int number) {
    return number < plan.comingBack() ? "failed" : "done";
  }

  // ---- what happens to ours ----

  /**
   * One after another, each when so much of everything was acknowledged: a process that comes up
   * slowly would otherwise be killed before it has taken anything.
   */
  private void strike() {
    after(25, "the gateway is killed", this::killGateway);
    after(40, "Temporal is restarted", this::restartTemporal);
    after(55, "the gateway is killed again", this::killGateway);
    after(70, "the sweep is ended, and its worker", this::killSweep);
  }

  private void after(int percent, String what, Runnable trouble) {
    int enough = plan.events() * percent / 100;
    Deadline.within(
        LONGEST, () -> acknowledged() >= enough, () -> "no " + enough + " are acknowledged");
    progress.accept(what);
    trouble.run();
  }

  private long acknowledged() {
    return senders().attempts().stream().filter(attempt -> attempt.result().accepted()).count();
  }

  private void killGateway() {
    close(gateway);
    gateway = WorkerJvm.gateway(stage.gatewayConfigured());
  }

  private void restartTemporal() {
    stage.temporal().stop();
    if (!stage.temporal().isReal()) {
      stage.gate().shut();
    }
    LockSupport.parkNanos(TEMPORAL_AWAY.toNanos());
    stage.temporal().startAgain();
    if (!stage.temporal().isReal()) {
      stage.gate().open();
    }
  }

  private void killSweep() {
    stage.client().newUntypedWorkflowStub("sweep-acme").terminate("ended by hand");
    if (stage.temporal().isReal()) {
      close(worker);
    } else {
      stage.stopWorker();
    }
    startWorker();
  }

  private void startWorker() {
    if (stage.temporal().isReal()) {
      worker = WorkerJvm.worker(stage.configured());
    } else {
      stage.startWorker();
    }
  }

  private static void close(@Nullable WorkerJvm process) {
    if (process != null) {
      process.close();
    }
  }

  // ---- until it is over ----

  /** A killed worker's activities are missed after a minute, unreadable tickets after two. */
  private static final Duration STANDS_STILL = Duration.ofMinutes(4);

  /** Until everything is done, or nothing moves any more. */
  private void untilQuiet() {
    long moved = System.nanoTime();
    long told = moved;
    int last = -1;
    for (int left = left(); left > 0; left = left()) {
      bank();
      if (left != last) {
        last = left;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STANDS_STILL.toNanos()) {
        return;
      }
      if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
        told = System.nanoTime();
        tell(plan.events());
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private int left() {
    return (areStruck() ? 0 : 1) + senders().onTheirWay() + unfinished();
  }

  /** What has come to its end is not looked at again before everything is. */
  private int unfinished() {
    for (int i = unended.nextSetBit(0); i >= 0; i = unended.nextSetBit(i + 1)) {
      if (stage.state(asked.get(i).ticket()).equals(finalState(plan, i))) {
        unended.clear(i);
      }
    }
    return bankLater.size() + unended.cardinality();
  }

  /** Whether all troubles are over. */
  private boolean areStruck() {
    Future<?> all = struck;
    if (all == null || !all.isDone()) {
      return false;
    }
    try {
      var unused = all.get();
      return true;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SceneFailed failed
          ? failed
          : new IllegalStateException("a trouble did not come as it should", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void tell(int acts) {
    progress.accept(
        acts
            + " events have happened, "
            + senders().onTheirWay()
            + " wait at their senders, "
            + unfinished()
            + " requests are under way or to come; load "
            + Bench.load());
  }

  // ---- figures ----

  private static String reason(double offered, Speed speed, double quiet) {
    return String.format(
        Locale.ROOT,
        "The rate: an event is acknowledged once Temporal has it, so the senders can go no faster"
            + " than Temporal, which shares %d cores with worker, gateway and sandbox and works on"
            + " the cases at the same time. %.0f a second were offered; it took %.0f, at best %.0f."
            + " What it did not take at once its senders sent again, until %.0f s; what no sender"
            + " sent any more the sweep brought, until %.0f s.",
        Runtime.getRuntime().availableProcessors(),
        offered,
        speed.perSecond(),
        speed.best(),
        speed.seconds(),
        quiet);
  }

  /** What is alive on the heaps, in MB. */
  private record Heaps(double gateway, @Nullable Double worker, double here) {
    List<Row> beside(Heaps before) {
      List<Row> rows = new ArrayList<>();
      rows.add(
          Row.beside("gateway's heap after it, beside before, MB", gateway, before.gateway)
              .within(Math.ceil(before.gateway) + KEPT_MB));
      if (worker != null && before.worker != null) {
        rows.add(Row.beside("worker's heap after it, beside before, MB", worker, before.worker));
      }
      rows.add(
          Row.beside("heap of sandbox and senders, which keep everything, MB", here, before.here));
      return Collections.unmodifiableList(rows);
    }
  }

  private Heaps heaps() {
    WorkerJvm front = gateway;
    WorkerJvm behind = worker;
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return new Heaps(
        front == null ? 0 : front.liveHeap(),
        behind == null ? null : behind.liveHeap(),
        memory.getHeapMemoryUsage().getUsed() / 1e6);
  }

  @Override
  public void close() {
    troubles.shutdownNow();
    close(gateway);
    close(worker);
    stage.close();
  }
}
