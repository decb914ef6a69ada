package io.caserail.engine;

import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions.Func2;
import io.temporal.workflow.Promise;

/**
 * A change in another system, with the ways to ask whether it happened.
 *
 * @param send finds, then sends; safe to run again with the same attempt
 * @param find a complete search by the attempt's operation id
 * @param readBack reads what a person named by its reference, and whether it fits
 */
public record Effect(
    Func2<ActivityOptions, Attempt, Promise<Outcome>> send,
    Func2<ActivityOptions, Attempt, Promise<Outcome>> find,
    Func2<ActivityOptions, String, Promise<Outcome>> readBack) {}
