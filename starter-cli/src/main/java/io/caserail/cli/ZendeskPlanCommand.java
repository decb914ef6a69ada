package io.caserail.cli;

import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.provision.Plan;
import io.caserail.worker.provision.Provisioner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code caserail zendesk plan}: what {@code apply} would do. */
@Command(
    name = "plan",
    description = {
      "Shows what 'apply' would do, and changes nothing; asks for no more than to read.",
      "Exit code 1 means that something is to be done."
    })
final class ZendeskPlanCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();
  @Mixin private final AccountOptions account = new AccountOptions();

  @Override
  public Integer call() {
    ProvisionConfig config = account.config().readOnly();
    Plan plan = account.with(config, Provisioner::plan);
    if (format.isJson()) {
      screen.print(PlanPage.json(plan));
    } else {
      new PlanPage(screen).print(plan);
    }
    return plan.isDone() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
