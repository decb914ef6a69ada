package io.caserail.cli;

import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.provision.Provisioner;
import io.caserail.worker.provision.ProvisioningStopped;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which account, and what its failures mean to whoever has typed the command. */
@Command
final class AccountOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "${env:CASERAIL_CONFIG:-caserail.yaml}",
      description = "the configuration (else CASERAIL_CONFIG, caserail.yaml)")
  private Path config = Path.of("caserail.yaml");

  Path file() {
    return config;
  }

  ProvisionConfig config() {
    return ProvisionConfig.load(config, System.getenv());
  }

  /** Works on the account, and says in the user's words why it can't. */
  <T> T with(ProvisionConfig config, Function<Provisioner, T> work) {
    try (Provisioner provisioner = new Provisioner(config)) {
      return work.apply(provisioner);
    } catch (UncheckedIOException unwritten) {
      throw Stopped.misused(String.valueOf(unwritten.getMessage()));
    } catch (ProvisioningStopped stopped) {
      String said = String.valueOf(stopped.getMessage());
      throw stopped.mayGoOnLater()
          ? Stopped.unavailable(
              said + ".\nDo: give the same command again; it goes on where this one has stopped.")
          : Stopped.refused(
              said
                  + ".\nDo: check zendesk.baseUrl, and that the OAuth client of"
                  + " zendesk.provisioner acts as an admin and may do this.");
    }
  }
}
