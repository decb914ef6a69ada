package io.caserail.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.caserail.demo.Bench;
import io.caserail.demo.BenchPlan;
import io.caserail.demo.BenchReport;
import io.caserail.demo.EventPlan;
import io.caserail.demo.EventStory;
import io.caserail.demo.WaitingBench;
import io.caserail.display.SearchKeys;
import io.caserail.sandbox.temporal.TemporalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The bench in this process. Loaded only by the command that runs it. */
final class BenchProcess {
  private static final List<Table.Cell> NOTHING = Collections.nCopies(6, Table.Cell.of(""));

  private BenchProcess() {}

  static void run(Screen screen, boolean json, BenchPlan plan) {
    run(screen, json, plan, Bench::run);
  }

  static void runWebhooks(Screen screen, boolean json, BenchPlan plan) {
    run(screen, json, plan, Bench::acknowledgements);
  }

  private static void run(
      Screen screen, boolean json, BenchPlan plan, Function<Bench, BenchReport> measure) {
    Path folder = quietFolder();
    TemporalServer server = TemporalServer.best(System.getenv(), SearchKeys.types());
    try (Bench bench = Bench.open(folder, server, plan, line -> progress(screen, line))) {
      print(screen, json, measure.apply(bench));
    }
  }

  static void runWaiting(Screen screen, boolean json, int waiting, int clients) {
    Path binary =
        TemporalServer.binary(System.getenv())
            .orElseThrow(
                () ->
                    Stopped.misused(
                        "Waiting cases are measured on the real Temporal server only, and there is"
                            + " none. Put the temporal binary on the PATH, or name it in"
                            + " TEMPORAL_CLI."));
    Path folder = quietFolder();
    TemporalServer server = TemporalServer.real(binary, SearchKeys.types());
    try (WaitingBench bench =
        WaitingBench.open(folder, server, waiting, clients, line -> progress(screen, line))) {
      print(screen, json, bench.run());
    }
  }

  /** Whether everything held. */
  static boolean runEvents(Screen screen, boolean json, EventPlan plan) {
    Path folder = quietFolder();
    TemporalServer server =
        TemporalServer.binary(System.getenv())
            .map(
                binary ->
                    TemporalServer.onDisk(
                        binary, SearchKeys.types(), folder.resolve("temporal.db")))
            .orElseGet(() -> TemporalServer.inMemory(SearchKeys.types()));
    try (EventStory story = EventStory.open(folder, server, plan, line -> progress(screen, line))) {
      BenchReport report = story.run();
      print(screen, json, report);
      return report.holds();
    }
  }

  private static Path quietFolder() {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    ((Logger) LoggerFactory.getLogger("io.caserail")).setLevel(Level.OFF);
    ((Logger) LoggerFactory.getLogger("io.temporal")).setLevel(Level.OFF);
    try {
      return Files.createTempDirectory("caserail-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(Screen screen, boolean json, BenchReport report) {
    if (json) {
      screen.print(JsonText.of(report));
    } else {
      print(screen, report);
    }
  }

  /** Beside the result, which may be for a program. */
  private static void progress(Screen screen, String line) {
    screen.err().println(line);
    screen.err().flush();
  }

  private static void print(Screen screen, BenchReport report) {
    screen.line("Temporal: %s. %s.", report.server(), report.scale());
    screen.line(
        "The machine's load: %s, on %s cores.",
        report.load(), Runtime.getRuntime().availableProcessors());
    screen.line("Beside: %s", report.beside());
    Table table = new Table(screen, "", right("OURS"), right("BESIDE"), right("RATIO"), "GOAL", "");
    for (BenchReport.Part part : report.parts()) {
      table.row(NOTHING);
      table.row(titled(part.title()));
      for (BenchReport.Row row : part.rows()) {
        table.row(
            List.of(
                Table.Cell.of("  " + row.what()),
                Table.Cell.of(right(number(row.ours()))),
                Table.Cell.of(right(number(row.beside()))),
                Table.Cell.of(right(number(row.ratio()))),
                Table.Cell.of(row.goal()),
                reached(row.reached())));
      }
    }
    table.print();
    report.notes().forEach(note -> screen.line("%s", note));
  }

  private static List<Table.Cell> titled(String title) {
    List<Table.Cell> row = new ArrayList<>(NOTHING);
    row.set(0, new Table.Cell(title, Colour.STRONG));
    return row;
  }

  /** Digits under digits. */
  private static String right(String text) {
    return String.format(Locale.ROOT, "%8s", text);
  }

  private static Table.Cell reached(@Nullable Boolean reached) {
    if (reached == null) {
      return Table.Cell.of("");
    }
    return reached ? new Table.Cell("reached", Colour.GOOD) : new Table.Cell("missed", Colour.BAD);
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    return value == Math.rint(value)
        ? Long.toString(value.longValue())
        : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }
}
