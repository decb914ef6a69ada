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

  private static void close(AutoCloseable[] running) {
    for (int i = running.length - 1; i >= 0; i--) {
      try {
        running[i].close();
      } catch (Exception e) {
        throw new IllegalStateException("it could not be stopped in order", e);
      }
    }
  }
}
