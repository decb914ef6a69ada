package io.caserail.sandbox.zendesk;

/**
 * An option of a drop-down field.
 *
 * @param value the option's tag, which stands in the ticket's tags while the option is chosen
 */
public record FieldOption(String name, String value) {}
