package io.caserail.cli;

import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.provision.Plan;
import io.caserail.worker.provision.Provisioner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail zendesk remove}: takes away what is ours, and nothing else. */
@Command(
    name = "remove",
    description = {
      "Removes what carries our mark, and nothing else; without --yes it only shows what that is.",
      "What tickets hold in our fields is lost with them."
    })
final class ZendeskRemoveCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final AccountOptions account = new AccountOptions();

  @Option(names = "--yes", description = "do it")
  private boolean certain;

  @Override
  public Integer call() {
    ProvisionConfig config = certain ? account.config() : account.config().readOnly();
    return account.with(config, this::remove);
  }

  private int remove(Provisioner provisioner) {
    Plan plan = provisioner.removal();
    if (!certain && !plan.isDone()) {
      new PlanPage(screen).print(plan);
      throw Stopped.refused(
          "Nothing was removed; what tickets hold in our fields would be lost."
              + "\nDo: add --yes, once no case is open.");
    }
    provisioner.carryOut(
        plan, step -> screen.line("removed  %-13s %s", step.part().word(), step.title()));
    screen.line("%s removed.", plan.steps().size());
    return ExitCode.OK;
  }
}
