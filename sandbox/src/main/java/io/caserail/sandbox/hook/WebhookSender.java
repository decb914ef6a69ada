package io.caserail.sandbox.hook;

import io.caserail.sandbox.core.VirtualClock;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers webhooks from background threads that never keep a process alive. Signatures carry
 * virtual time; pauses between attempts are the vendor's, multiplied by a scale so that a demo does
 * not wait for hours. Thread-safe.
 */
public final class WebhookSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

  private final VirtualClock clock;
  private final Faults faults;
  private final double pauseScale;
  private final HookClient client;
  private final ScheduledThreadPoolExecutor threads;
  private final List<HookAttempt> attempts = new CopyOnWriteArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Function<Delivery, Optional<Fault>> chance = delivery -> Optional.empty();

  /**
   * @param pauseScale factor on every retry pause; 1 is the vendor's own speed
   * @param timeout how long a receiver may take to answer
   */
  public WebhookSender(VirtualClock clock, Faults faults, double pauseScale, Duration timeout) {
    if (pauseScale < 0) {
      throw new IllegalArgumentException("a pause cannot be scaled by " + pauseScale);
    }
    this.clock = clock;
    this.faults = faults;
    this.pauseScale = pauseScale;
    this.client = new HookClient(timeout);
    this.threads = new ScheduledThreadPoolExecutor(4, WebhookSender::daemon);
    threads.setRemoveOnCancelPolicy(true);
    threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sandbox-webhooks");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * From now on this decides what strikes each delivery; the faults that were set strike where it
   * decides on nothing. It is asked once for each delivery, by the thread that sends it.
   */
  public void struckBy(Function<Delivery, Optional<Fault>> decides) {
    chance = decides;
  }

  /** How many deliveries are under way at once, over all senders; 4 as it comes. */
  public void sendAtOnce(int deliveries) {
    threads.setCorePoolSize(deliveries);
  }

  /** How many deliveries are not yet over: those that wait for another attempt, too. */
  public int onTheirWay() {
    return open.get();
  }

  /** Takes a delivery and returns at once. */
  public void send(Delivery delivery) {
    List<Held> overtaken = takeHeld(delivery.system());
    Optional<Fault> struck = struck(delivery);
    if (struck.isEmpty()) {
      first(delivery, Duration.ZERO, overtaken);
    } else {
      strike(delivery, struck.get());
      letGo(overtaken);
    }
  }

  private Optional<Fault> struck(Delivery delivery) {
    Optional<Fault> byChance = chance.apply(delivery);
    return byChance.isPresent()
        ? byChance
        : faults.strikeDelivery(delivery.system(), delivery.hook()).stream()
            .map(ActiveFault::fault)
            .findFirst();
  }

  private void strike(Delivery delivery, Fault fault) {
    Duration duration = fault.duration();
    switch (fault.kind()) {
      case DROPPED -> {}
      case DOUBLED -> {
        first(delivery, Duration.ZERO, List.of());
        first(delivery, Duration.ZERO, List.of());
      }
      case DELAYED -> first(delivery, duration, List.of());
      case REORDERED -> hold(delivery, duration);
      default -> throw new IllegalStateException("not a webhook fault: " + fault);
    }
  }

  private void hold(Delivery delivery, Duration atMost) {
    synchronized (held) {
      held.add(new Held(delivery, schedule(() -> giveUpHolding(delivery), atMost)));
    }
  }

  private void giveUpHolding(Delivery delivery) {
    synchronized (held) {
      held.removeIf(h -> h.delivery().equals(delivery));
    }
    first(delivery, Duration.ZERO, List.of());
  }

  private List<Held> takeHeld(String system) {
    synchronized (held) {
      List<Held> taken =
          held.stream()
              .filter(h -> h.delivery().system().equals(system) && h.timer().cancel(false))
              .toList();
      held.removeAll(taken);
      taken.forEach(h -> finished());
      return taken;
    }
  }

  private void letGo(List<Held> overtaken) {
    overtaken.forEach(h -> first(h.delivery(), Duration.ZERO, List.of()));
  }

  private void first(Delivery delivery, Duration delay, List<Held> overtaken) {
    Duration wait = delay.plus(scaled(delivery.retries().heldFor()));
    launch(
        () -> {
          attempt(delivery, 1);
          letGo(overtaken);
        },
        wait);
  }

  private void launch(Runnable work, Duration delay) {
    ScheduledFuture<?> unused = schedule(work, delay);
  }

  private ScheduledFuture<?> schedule(Runnable work, Duration delay) {
    open.incrementAndGet();
    return threads.schedule(() -> run(work), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("a webhook could not be sent", e);
    } finally {
      finished();
    }
  }

  private void attempt(Delivery delivery, int number) {
    Result result =
        client.post(
            delivery.url(),
            delivery.body(),
            delivery.signer().apply(clock.instant(), delivery.body()));
    attempts.add(
        new HookAttempt(
            delivery.system(), delivery.hook(), delivery.id(), number, result, clock.instant()));
    delivery.retries().attempted(result);
    if (!result.accepted()) {
      delivery
          .retries()
          .pauseAfter(number, result)
          .ifPresent(pause -> launch(() -> attempt(delivery, number + 1), scaled(pause)));
    }
  }

  private Duration scaled(Duration pause) {
    return Duration.ofNanos((long) (pause.toNanos() * pauseScale));
  }

  private void finished() {
    if (open.decrementAndGet() == 0) {
      synchronized (open) {
        open.notifyAll();
      }
    }
  }

  /** Every attempt so far, in the order in which they ended. */
  public List<HookAttempt> attempts() {
    return List.copyOf(attempts);
  }

  /** Waits until nothing is on its way or due again; false if that takes longer. */
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (open) {
      while (open.get() > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        open.wait(left);
      }
    }
    return true;
  }

  /** Drops what is not yet delivered and stops the threads. */
  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }

  /** A delivery that waits to be overtaken, and the timer that ends the wait. */
  private record Held(Delivery delivery, ScheduledFuture<?> timer) {}
}
