package io.caserail.cli;

import io.caserail.worker.WorkerProcess;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.WatchdogProcessConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail worker}: the process that runs cases and holds the vendors' keys. */
@Command(name = "worker", description = "Runs the cases.")
final class WorkerCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:CASERAIL_CONFIG:-caserail.yaml}",
      description = "the configuration (else CASERAIL_CONFIG, caserail.yaml)")
  private Path config = Path.of("caserail.yaml");

  @Option(
      names = "--watchdog",
      description = "runs the watchdog alone, which needs Temporal and Zendesk and no other key")
  private boolean watchdog;

  @Override
  public Integer call() {
    WorkerProcess worker =
        watchdog
            ? WorkerProcess.startWatchdog(WatchdogProcessConfig.load(config, System.getenv()))
            : WorkerProcess.start(CaserailConfig.load(config, System.getenv()));
    screen.line(
        "%s runs; health at port %s", watchdog ? "Watchdog" : "Worker", worker.healthPort());
    Lifetime.untilStopped(worker);
    return ExitCode.OK;
  }
}
