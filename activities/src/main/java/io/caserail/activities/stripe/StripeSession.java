package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.port.Attempt;
import io.caserail.port.SessionFacts;
import java.time.Instant;
import java.util.Map;

/**
 * A verification session as Stripe shows it, without the link and the secret that lead to it.
 *
 * @param status what Stripe calls it
 * @param error the code of the last try that failed; empty for none
 * @param report the report of the last try; empty before the first
 * @param erasure how far it is erased
 * @param created when it was opened
 * @param metadata what its maker noted; empty once it is erased or about to be
 * @see <a href="https://docs.stripe.com/api/identity/verification_sessions/object">Stripe: the
 *     verification session object</a>
 */
record StripeSession(
    String id,
    Status status,
    String error,
    String report,
    Erasure erasure,
    Instant created,
    Map<String, String> metadata) {

  /** Where a session is. */
  enum Status {
    REQUIRES_INPUT,
    PROCESSING,
    VERIFIED,
    CANCELED
  }

  /** How far an erasure is. */
  enum Erasure {
    NONE,
    UNDER_WAY,
    DONE
  }

  StripeSession {
    metadata = Map.copyOf(metadata);
  }

  static StripeSession read(Doc session) {
    Status status =
        switch (session.text("status")) {
          case "requires_input" -> Status.REQUIRES_INPUT;
          case "processing" -> Status.PROCESSING;
          case "verified" -> Status.VERIFIED;
          case "canceled" -> Status.CANCELED;
          default -> throw session.unreadable("status");
        };
    return new StripeSession(
        session.text("id"),
        status,
        session.has("last_error") ? session.child("last_error").textOr("code", "") : "",
        session.textOr("last_verification_report", ""),
        erasure(session),
        session.epochSeconds("created"),
        session.texts("metadata"));
  }

  private static Erasure erasure(Doc session) {
    if (!session.has("redaction")) {
      return Erasure.NONE;
    }
    Doc redaction = session.child("redaction");
    return switch (redaction.text("status")) {
      case "processing" -> Erasure.UNDER_WAY;
      case "redacted" -> Erasure.DONE;
      default -> throw redaction.unreadable("status");
    };
  }

  boolean isOf(Attempt attempt) {
    return Marks.areOf(attempt, metadata);
  }

  /** Whether the attempt's request has opened it, by whatever step. */
  boolean isOfRequest(Attempt attempt) {
    return Marks.areOfRequest(attempt, metadata);
  }

  /** Whether it is neither closed nor erased nor about to be. */
  boolean isStanding() {
    return !isClosed() && erasure == Erasure.NONE;
  }

  boolean isOfSameKey(Attempt attempt) {
    return Marks.areOfSameKey(attempt, metadata);
  }

  /** Whether it was closed without a verdict. */
  boolean isClosed() {
    return status == Status.CANCELED;
  }

  SessionFacts facts(String system) {
    SessionFacts.State state =
        erasure == Erasure.DONE
            ? SessionFacts.State.REDACTED
            : switch (status) {
              case REQUIRES_INPUT ->
                  error.isEmpty() ? SessionFacts.State.OPEN : SessionFacts.State.FAILED;
              case PROCESSING -> SessionFacts.State.CHECKING;
              case VERIFIED -> SessionFacts.State.VERIFIED;
              case CANCELED -> SessionFacts.State.CLOSED;
            };
    boolean failed = state == SessionFacts.State.FAILED;
    return new SessionFacts(
        system, id, state, report, failed ? error : "", failed ? SessionTexts.failed(error) : "");
  }
}
