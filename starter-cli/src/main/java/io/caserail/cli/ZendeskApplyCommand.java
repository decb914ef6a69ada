package io.caserail.cli;

import io.caserail.worker.config.ProvisionConfig;
import io.caserail.worker.provision.Part;
import io.caserail.worker.provision.Plan;
import io.caserail.worker.provision.Provisioner;
import io.caserail.worker.provision.Step;
import io.caserail.worker.provision.Step.Action;
import io.caserail.worker.provision.WorkerSection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caserail zendesk apply}: makes the account as it should be. */
@Command(
    name = "apply",
    description = {
      "Makes the account as the worker expects it; given twice, it does nothing the second time.",
      "Prints the ids that go into the worker's configuration."
    })
final class ZendeskApplyCommand implements Callable<Integer> {
  @Mixin private final Screen screen = new Screen();
  @Mixin private final OutputFormat format = new OutputFormat();
  @Mixin private final AccountOptions account = new AccountOptions();

  @Option(
      names = "--adopt",
      description = "take over what has our names and was made by somebody else")
  private boolean adopt;

  @Option(
      names = "--remove-fields",
      description =
          "remove our fields that the file does not ask for, with what tickets hold in them")
  private boolean removeFields;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "write the webhook's signing secret here, for its owner only")
  private @Nullable Path secretFile;

  /** The answer for programs. */
  record Report(int done, Map<String, String> ids, boolean secretWritten) {}

  @Override
  public Integer call() {
    ProvisionConfig config = account.config();
    return account.with(config, provisioner -> apply(config, provisioner));
  }

  private int apply(ProvisionConfig config, Provisioner provisioner) {
    Plan plan = provisioner.plan();
    refuse(plan);
    List<Step> done = new ArrayList<>();
    try {
      provisioner.carryOut(
          plan,
          step -> {
            done.add(step);
            if (!format.isJson()) {
              screen.line("%-8s %-13s %s", PlanPage.word(step), step.part().word(), step.title());
            }
          });
    } catch (RuntimeException e) {
      screen.err().println("Stopped after " + done.size() + " of " + plan.changes().size() + ".");
      throw e;
    }
    Map<String, String> ids = provisioner.ids();
    Path file = secretFile;
    boolean written = file != null && provisioner.writeSigningSecret(file);
    if (format.isJson()) {
      screen.print(JsonText.of(new Report(done.size(), ids, written)));
    } else {
      tell(config, ids, done.size(), written);
    }
    return ExitCode.OK;
  }

  private void refuse(Plan plan) {
    List<Step> inTheWay = new ArrayList<>(plan.of(Action.BLOCKED));
    if (!adopt) {
      inTheWay.addAll(plan.of(Action.ADOPT));
    }
    List<Step> lost =
        plan.of(Action.REMOVE).stream().filter(step -> step.part() == Part.FIELD).toList();
    if (!removeFields && !lost.isEmpty()) {
      new PlanPage(screen).print(new Plan(lost));
      throw Stopped.refused(
          "Nothing was changed: what all tickets hold in these fields would be lost with them."
              + "\nDo: is this the whole file? Then give --remove-fields as well.");
    }
    if (!inTheWay.isEmpty()) {
      new PlanPage(screen).print(new Plan(inTheWay));
      throw Stopped.refused(
          "Nothing was changed: what stands there is not ours to change."
              + "\nDo: rename it, or take over what only lacks our mark with --adopt.");
    }
  }

  private void tell(ProvisionConfig config, Map<String, String> ids, int done, boolean written) {
    screen.line(done == 0 ? "Nothing to do." : "Done: %s.", done);
    screen.line("");
    screen.line("In caserail.yaml, below zendesk:");
    WorkerSection.of(config, ids).lines().forEach(line -> screen.line("  %s", line));
    if (written) {
      screen.line("The webhook's signing secret is in the file that you named.");
    } else if (config.webhook() != null) {
      screen.line("The gateway needs the webhook's signing secret: --secret-file FILE.");
    }
  }
}
