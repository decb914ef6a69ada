package io.caserail.gateway;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The deliveries that are being answered: never so many that nothing is left for questions about
 * health, and all of them are answered before the gateway stops.
 */
final class Requests {
  private final int most;
  private final Semaphore room;
  private volatile boolean closing;

  Requests(int most) {
    this.most = most;
    this.room = new Semaphore(most);
  }

  /**
   * One more; {@link #leave} has to follow.
   *
   * @throws Refusal with 429 when there are too many, or it is about to stop
   */
  void enter() {
    if (closing || !room.tryAcquire()) {
      throw Refusal.busy();
    }
  }

  void leave() {
    room.release();
  }

  /**
   * Lets nobody in any more, and waits until everybody has left.
   *
   * @return false when somebody is still there after this time
   */
  boolean close(Duration patience) {
    closing = true;
    try {
      return room.tryAcquire(most, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
