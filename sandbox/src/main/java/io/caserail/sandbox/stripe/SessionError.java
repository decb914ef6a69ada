package io.caserail.sandbox.stripe;

import java.util.Locale;

/**
 * Why a verification failed, as in {@code last_error.code}; a choice of them.
 *
 * @see <a href="https://docs.stripe.com/identity/handle-verification-outcomes">Stripe: handle
 *     verification outcomes</a>
 */
public enum SessionError {
  ABANDONED("The user began the verification but didn't submit it."),
  CONSENT_DECLINED("The user declined to be verified by Stripe."),
  DOCUMENT_EXPIRED("The provided identity document has expired."),
  DOCUMENT_TYPE_NOT_SUPPORTED("The provided document type is not supported."),
  DOCUMENT_UNVERIFIED_OTHER("The document could not be verified."),
  SELFIE_FACE_MISMATCH("The captured face did not match the document's."),
  SELFIE_UNVERIFIED_OTHER("The selfie could not be verified."),
  UNDER_SUPPORTED_AGE("Stripe doesn't verify users under the age of majority.");

  private final String reason;

  SessionError(String reason) {
    this.reason = reason;
  }

  /** The word that stands in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  String reason() {
    return reason;
  }
}
