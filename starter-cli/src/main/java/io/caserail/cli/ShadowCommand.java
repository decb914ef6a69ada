package io.caserail.cli;

import io.caserail.port.FailureType;
import io.caserail.worker.config.ShadowConfig;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.caserail.worker.shadow.Onlooker;
import io.caserail.worker.shadow.Shadow;
import io.caserail.worker.shadow.ShadowReport;
import io.caserail.worker.shadow.ShadowRow;
import io.temporal.failure.ApplicationFailure;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail shadow}: what Caserail would have done with what people did by hand. */
@Command(
    name = "shadow",
    description = {
      "Judges by your policy the refunds that people made and the subscriptions that were ended:",
      "what Caserail would have done, refused, asked; which refunds look like doubles; which data",
      "is missing. It only reads, by keys that may only read, and needs neither Temporal nor a"
          + " public address."
    })
final class ShadowCommand implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

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
  public Integer call() {
    if (every.compareTo(SHORTEST) < 0) {
      throw Stopped.misused("--every is a second or more.");
    }
    ShadowConfig read = ShadowConfig.load(config, System.getenv());
    Policy policy = PolicyFile.inForce(read.policy(), read.directory(), read.groups());
    String zone = policy.refunds().zone();
    try (Shadow shadow = new Shadow(read, policy, Clock.systemUTC())) {
      // Times are in whole seconds there, and this one has not passed yet.
      Instant now = Instant.now().plusSeconds(1);
      print(shadow.look(now.minus(since), now, new Progress()), zone);
      if (follow) {
        ShadowFollow news =
            new ShadowFollow(shadow, screen, format, zone, report -> write(report, zone));
        Lifetime.interruptedWhenStopped(() -> news.untilInterrupted(every));
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
    write(report, zone);
    if (format.isJson()) {
      screen.print(JsonText.of(ShadowPage.Json.of(report)));
    } else {
      screen.print(ShadowPage.summary(report, zone));
      if (out != null) {
        screen.line("Every refund has its line in %s.", out);
      }
    }
  }

  private void write(ShadowReport report, String zone) {
    if (out == null) {
      return;
    }
    // Not by a channel: an interrupt would close it and leave half a page.
    try (OutputStream file = new FileOutputStream(out.toFile())) {
      file.write(ShadowPage.markdown(report, zone).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Stopped.misused(out + " can't be written: " + e.getMessage());
    }
  }

  /** Somebody waits for thousands of calls. */
  private final class Progress implements Onlooker {
    private String said = "";

    @Override
    public void sees(ShadowRow row) {
      if (screen.isColoured()) {
        screen.err().print("\r" + Plain.text(row.at()) + " " + Plain.text(row.ref()) + "   ");
        screen.err().flush();
      }
    }

    @Override
    public void waits(String because) {
      if (!because.equals(said)) {
        said = because;
        screen.note("%s. Trying again, for some minutes at most.", because);
      }
    }
  }
}
