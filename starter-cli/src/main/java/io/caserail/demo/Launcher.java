package io.caserail.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The {@code caserail} script that started this process, to time commands as a person does. */
final class Launcher {
  private static final long PATIENCE_SECONDS = 60;

  private final String script;

  private Launcher(String script) {
    this.script = script;
  }

  /** Empty where this process was started by something else. */
  static Optional<Launcher> ofThisProcess() {
    return Optional.ofNullable(System.getProperty("caserail.launcher")).map(Launcher::new);
  }

  /**
   * Runs a command in a process of its own, its output thrown away.
   *
   * @return how long it took from the start of the process to its end, in seconds
   * @throws SceneFailed when it does not end well within a minute
   */
  double seconds(String... command) {
    List<String> words = new ArrayList<>(List.of(script));
    words.addAll(List.of(command));
    ProcessBuilder process =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Options for this process are not meant for the command.
    process.environment().remove("CASERAIL_JAVA_OPTS");
    process.environment().put("CASERAIL_NO_BUILD", "1");
    long began = System.nanoTime();
    int code = run(process);
    double took = (System.nanoTime() - began) / 1e9;
    if (code != 0) {
      throw new SceneFailed(String.join(" ", words) + " ended with " + code);
    }
    return took;
  }

  private static int run(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new SceneFailed(String.join(" ", builder.command()) + " does not end");
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a command ran", e);
    }
  }
}
