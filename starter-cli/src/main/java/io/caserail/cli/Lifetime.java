package io.caserail.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a process up until it is told to stop, and closes what it ran in order. */
final class Lifetime {
  private Lifetime() {}

  /** Waits for SIGTERM, SIGINT or an interrupt; then closes, last one first. */
  static void untilStopped(AutoCloseable... running) {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.countDown();
              try {
                closed.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "caserail-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    boolean interrupted = false;
    try {
      stop.await();
    } catch (InterruptedException e) {
      interrupted = true;
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    try {
      close(running);
    } finally {
      closed.countDown();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Runs what returns when it is interrupted, and interrupts it at SIGTERM and SIGINT; the process
   * lives until it has returned.
   */
  static void interruptedWhenStopped(Runnable work) {
    Thread working = Thread.currentThread();
    CountDownLatch returned = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              working.interrupt();
              try {
                returned.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "caserail-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
    } finally {
      returned.countDown();
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs already.
      return;
    }
  }

  private static void close(AutoCloseable[] running) {
    IllegalStateException failed = null;
    for (int i = running.length - 1; i >= 0; i--) {
      try {
        running[i].close();
      } catch (Exception e) {
        if (failed == null) {
          failed = new IllegalStateException("it did not stop in order");
        }
        failed.addSuppressed(e);
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
