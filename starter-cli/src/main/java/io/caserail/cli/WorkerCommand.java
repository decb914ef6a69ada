package io.caserail.cli;

import io.caserail.worker.WorkerProcess;
import io.caserail.worker.config.CaserailConfig;
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

  @Override
  public Integer call() {
    WorkerProcess worker = WorkerProcess.start(CaserailConfig.load(config, System.getenv()));
    screen.line("Worker runs; health at port %s", worker.healthPort());
    Lifetime.untilStopped(worker);
    return ExitCode.OK;
  }
}
