package io.caserail.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code caserail zendesk}: sets an account up as the worker expects it. */
@Command(
    name = "zendesk",
    description = "Sets up fields, macros, triggers, views and the webhook in Zendesk.",
    subcommands = {ZendeskPlanCommand.class, ZendeskApplyCommand.class, ZendeskRemoveCommand.class})
final class ZendeskCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "plan, apply or remove?");
    }
  }
}
