package io.caserail.cli;

import io.caserail.worker.config.GroupIds;
import io.caserail.worker.contract.CodeFacts;
import io.caserail.worker.policy.PolicyFile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Under which policy contracts are looked at, since that says how long things may wait. */
@Command
final class PolicyOptions {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "the policy they must agree with (default: the one that is built in)")
  private @Nullable Path policy;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the configuration whose zendesk.groups the policy names (default: ids only)")
  private @Nullable Path config;

  CodeFacts codeFacts() {
    if (policy == null) {
      return CodeFacts.builtIn();
    }
    Map<String, String> groups = config == null ? Map.of() : GroupIds.load(config, System.getenv());
    return CodeFacts.under(PolicyFile.load(policy, groups));
  }
}
