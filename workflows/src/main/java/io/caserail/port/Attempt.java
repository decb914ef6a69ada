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
 * @param waitsFor the system that people are told the case waits for; empty while they are told
 *     none
 */
public record Attempt(
    OperationId id,
    String commandId,
    int generation,
    Instant sendBefore,
    boolean maybeSent,
    String waitsFor) {
  public Attempt {
    // Older cases hand over attempts without it.
    waitsFor = waitsFor == null ? "" : waitsFor;
  }

  /** One of a case that waits for nothing yet. */
  public Attempt(
      OperationId id, String commandId, int generation, Instant sendBefore, boolean maybeSent) {
    this(id, commandId, generation, sendBefore, maybeSent, "");
  }
}
