package io.caserail.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.caserail.demo.Bench;
import io.caserail.demo.BenchPlan;
import io.caserail.demo.BenchReport;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.temporal.TemporalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The bench in this process. Loaded only by the command that runs it. */
final class BenchProcess {
  private BenchProcess() {}

  static void run(Screen screen, boolean json, BenchPlan plan) {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    ((Logger) LoggerFactory.getLogger("io.caserail")).setLevel(Level.OFF);
    ((Logger) LoggerFactory.getLogger("io.temporal")).setLevel(Level.OFF);
    Path folder;
    try {
      folder = Files.createTempDirectory("caserail-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TemporalServer server = TemporalServer.best(System.getenv(), SearchKeys.types());
    try (Bench bench = Bench.open(folder, server, plan, line -> progress(screen, line))) {
      BenchReport report = bench.run();
      if (json) {
        screen.print(JsonText.of(report));
      } else {
        print(screen, report);
      }
    }
  }

  /** Beside the result, which may be for a program. */
  private static void progress(Screen screen, String line) {
    screen.err().println(line);
    screen.err().flush();
  }

  private static void print(Screen screen, BenchReport report) {
    screen.line(
        "Temporal: %s. %s refunds a side, %s clients, %s rounds.",
        report.server(), report.plan().refunds(), report.plan().clients(), report.plan().rounds());
    screen.line(
        "The machine's load: %s, on %s cores.",
        report.load(), Runtime.getRuntime().availableProcessors());
    Table table = new Table(screen, "WHAT", "OURS", "BESIDE", "RATIO", "GOAL", "");
    for (BenchReport.Row row : report.rows()) {
      table.row(
          List.of(
              Table.Cell.of(row.what()),
              Table.Cell.of(number(row.ours())),
              Table.Cell.of(number(row.beside())),
              Table.Cell.of(number(row.ratio())),
              Table.Cell.of(row.goal()),
              reached(row.reached())));
    }
    table.print();
  }

  private static Table.Cell reached(@Nullable Boolean reached) {
    if (reached == null) {
      return Table.Cell.of("");
    }
    return reached ? new Table.Cell("reached", Colour.GOOD) : new Table.Cell("missed", Colour.BAD);
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "-";
    }
    return value == Math.rint(value)
        ? Long.toString(value.longValue())
        : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }
}
