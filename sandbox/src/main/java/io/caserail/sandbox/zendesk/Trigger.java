package io.caserail.sandbox.zendesk;

import java.util.List;

/** A rule that runs on every ticket create and update, in the order of the ids, once per update. */
public record Trigger(
    long id, String title, boolean active, Conditions conditions, List<RuleAction> actions) {
  public Trigger {
    actions = List.copyOf(actions);
  }
}
