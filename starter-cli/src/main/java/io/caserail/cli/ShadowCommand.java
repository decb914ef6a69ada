package io.caserail.cli;

import io.caserail.port.FailureType;
import io.caserail.worker.config.ShadowConfig;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.caserail.worker.shadow.Shadow;
import io.caserail.worker.shadow.ShadowReport;
import io.caserail.worker.shadow.ShadowRequest;
import io.caserail.worker.shadow.ShadowRow;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail shadow}: what Caserail would have done with what people did by hand. */
@Command(
    name = "shadow",
    description = {
      "Judges the refunds that people made by your policy: what Caserail would have paid, refused,",
      "asked; which look like doubles; which data is missing. It only reads, by keys that may only",
      "read, and needs neither Temporal nor a public address."
    })
final class ShadowCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:CASERAIL_CONFIG:-caserail.yaml}",
      description = "the configuration (else CASERAIL_CONFIG, caserail.yaml)")
  private Path config = Path.of("caserail.yaml");

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "30d",
      converter = CaseFilterOptions.AgeReader.class,
      description = "how far to look back (default: ${DEFAULT-VALUE})")
  private Duration since = Duration.ofDays(30);

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where the whole report goes, as Markdown; every refund has its line there")
  private @Nullable Path out;

  @Option(
      names = "--follow",
      description = "stay, and judge what comes: refunds by hand and new requests, until Ctrl-C")
  private boolean follow;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = CaseFilterOptions.AgeReader.class,
      description = "the pause between two looks of --follow (default: ${DEFAULT-VALUE})")
  private Duration every = Duration.ofMinutes(1);

  @Override
  public Integer call() throws InterruptedException {
    ShadowConfig read = ShadowConfig.load(config, System.getenv());
    Policy policy = PolicyFile.inForce(read.policy(), read.directory(), read.groups());
    String zone = policy.refunds().zone();
    try (Shadow shadow = new Shadow(read, policy, Clock.systemUTC())) {
      // Times are in whole seconds there, and this one has not passed yet.
      Instant now = Instant.now().plusSeconds(1);
      ShadowReport past = shadow.look(now.minus(since), now, this::seen);
      print(past, zone);
      if (follow) {
        follow(shadow, past, zone);
      }
      return ExitCode.OK;
    } catch (ApplicationFailure failure) {
      String said = failure.getOriginalMessage();
      throw FailureType.UPSTREAM_AWAY.name().equals(failure.getType())
          ? Stopped.unavailable(said + ".\nDo: give the same command again later.")
          : Stopped.refused(said + ".\nDo: check the addresses and the keys of 'shadow'.");
    }
  }

  private void print(ShadowReport report, String zone) {
    if (out != null) {
      write(out, ShadowPage.markdown(report, zone));
    }
    if (format.isJson()) {
      screen.print(JsonText.of(ShadowPage.Json.of(report)));
    } else {
      screen.print(ShadowPage.summary(report, zone));
      if (out != null) {
        screen.line("Every refund has its line in %s.", out);
      }
    }
  }

  /** Until the process is ended. */
  private void follow(Shadow shadow, ShadowReport past, String zone) throws InterruptedException {
    Set<String> told = new HashSet<>();
    past.requests().forEach(request -> told.add(request.command()));
    Instant from = past.to();
    while (true) {
      Thread.sleep(every.toMillis());
      Instant to = Instant.now().plusSeconds(1);
      ShadowReport news = shadow.look(from, to, row -> {});
      from = to;
      for (ShadowRow row : news.rows()) {
        screen.print(format.isJson() ? JsonText.of(row) : ShadowPage.line(row, zone));
      }
      for (ShadowRequest request : news.requests()) {
        if (told.add(request.command())) {
          screen.print(format.isJson() ? JsonText.of(request) : ShadowPage.line(request, zone));
        }
      }
    }
  }

  /** Somebody waits for thousands of calls. */
  private void seen(ShadowRow row) {
    if (screen.isColoured()) {
      screen.err().print("\r" + Plain.text(row.at()) + " " + Plain.text(row.ref()) + "   ");
      screen.err().flush();
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Stopped.misused(file + " can't be written: " + e.getMessage());
    }
  }
}
