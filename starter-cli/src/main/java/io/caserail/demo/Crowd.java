package io.caserail.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToDoubleFunction;

/** Several clients that work off a number of tasks, each as fast as it can. */
final class Crowd {
  private Crowd() {}

  /**
   * What came out.
   *
   * @param perSecond tasks a second, over all clients
   * @param values what each task returned
   */
  record Run(double perSecond, List<Double> values) {}

  /** Works off the tasks 0 to {@code count - 1}; the first failure is thrown. */
  static Run run(int clients, int count, IntToDoubleFunction task) {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    AtomicInteger next = new AtomicInteger();
    List<Future<List<Double>>> parts = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    long began = System.nanoTime();
    try {
      for (int client = 0; client < clients; client++) {
        parts.add(
            threads.submit(
                () -> {
                  List<Double> mine = new ArrayList<>();
                  for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    mine.add(task.applyAsDouble(i));
                  }
                  return mine;
                }));
      }
      for (Future<List<Double>> part : parts) {
        values.addAll(part.get());
      }
      return new Run(count / ((System.nanoTime() - began) / 1e9), values);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SceneFailed failed) {
        throw failed;
      }
      throw new IllegalStateException("a measurement failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
