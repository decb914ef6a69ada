package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** A command in a thread of its own; an interrupt is its SIGTERM. */
final class Running implements AutoCloseable {
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final StringWriter err = new StringWriter();
  private final BufferedReader out;
  private final Thread thread;

  Running(String... args) throws IOException {
    PipedReader end = new PipedReader();
    PrintWriter printer = new PrintWriter(new PipedWriter(end), true);
    out = new BufferedReader(end);
    thread =
        new Thread(
            () -> {
              exitCode.complete(
                  Caserail.run(() -> null, printer, new PrintWriter(err), Ansi.OFF, args));
              printer.close();
            });
    thread.start();
  }

  String firstLine() throws IOException {
    String line = out.readLine();
    assertThat(line).as("nothing was printed; errors: %s", err).isNotNull();
    return line;
  }

  int stop() throws Exception {
    thread.interrupt();
    return exitCode.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
