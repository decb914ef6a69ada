package io.caserail.activities.truth;

import java.time.Instant;

/**
 * An object that has changed.
 *
 * @param ref its id in its system
 * @param since when it last has, as far as is known
 */
public record Changed(String ref, Instant since) {}
