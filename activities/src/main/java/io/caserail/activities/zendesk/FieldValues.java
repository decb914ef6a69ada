package io.caserail.activities.zendesk;

/**
 * What the fields of a kind of case hold, or held at some moment; each empty when the field was.
 *
 * @param object the field that names the object
 * @param amount the decimal as Zendesk keeps it
 * @param reason the reason's code
 * @param reference the by-hand reference
 * @param option what else was asked for, for example when a cancellation takes effect
 */
public record FieldValues(
    String object, String amount, String reason, String reference, String option) {
  /** Empty fields. */
  public static final FieldValues NOTHING = new FieldValues("", "", "", "");

  /** The values of a kind that has no further fields. */
  public FieldValues(String object, String amount, String reason, String reference) {
    this(object, amount, reason, reference, "");
  }
}
