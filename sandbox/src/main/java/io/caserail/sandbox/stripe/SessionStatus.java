package io.caserail.sandbox.stripe;

import java.util.Locale;

/**
 * Where a verification session stands, as in its {@code status}.
 *
 * <pre>
 *   requires_input ──► processing ──► verified
 *     │        ▲           │
 *     ▼        └───────────┘ with last_error
 *   canceled
 * </pre>
 *
 * @see <a href="https://docs.stripe.com/identity/how-sessions-work">Stripe: how sessions work</a>
 */
public enum SessionStatus {
  REQUIRES_INPUT,
  PROCESSING,
  VERIFIED,
  CANCELED;

  /** The word that stands in JSON. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
