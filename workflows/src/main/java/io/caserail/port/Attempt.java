package io.caserail.port;

import io.caserail.model.OperationId;
import java.time.Instant;

/**
 * One try at an effect, frozen by the workflow.
 *
 * @param id the effect's name; find looks for it, whatever the generation
 * @param commandId the command that asked for it; part of the idempotency key
 * @param generation counted up only after a complete search has proven that nothing was done
 * @param sendBefore an attempt that wakes up later than this must not send any more
 * @param maybeSent whether an earlier attempt may have had its effect already
 */
public record Attempt(
    OperationId id, String commandId, int generation, Instant sendBefore, boolean maybeSent) {}
