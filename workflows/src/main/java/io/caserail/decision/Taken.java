package io.caserail.decision;

/**
 * A decision that was accepted, and by whom it was said.
 *
 * @param decision what was decided
 * @param person who decided
 */
public record Taken(Decision decision, Person person) {}
