package io.caserail.sandbox.zendesk;

import java.util.List;

/**
 * What a trigger does.
 *
 * @param field {@code custom_fields_<id>}, {@code status}, {@code set_tags}, {@code current_tags}
 *     (adds), {@code remove_tags}, or {@code notification_webhook} with the webhook's id and the
 *     body's template
 */
public record RuleAction(String field, List<String> value) {
  public RuleAction {
    value = List.copyOf(value);
  }
}
