package io.caserail.cli;

import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.worker.WorkerDoctor;
import io.caserail.worker.WorkerProcess;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.FrontConfig;
import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.config.RunMode;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.provision.Finding;
import io.caserail.worker.provision.Finding.Level;
import io.caserail.worker.provision.SweepCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail doctor}: what is wrong before a customer notices. */
@Command(
    name = "doctor",
    description = {
      "Looks at the Zendesk account, at Stripe's mode, at Temporal's retention and at the files",
      "for what is wrong, and for traps.",
      "Changes nothing. Exit code 1 means that something is to be done."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();
  @Mixin private final AccountOptions account = new AccountOptions();

  @Option(
      names = "--readonly",
      description = "with keys that may only read; the worker's own file is not looked at")
  private boolean readOnly;

  /** The answer for programs. */
  record Report(boolean healthy, List<Finding> findings) {}

  @Override
  public Integer call() {
    ProvisionConfig config = account.config().readOnly();
    FrontConfig front = FrontConfig.load(account.file(), System.getenv());
    List<Finding> findings =
        new ArrayList<>(
            account.with(
                config,
                provisioner ->
                    provisioner.examine(
                        front.gateway().secrets().getOrDefault("zendesk", Map.of()).values())));
    if (!readOnly) {
      workersFile(findings);
    }
    findings.sort(Comparator.comparing(Finding::level).reversed());
    boolean healthy = findings.stream().noneMatch(Finding::isBad);
    if (format.isJson()) {
      screen.print(JsonText.of(new Report(healthy, findings)));
    } else {
      print(findings);
    }
    return healthy ? ExitCode.OK : ExitCode.REFUSED;
  }

  private void workersFile(List<Finding> findings) {
    try {
      CaserailConfig worker = CaserailConfig.load(account.file(), System.getenv());
      boolean liveKey = worker.stripe().hasLiveKey();
      boolean liveMode = worker.mode() == RunMode.LIVE;
      findings.add(
          liveKey == liveMode
              ? Finding.good("The worker's file is complete, and its keys fit its mode")
              : Finding.fault(
                  "The file's mode is "
                      + worker.mode().name().toLowerCase(Locale.ROOT)
                      + ", and its Stripe key is "
                      + (liveKey ? "a live one" : "none for live"),
                  "use the key that belongs to the mode"));
      findings.add(SweepCheck.look(worker, Clock.systemUTC()));
      Policy policy = WorkerProcess.policy(worker);
      contracts(WorkerProcess.contracts(worker, policy), findings);
      WorkerProcess.differences(worker, policy).forEach(flaw -> findings.add(differs(flaw)));
      findings.addAll(WorkerDoctor.look(worker));
    } catch (ConfigInvalid wrong) {
      findings.add(
          Finding.fault(
              "A worker would not start: " + wrong.getMessage(), "mend the file as it says"));
    }
  }

  private static void contracts(Contracts contracts, List<Finding> findings) {
    for (Flaw flaw : contracts.flaws()) {
      LifecycleState state = flaw.state();
      String off =
          state == null || state.cases().isEmpty()
              ? ""
              : ", so that nobody can ask for cases of " + state.word();
      findings.add(
          Finding.fault(
              "A contract is not in order" + off + ": " + flaw,
              "mend the file, hold it against the code with caserail contract check, and start the"
                  + " workers again"));
    }
    if (contracts.flaws().isEmpty()) {
      findings.add(Finding.good("Every state has a contract that agrees with the code"));
    }
  }

  private static Finding differs(Flaw flaw) {
    return Finding.trap(
        "The policy differs from the contract that is built in: " + flaw,
        "copy the folder contracts, have your own say what your policy does, and name it as"
            + " contracts in the configuration");
  }

  private void print(List<Finding> findings) {
    for (Finding finding : findings) {
      screen.line("%-12s %s.", word(finding.level()), finding.says());
      if (!finding.advice().isEmpty()) {
        screen.line("%-12s Do: %s.", "", finding.advice());
      }
    }
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
