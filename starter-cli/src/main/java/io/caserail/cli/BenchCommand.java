package io.caserail.cli;

import io.caserail.demo.BenchPlan;
import io.caserail.demo.EventPlan;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail bench}: what the engine costs, beside a workflow without one. */
@Command(
    name = "bench",
    description = {
      "Measures happy refunds, cancellations and verifications on loopback, each beside a bare",
      "workflow that makes the same calls without an engine: what one costs Temporal and the other",
      "systems, how many a second, how long each takes. Then what many open cases take, and how"
          + " soon",
      "a webhook is acknowledged, beside a raw signal. Needs some minutes. Takes the real Temporal",
      "server where the temporal binary is found (TEMPORAL_CLI, PATH). Figures are of this"
          + " machine,",
      "and only the ratios mean something elsewhere."
    })
final class BenchCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();

  @Option(
      names = "--cases",
      defaultValue = "100",
      description = "how many of each kind on each side (default: ${DEFAULT-VALUE})")
  private int cases;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "how many people ask at once (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--rounds",
      defaultValue = "4",
      description = "how often the two sides take turns (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--acknowledgements",
      defaultValue = "100",
      description = "webhooks a round that are timed by themselves (default: ${DEFAULT-VALUE})")
  private int acknowledgements;

  @Option(
      names = "--open-cases",
      defaultValue = "1000",
      description =
          "open so many cases that wait for an approval, and list them; 0 for none (default:"
              + " ${DEFAULT-VALUE})")
  private int openCases;

  @Option(
      names = "--waiting",
      defaultValue = "0",
      description =
          "instead: open so many cases that wait for an approval, decide about some, kill the"
              + " worker and ask them all again; on the real server only, some seconds for each"
              + " hundred")
  private int waiting;

  @Option(
      names = "--webhooks",
      description = "instead: measure only how soon a webhook is acknowledged")
  private boolean webhooks;

  @Option(
      names = "--events",
      defaultValue = "0",
      description =
          "instead: so many events of the sandbox's senders, some of them doubled, overtaken, lost,"
              + " against their contract or forged, while the gateway is killed twice, Temporal"
              + " restarted and the sweep ended; then what became of each, by the senders' books")
  private int events;

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "how many of these events a second (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "draws the same events, order and troubles again (default: any)")
  private @Nullable Long seed;

  @Override
  public Integer call() {
    if (events != 0) {
      long drawnBy = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
      EventPlan story = new EventPlan(events, rate, drawnBy);
      return BenchProcess.runEvents(screen, format.isJson(), story)
          ? ExitCode.OK
          : ExitCode.REFUSED;
    }
    if (waiting < 0 || waiting == 1) {
      throw Stopped.misused("At least 2 cases wait, not " + waiting + ".");
    }
    if (waiting > 0) {
      BenchProcess.runWaiting(screen, format.isJson(), waiting, clients);
      return ExitCode.OK;
    }
    // Its own class: this one has to load in a build that leaves the sandbox out.
    BenchPlan plan = new BenchPlan(cases, clients, rounds, acknowledgements, openCases);
    if (webhooks) {
      BenchProcess.runWebhooks(screen, format.isJson(), plan);
    } else {
      BenchProcess.run(screen, format.isJson(), plan);
    }
    return ExitCode.OK;
  }
}
