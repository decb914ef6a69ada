package io.caserail.worker.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.activities.stripe.StripeSweep;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.YamlFile;
import io.caserail.worker.messages.MessageKind;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.caserail.worker.provision.FieldKeys;
import io.caserail.worker.provision.MacroTitles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a contract is held against, beside the shape of the cases.
 *
 * @param policy the policy in force, which says how long things may wait
 * @param fields the ticket fields that are set up
 * @param messages the keys of the texts for customers
 * @param macros the titles of the macros that give commands
 * @param swept the types of Stripe's events that the sweep asks for
 * @param alerts for whom each alert rings, by its name; empty when the rules are not at hand
 */
public record CodeFacts(
    Policy policy,
    List<String> fields,
    List<String> messages,
    List<String> macros,
    List<String> swept,
    Map<String, String> alerts) {
  public CodeFacts {
    fields = List.copyOf(fields);
    messages = List.copyOf(messages);
    macros = List.copyOf(macros);
    swept = List.copyOf(swept);
    alerts = Map.copyOf(alerts);
  }

  /** Those of this build under a policy. */
  public static CodeFacts under(Policy policy) {
    return new CodeFacts(
        policy, FieldKeys.ALL, MessageKind.keys(), MacroTitles.ALL, StripeSweep.types(), Map.of());
  }

  /** Those of this build under the policy that is built in. */
  public static CodeFacts builtIn() {
    // Who has which role is no matter of a contract, and the groups' ids are the account's.
    return under(PolicyFile.builtIn(Map.of("requesters", "1", "approvers", "2", "finance", "3")));
  }

  /**
   * The same with the alerts of a file of Prometheus rules, by their labels {@code audience}.
   *
   * @throws ConfigInvalid when it can't be read or has no rules
   */
  public CodeFacts alertedBy(Path rules) {
    Map<String, String> found = new HashMap<>();
    for (JsonNode group : YamlFile.read(rules).root().path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has("alert")) {
          found.put(rule.path("alert").asText(), rule.at("/labels/audience").asText());
        }
      }
    }
    if (found.isEmpty()) {
      throw new ConfigInvalid(
          rules.toString(), List.of("there is no alert in it; name a file of Prometheus rules"));
    }
    return new CodeFacts(policy, fields, messages, macros, swept, found);
  }
}
