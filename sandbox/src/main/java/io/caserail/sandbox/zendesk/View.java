package io.caserail.sandbox.zendesk;

/**
 * A list of tickets by conditions. The vendor cannot filter text, decimal or regular-expression
 * fields in a view, and neither can this.
 */
public record View(long id, String title, Conditions conditions) {}
