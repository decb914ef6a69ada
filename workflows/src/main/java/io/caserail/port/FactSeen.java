package io.caserail.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a state has brought.
 *
 * @param state the state in a few words; null when it is not known any more
 * @param says who says so, or why nobody does: {@code EasyPost}, {@code EasyPost did not answer}
 * @param at when it was seen; for one that is not known any more, when it was seen last; null when
 *     it never was
 * @param over whether the case that had to mind it is over
 */
public record FactSeen(@Nullable String state, String says, @Nullable Instant at, boolean over) {}
