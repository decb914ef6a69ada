package io.caserail.record;

import java.time.Instant;

/**
 * One line of the record of a request: what happened, by whom, and what came of it.
 *
 * @param at when
 * @param step which step
 * @param what what happened, for people
 * @param ref the reference in the system concerned; may be empty
 * @param by who: a person's name, {@code Caserail}, or a system
 */
public record Entry(Instant at, String step, String what, String ref, String by) {}
