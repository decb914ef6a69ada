package io.caserail.sweep;

import java.time.Duration;

/**
 * How to sweep.
 *
 * @param every the pause between two looks
 */
public record SweepRequest(Duration every) {}
