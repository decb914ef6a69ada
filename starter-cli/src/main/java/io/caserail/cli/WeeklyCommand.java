package io.caserail.cli;

import io.caserail.weekly.Figures;
import io.caserail.weekly.Page;
import io.caserail.weekly.PageText;
import io.caserail.weekly.Week;
import io.caserail.worker.audit.AuditChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail weekly}: the page that the head of support reads on Mondays. */
@Command(
    name = "weekly",
    description = {
      "Writes the page of a week: requests and money, times, late cases, approvals, troubles.",
      "It reads the audit sink's file only, and says 'not known' where that does not know."
    })
final class WeeklyCommand implements Callable<Integer> {
  /** A refund that is sent in a week may have been asked for some weeks before. */
  private static final Duration BEFORE = Duration.ofDays(35);

  private static final Pattern AT = Pattern.compile("\"at\":\"([0-9TZ:.-]{10,35})\"");

  @Mixin private final Screen screen = new Screen();

  @Option(
      names = "--audit-log",
      paramLabel = "FILE",
      required = true,
      description = "the audit sink's file, with its parts beside it; once for each host")
  private List<Path> auditLogs = List.of();

  @Option(
      names = "--week",
      paramLabel = "YYYY-Www",
      description = "a week by its ISO number, for example 2026-W47 (default: the last whole one)")
  private @Nullable String week;

  @Option(names = "--from", paramLabel = "DATE", description = "the first day, instead of a week")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "the last day (default: today)")
  private @Nullable LocalDate to;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "where days begin, for example Europe/Vienna (default: this machine's)")
  private ZoneId zone = ZoneId.systemDefault();

  @Option(
      names = "--updates-per-minute",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "what your Zendesk plan allows of ticket updates (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "markdown|html|json",
      description = "default: by the ending of --out, or else markdown")
  private @Nullable Format format;

  @Option(names = "--out", paramLabel = "FILE", description = "writes to this file")
  private @Nullable Path out;

  enum Format {
    MARKDOWN,
    HTML,
    JSON
  }

  /** From when until when. */
  private record Span(Instant from, Instant to) {}

  @Override
  public Integer call() {
    Span span = span();
    List<AuditChain> records = auditLogs.stream().map(file -> record(file, span)).toList();
    boolean holds = records.stream().allMatch(AuditChain::holds);
    List<String> lines =
        records.stream()
            .flatMap(record -> record.wanted().stream())
            .sorted(Comparator.comparing(WeeklyCommand::at))
            .toList();
    Week counted = Figures.of(lines, holds, span.from(), span.to(), Math.max(1, limit));
    String text =
        switch (chosen()) {
          case JSON -> JsonText.of(counted) + "\n";
          case HTML -> PageText.html(Page.of(counted, zone));
          case MARKDOWN -> PageText.markdown(Page.of(counted, zone));
        };
    if (out == null) {
      screen.print(text.stripTrailing());
    } else {
      write(out, text);
      screen.line("Written to %s.", out);
    }
    return holds ? ExitCode.OK : ExitCode.REFUSED;
  }

  private Span span() {
    LocalDate today = LocalDate.now(zone);
    if (week != null && (from != null || to != null)) {
      throw Stopped.misused("Say either --week or --from and --to.");
    }
    if (from == null && to != null) {
      throw Stopped.misused("--to needs --from.");
    }
    LocalDate first =
        from != null
            ? from
            : week != null
                ? monday(week)
                : today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(1);
    LocalDate end = from == null ? first.plusWeeks(1) : (to == null ? today : to).plusDays(1);
    if (!end.isAfter(first)) {
      throw Stopped.misused("--to is before --from.");
    }
    return new Span(first.atStartOfDay(zone).toInstant(), end.atStartOfDay(zone).toInstant());
  }

  private static LocalDate monday(String week) {
    try {
      return LocalDate.parse(week + "-1", DateTimeFormatter.ISO_WEEK_DATE);
    } catch (DateTimeParseException e) {
      throw Stopped.misused("--week is a week such as 2026-W47: " + week);
    }
  }

  private static AuditChain record(Path auditLog, Span span) {
    Instant oldest = span.from().minus(BEFORE);
    try {
      return AuditChain.read(auditLog, line -> isBetween(line, oldest, span.to()));
    } catch (NoSuchFileException e) {
      throw Stopped.misused("There is no audit log " + auditLog + ".\nCheck --audit-log.");
    } catch (IOException | UncheckedIOException e) {
      throw Stopped.misused("The audit log " + auditLog + " can't be read: " + e.getMessage());
    }
  }

  private static boolean isBetween(String line, Instant from, Instant to) {
    Instant at = at(line);
    return !at.isBefore(from) && at.isBefore(to);
  }

  /** When it was written; long ago where it does not say. */
  private static Instant at(String line) {
    var at = AT.matcher(line);
    try {
      return at.find() ? Instant.parse(at.group(1)) : Instant.MIN;
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  private Format chosen() {
    if (format != null || out == null) {
      return format == null ? Format.MARKDOWN : format;
    }
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return Format.JSON;
    }
    return name.endsWith(".html") || name.endsWith(".htm") ? Format.HTML : Format.MARKDOWN;
  }

  private static void write(Path file, String text) {
    try {
      var unused = Files.writeString(file, text);
    } catch (IOException e) {
      throw Stopped.misused(file + " can't be written: " + e.getMessage());
    }
  }
}
