package io.caserail.gateway;

import io.caserail.quarantine.QuarantineEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Puts one sender's events aside that are authentic and can't be understood. */
final class Quarantine {
  private static final int MOST_BYTES = 64 * 1024;

  private final String source;
  private final CaseInbox inbox;

  Quarantine(String source, CaseInbox inbox) {
    this.source = source;
    this.inbox = inbox;
  }

  /** What is known of the delivery besides its body is for the {@link Reception} to add. */
  Result put(String eventId, NotUnderstood why, byte[] body) {
    String kept =
        new String(Arrays.copyOf(body, Math.min(body.length, MOST_BYTES)), StandardCharsets.UTF_8);
    boolean isNew =
        inbox.quarantine(
            new QuarantineEntry(
                source,
                eventId,
                why.clause(),
                fitting(kept),
                why.rule().isEmpty() ? "the gateway's rules for " + source : why.rule(),
                "",
                Instant.EPOCH,
                body.length,
                why.owner(),
                Duration.ZERO,
                ""));
    return isNew ? Result.QUARANTINED : Result.DUPLICATE;
  }

  /** A byte that is no UTF-8 becomes a character of three, so the text can outgrow its bytes. */
  private static String fitting(String text) {
    String kept = text;
    while (kept.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      kept = kept.substring(0, kept.length() * 2 / 3);
    }
    return kept;
  }
}
