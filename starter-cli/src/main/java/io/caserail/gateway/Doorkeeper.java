package io.caserail.gateway;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many of one source's events be handed to Temporal at once, and as many wait a moment for
 * it; the rest is asked to come again. Temporal is never asked for more than it takes, a source
 * never uses up what the others need, and a sender that hears "again" at once keeps sending. All
 * that is asked of Temporal for one event, however often, has one deadline.
 */
final class Doorkeeper implements Hook {
  private static final ScheduledExecutorService DEADLINES =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "caserail-delivery-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  private final Hook hook;
  private final Semaphore slots;
  private final Semaphore queue;
  private final Duration patience;
  private final Duration longest;

  /**
   * In front of a hook.
   *
   * @param most how many at once, and how many wait
   * @param patience how long one waits for its turn
   * @param longest how long one may take with that wait; below what senders wait for an answer
   */
  Doorkeeper(Hook hook, int most, Duration patience, Duration longest) {
    this.hook = hook;
    this.slots = new Semaphore(most, true);
    this.queue = new Semaphore(most);
    this.patience = patience;
    this.longest = longest;
  }

  @Override
  public Result take(Delivery delivery) {
    Context.CancellableContext limited =
        Context.current().withDeadlineAfter(longest.toMillis(), TimeUnit.MILLISECONDS, DEADLINES);
    Context before = limited.attach();
    try {
      enter(delivery);
      try {
        return hook.take(delivery);
      } finally {
        slots.release();
      }
    } finally {
      limited.detach(before);
      limited.cancel(null);
    }
  }

  @Override
  public void name(Delivery delivery) {
    hook.name(delivery);
  }

  private void enter(Delivery delivery) {
    if (!slots.tryAcquire()) {
      try {
        await();
      } catch (Refusal e) {
        // Its sender's own list says that it was shed, and its id is all that the list has.
        hook.name(delivery);
        throw e;
      }
    }
  }

  private void await() {
    if (!queue.tryAcquire()) {
      throw Refusal.busy();
    }
    try {
      if (!slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Refusal.busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable();
    } finally {
      queue.release();
    }
  }
}
