package io.caserail.gateway;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many of one source's events be handed to Temporal at once, and as many wait a moment for
 * it; the rest is asked to come again. Temporal is never asked for more than it takes, a source
 * never uses up what the others need, and a sender that hears "again" at once keeps sending.
 */
final class Doorkeeper implements Hook {
  private final Hook hook;
  private final Semaphore slots;
  private final Semaphore queue;
  private final Duration patience;

  /**
   * In front of a hook.
   *
   * @param most how many at once, and how many wait
   * @param patience how long one waits; well below what senders wait for an answer
   */
  Doorkeeper(Hook hook, int most, Duration patience) {
    this.hook = hook;
    this.slots = new Semaphore(most, true);
    this.queue = new Semaphore(most);
    this.patience = patience;
  }

  @Override
  public Result take(Delivery delivery) {
    enter(delivery);
    try {
      return hook.take(delivery);
    } finally {
      slots.release();
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
