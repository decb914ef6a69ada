package io.caserail.quarantine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * An authentic event that asks for nothing we understand.
 *
 * @param source which sender, for example {@code zendesk}
 * @param eventId the sender's id of the event
 * @param clause what of the contract it breaks, for people
 * @param body the body, at most 64 kB of it
 * @param rule where that clause stands: a contract's file and clause, or a rule of the gateway
 * @param provenBy the name of the key that proved who sent it; empty where that was not kept
 * @param receivedAt when it arrived; the epoch where that was not kept
 * @param bytes how long the body was, in bytes; more than the text holds when it was cut
 * @param owner who looks at it: whoever triages the state by its contract, else whoever looks at
 *     what this source sends amiss
 * @param escalateAfter how long the entry may wait until somebody else is asked as well
 * @param escalateTo who that is
 */
public record QuarantineEntry(
    String source,
    String eventId,
    String clause,
    String body,
    String rule,
    String provenBy,
    Instant receivedAt,
    long bytes,
    String owner,
    Duration escalateAfter,
    String escalateTo) {
  public QuarantineEntry {
    // Older histories hold entries without these.
    rule = rule == null ? "" : rule;
    provenBy = provenBy == null ? "" : provenBy;
    receivedAt = receivedAt == null ? Instant.EPOCH : receivedAt;
    owner = owner == null ? "" : owner;
    escalateAfter = escalateAfter == null ? Duration.ZERO : escalateAfter;
    escalateTo = escalateTo == null ? "" : escalateTo;
  }

  /** Whether the whole event is here: what was cut can't be read again. */
  public boolean isWhole() {
    return bytes == 0 || bytes == body.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Without the body, which is a stranger's text. */
  @Override
  public String toString() {
    return source + " " + eventId + ": " + clause;
  }
}
