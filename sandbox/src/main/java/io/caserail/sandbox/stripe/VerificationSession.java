package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A verification session as it stands. What it was made from (documents, pictures, names) the
 * stand-in never has.
 *
 * @param id {@code vs_…}
 * @param type {@code document} or {@code id_number}
 * @param account the {@code client_reference_id}; null for none
 * @param lastError why the last try failed; null when none has
 * @param reports how many tries were judged; each has a report of its own
 * @param redaction how far its erasure is; null when nobody has asked for it
 */
public record VerificationSession(
    String id,
    String type,
    @Nullable String account,
    SessionStatus status,
    @Nullable SessionError lastError,
    int reports,
    @Nullable Redaction redaction,
    Map<String, String> metadata,
    Instant created) {

  /** How far an erasure is. */
  public enum Redaction {
    PROCESSING,
    REDACTED;

    /** The word that stands in JSON. */
    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public VerificationSession {
    Objects.requireNonNull(id);
    Objects.requireNonNull(type);
    Objects.requireNonNull(status);
    Objects.requireNonNull(created);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Whether the customer may still submit something. */
  boolean takesInput() {
    return status == SessionStatus.REQUIRES_INPUT && redaction == null;
  }

  VerificationSession become(SessionStatus next, @Nullable SessionError error) {
    return new VerificationSession(
        id, type, account, next, error, reports, redaction, metadata, created);
  }

  /** The check of a try has come to an end. */
  VerificationSession judged(SessionStatus next, @Nullable SessionError error) {
    return new VerificationSession(
        id, type, account, next, error, reports + 1, redaction, metadata, created);
  }

  /** Erased or about to be: the metadata are gone, and whom it was about. */
  VerificationSession redacted(Redaction next) {
    SessionStatus left = status == SessionStatus.REQUIRES_INPUT ? SessionStatus.CANCELED : status;
    return new VerificationSession(
        id, type, null, left, lastError, reports, next, Map.of(), created);
  }
}
