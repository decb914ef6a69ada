package io.caserail.sandbox.hook;

import java.time.Instant;

/**
 * One attempt at a delivery, for the log that vendors keep.
 *
 * @param attempt from 1
 * @param at virtual time of the attempt's end
 */
public record HookAttempt(
    String system, String hook, String id, int attempt, Result result, Instant at) {}
