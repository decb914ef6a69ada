package io.caserail.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A worker, or a gateway, in a process of its own, with the JDK and the classes of this one. */
final class WorkerJvm implements AutoCloseable {
  /** What a worker prints once it works. */
  static final String UP = "Worker runs";

  private static final String CLI = "io.caserail.cli.Caserail";

  private static final int HEAP_MB = 512;
  private static final long PATIENCE_SECONDS = 180;

  private final Process process;

  private WorkerJvm(Process process) {
    this.process = process;
  }

  /** Starts the shipped worker. */
  static WorkerJvm worker(Path config) {
    return start(CLI, "worker", "--config", config.toString());
  }

  /** Starts the shipped gateway. */
  static WorkerJvm gateway(Path config) {
    String classPath = System.getProperty("java.class.path");
    return startWith(classPath, "Gateway listens", CLI, "gateway", "--config", config.toString());
  }

  /**
   * Starts one.
   *
   * @throws SceneFailed when it does not come up within three minutes
   */
  static WorkerJvm start(String mainClass, String... args) {
    return startWith(System.getProperty("java.class.path"), UP, mainClass, args);
  }

  /**
   * The same, with other classes.
   *
   * @param up what it prints once it works
   */
  static WorkerJvm startWith(String classPath, String up, String mainClass, String... args) {
    List<String> command =
        new ArrayList<>(List.of(jdk("java"), "-Xmx" + HEAP_MB + "m", "-cp", classPath, mainClass));
    command.addAll(List.of(args));
    try {
      Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      WorkerJvm worker = new WorkerJvm(process);
      if (!worker.comesTo(up)) {
        worker.close();
        throw new SceneFailed(mainClass + " does not come up");
      }
      return worker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean comesTo(String word) {
    CountDownLatch up = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              // Read to its end: a worker whose output nobody takes stops.
              try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                  if (line.contains(word)) {
                    up.countDown();
                  }
                }
              } catch (IOException e) {
                // The process is gone.
              }
            },
            "worker-output");
    reader.setDaemon(true);
    reader.start();
    try {
      return up.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What is alive on its heap after a full collection, in MB. */
  double liveHeap() {
    try {
      Process jcmd =
          new ProcessBuilder(jdk("jcmd"), "" + process.pid(), "GC.class_histogram")
              .redirectError(Redirect.DISCARD)
              .start();
      try (BufferedReader out = jcmd.inputReader(StandardCharsets.UTF_8)) {
        String total =
            out.lines().filter(line -> line.startsWith("Total")).findFirst().orElse("Total 0 0");
        return Long.parseLong(total.strip().split("\\s+")[2]) / (double) (1 << 20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its host goes away. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String jdk(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }
}
