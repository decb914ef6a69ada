package io.caserail.sandbox.zendesk;

/**
 * A condition of a trigger or a view, in the vendor's words.
 *
 * @param field {@code custom_fields_<id>}, {@code status}, {@code current_user}, {@code
 *     update_type}, {@code current_tags} or {@code group_id}
 * @param operator {@code is}, {@code is_not}, {@code less_than}, {@code changed}, {@code
 *     changed_to}, {@code not_changed}, {@code present}, {@code not_present}, {@code includes},
 *     {@code not_includes}
 */
public record Condition(String field, String operator, String value) {
  static Condition on(long fieldId, String operator, String value) {
    return new Condition("custom_fields_" + fieldId, operator, value);
  }
}
