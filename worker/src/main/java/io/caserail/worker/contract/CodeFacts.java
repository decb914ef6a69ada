package io.caserail.worker.contract;

import io.caserail.worker.messages.MessageKind;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.caserail.worker.provision.FieldKeys;
import java.util.List;
import java.util.Map;

/**
 * What a contract is held against, beside the shape of the cases.
 *
 * @param policy the policy in force, which says how long things may wait
 * @param fields the ticket fields that are set up
 * @param messages the keys of the texts for customers
 */
public record CodeFacts(Policy policy, List<String> fields, List<String> messages) {
  public CodeFacts {
    fields = List.copyOf(fields);
    messages = List.copyOf(messages);
  }

  /** Those of this build under a policy. */
  public static CodeFacts under(Policy policy) {
    return new CodeFacts(policy, FieldKeys.ALL, MessageKind.keys());
  }

  /** Those of this build under the policy that is built in. */
  public static CodeFacts builtIn() {
    // Who has which role is no matter of a contract, and the groups' ids are the account's.
    return under(PolicyFile.builtIn(Map.of("requesters", "1", "approvers", "2", "finance", "3")));
  }
}
