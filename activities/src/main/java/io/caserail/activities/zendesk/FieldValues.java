package io.caserail.activities.zendesk;

/**
 * What a request's fields hold, or held at some moment; each empty when the field was.
 *
 * @param object the payment field
 * @param amount the decimal as Zendesk keeps it
 * @param reason the reason's code
 * @param reference the by-hand reference
 */
public record FieldValues(String object, String amount, String reason, String reference) {}
