package io.caserail.sandbox.zendesk;

import java.util.List;

/**
 * A rule that the vendor runs every hour over all tickets. It has no description, unlike the other
 * rules.
 */
record Automation(
    long id, String title, boolean active, Conditions conditions, List<RuleAction> actions) {
  Automation {
    actions = List.copyOf(actions);
  }
}
