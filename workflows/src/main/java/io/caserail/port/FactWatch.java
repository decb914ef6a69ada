package io.caserail.port;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks to be told when a state is another one than the ticket shows.
 *
 * @param caseId the case that has to mind it; whoever looks says when it is over
 * @param tracked which state
 * @param delay how old a look may be before the state is not known any more
 * @param shown the state that the ticket shows; null where it shows none, so that any is news
 * @param lookedAt when somebody has last seen the state that is shown; null where nobody has
 */
public record FactWatch(
    String caseId,
    Tracked tracked,
    Duration delay,
    @Nullable String shown,
    @Nullable Instant lookedAt) {}
