package io.caserail.gateway;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many of one source's events be handed to Temporal at once. Of the others, hints go
 * together with those that come at the same time, as long as there is room for whoever waits; as
 * many wait a moment for their turn; the rest is asked to come again. Temporal is never asked for
 * more than it takes, a source never uses up what the others need, and a sender that hears "again"
 * at once keeps sending. All that is asked of Temporal for one event, however often, has one
 * deadline.
 */
final class Doorkeeper implements Hook {
  private static final ScheduledExecutorService DEADLINES =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "caserail-delivery-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * So many hints wait together. Each waits for the bundle before its own and for that, one and a
   * half calls as a rule: with the usual 32 slots this is for five times what these take alone.
   */
  static final int MOST_IN_CROWD = 200;

  private final Hook hook;
  private final Semaphore slots;
  private final Semaphore queue;
  private final Crowd crowd;
  private final Semaphore room;
  private final Duration patience;
  private final Duration longest;

  /**
   * In front of a hook.
   *
   * @param most how many at once, and how many wait
   * @param crowd by which hints go together
   * @param patience how long one waits for its turn
   * @param longest how long one may take with that wait; below what senders wait for an answer
   */
  Doorkeeper(Hook hook, int most, Crowd crowd, Duration patience, Duration longest) {
    this.hook = hook;
    this.slots = new Semaphore(most, true);
    this.queue = new Semaphore(most);
    this.crowd = crowd;
    this.room = new Semaphore(MOST_IN_CROWD);
    this.patience = patience;
    this.longest = longest;
  }

  @Override
  public Result take(Delivery delivery) {
    Context.CancellableContext limited =
        Context.current().withDeadlineAfter(longest.toMillis(), TimeUnit.MILLISECONDS, DEADLINES);
    Context before = limited.attach();
    try {
      return slots.tryAcquire() ? alone(delivery) : inCrowd(delivery);
    } finally {
      limited.detach(before);
      limited.cancel(null);
    }
  }

  /** In a slot of its own, which is left afterwards. */
  private Result alone(Delivery delivery) {
    try {
      return hook.take(delivery);
    } finally {
      slots.release();
    }
  }

  private Result inCrowd(Delivery delivery) {
    if (hook.isOnlyAHint(delivery) && room.tryAcquire()) {
      try {
        return crowd.within(() -> hook.take(delivery));
      } finally {
        room.release();
      }
    }
    enter(delivery);
    return alone(delivery);
  }

  @Override
  public boolean isOnlyAHint(Delivery delivery) {
    return hook.isOnlyAHint(delivery);
  }

  @Override
  public void name(Delivery delivery) {
    hook.name(delivery);
  }

  private void enter(Delivery delivery) {
    try {
      await();
    } catch (Refusal e) {
      // Its sender's own list says that it was shed, and its id is all that the list has.
      hook.name(delivery);
      throw e;
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
