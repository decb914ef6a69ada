package io.caserail.sandbox.hook;

import io.caserail.sandbox.core.VirtualClock;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers webhooks from background threads that never keep a process alive. Signatures carry
 * virtual time; pauses between attempts are the vendor's, multiplied by a scale so that a demo does
 * not wait for hours. Thread-safe.
 */
public final class WebhookSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

  /** Time for the overtaking delivery to arrive first. */
  private static final Duration REORDER_GAP = Duration.ofMillis(100);

  private final VirtualClock clock;
  private final Faults faults;
  private final double pauseScale;
  private final HookClient client;
  private final ScheduledThreadPoolExecutor threads;
  private final List<HookAttempt> attempts = new CopyOnWriteArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

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
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sandbox-webhooks");
    thread.setDaemon(true);
    return thread;
  }

  /** Takes a delivery and returns at once. */
  public void send(Delivery delivery) {
    List<Held> overtaken = takeHeld(delivery.system());
    List<ActiveFault> struck = faults.strikeDelivery(delivery.system(), delivery.hook());
    if (struck.isEmpty()) {
      first(delivery, Duration.ZERO);
    } else {
      strike(delivery, struck.get(0));
    }
    overtaken.forEach(h -> h.release(this));
  }

  private void strike(Delivery delivery, ActiveFault active) {
    Duration duration = active.fault().duration();
    switch (active.fault().kind()) {
      case DROPPED -> {}
      case DOUBLED -> {
        first(delivery, Duration.ZERO);
        first(delivery, Duration.ZERO);
      }
      case DELAYED -> first(delivery, duration);
      case REORDERED -> hold(delivery, duration);
      default -> throw new IllegalStateException("not a webhook fault: " + active.fault());
    }
  }

  private void hold(Delivery delivery, Duration atMost) {
    Held one = new Held(delivery);
    synchronized (held) {
      held.add(one);
    }
    schedule(() -> one.release(this), atMost);
  }

  private List<Held> takeHeld(String system) {
    synchronized (held) {
      List<Held> taken = held.stream().filter(h -> h.delivery.system().equals(system)).toList();
      held.removeAll(taken);
      return taken;
    }
  }

  private void first(Delivery delivery, Duration delay) {
    schedule(() -> attempt(delivery, 1), delay.plus(scaled(delivery.retries().heldFor())));
  }

  private void schedule(Runnable work, Duration delay) {
    if (threads.isShutdown()) {
      return;
    }
    open.incrementAndGet();
    ScheduledFuture<?> scheduled =
        threads.schedule(() -> run(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    if (scheduled.isCancelled()) {
      finished();
    }
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
          .ifPresent(pause -> schedule(() -> attempt(delivery, number + 1), scaled(pause)));
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

  /** A delivery that waits to be overtaken; it goes out once. */
  private static final class Held {
    private final Delivery delivery;
    private final AtomicInteger releases = new AtomicInteger();

    Held(Delivery delivery) {
      this.delivery = delivery;
    }

    void release(WebhookSender sender) {
      if (releases.getAndIncrement() == 0) {
        synchronized (sender.held) {
          sender.held.remove(this);
        }
        sender.first(delivery, REORDER_GAP);
      }
    }
  }
}
