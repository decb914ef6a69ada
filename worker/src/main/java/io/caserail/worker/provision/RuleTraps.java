package io.caserail.worker.provision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rules of other people that get in the way of cases: they write what only a person's macro or we
 * may write, or mail a customer because we have written something.
 *
 * @param command the id of the command list
 * @param tags the tags of our lists
 * @param integration the user that we write as
 */
record RuleTraps(String command, Set<String> tags, String integration) {
  private static final Set<String> CUSTOMERS =
      Set.of("requester_id", "requester_and_ccs", "cc_and_requester", "all_cc");

  /** What we never change, so that a rule which waits for its change is not ours to set off. */
  private static final Set<String> NOT_OURS =
      Set.of("assignee_id", "group_id", "priority", "requester_id", "satisfaction_score");

  private static final Set<String> CHANGES =
      Set.of("changed", "changed_to", "changed_from", "value", "value_previous");

  RuleTraps {
    tags = Set.copyOf(tags);
  }

  /** What the active rules among these that are not ours do. */
  List<Finding> in(List<Found> rules) {
    List<Finding> findings = new ArrayList<>();
    for (Found rule : rules) {
      if (rule.mark().isEmpty() && rule.body().path("active").asBoolean(true)) {
        look(rule, findings);
      }
    }
    return findings;
  }

  private void look(Found rule, List<Finding> findings) {
    String name = "The " + rule.part().word() + " '" + rule.title() + "'";
    for (JsonNode action : rule.body().path("actions")) {
      String field = action.path("field").asText();
      String value = first(action.path("value"));
      if (field.equals("custom_fields_" + command)) {
        findings.add(
            Finding.trap(
                name + " fills the command list; such a command is never counted",
                "remove that action"));
      } else if (field.equals("set_tags")) {
        findings.add(
            Finding.trap(
                name + " replaces all tags, which empties our lists",
                "let it add tags instead of setting them"));
      } else if (isTagAction(field) && touches(value)) {
        findings.add(
            Finding.trap(
                name + " adds or removes a tag of our lists, which changes them",
                "use another tag"));
      } else if (rule.part() == Part.TRIGGER && mails(field, value) && mayFire(rule.body())) {
        findings.add(
            Finding.trap(
                name + " may mail customers when Caserail writes a note or a field",
                "add the condition: current user is not the integration's"));
      }
    }
  }

  private static String first(JsonNode value) {
    return value.isArray() ? value.path(0).asText("") : value.asText("");
  }

  private static boolean isTagAction(String field) {
    return field.equals("current_tags") || field.equals("remove_tags");
  }

  private boolean touches(String value) {
    return Arrays.stream(value.split(" ", -1)).anyMatch(tags::contains);
  }

  private static boolean mails(String field, String value) {
    return field.equals("notification_user") && CUSTOMERS.contains(value);
  }

  private boolean mayFire(JsonNode rule) {
    for (JsonNode condition : rule.path("conditions").path("all")) {
      if (keepsUsOut(
          condition.path("field").asText(),
          condition.path("operator").asText(),
          first(condition.path("value")))) {
        return false;
      }
    }
    return true;
  }

  private boolean keepsUsOut(String field, String operator, String value) {
    return switch (field) {
      case "current_user" -> operator.equals("is_not") == value.equals(integration);
      case "update_type" -> value.equals("Create") == operator.equals("is");
      // What we say in public is meant for the customer.
      case "comment_is_public" -> value.equals("true") || value.equals("requester_can_see_comment");
      case "role" -> value.equals("end_user") == operator.equals("is");
      default -> NOT_OURS.contains(field) && CHANGES.contains(operator);
    };
  }
}
