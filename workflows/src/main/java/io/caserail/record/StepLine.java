package io.caserail.record;

import java.time.Instant;

/**
 * The ledger's line for one step of a request: what is known of its effect, and nothing else.
 *
 * @param step the step's name
 * @param words what it does, for people
 * @param state where it is
 * @param operation the name of its effect in the other system; empty for a step without one
 * @param generation counts the times that it was sent afresh
 * @param reference the effect's reference in the other system; empty while there is none
 * @param evidence what the system said, or why it waits
 * @param since when it began
 * @param at when this line last changed
 * @param by who changed it last: {@code Caserail}, a system, or a person's name
 */
public record StepLine(
    String step,
    String words,
    StepState state,
    String operation,
    int generation,
    String reference,
    String evidence,
    Instant since,
    Instant at,
    String by) {

  StepLine as(StepState next, String found, String says, Instant now, String who) {
    return new StepLine(
        step,
        words,
        next,
        operation,
        generation,
        found.isEmpty() ? reference : found,
        says,
        since,
        now,
        who);
  }
}
