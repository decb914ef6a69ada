package io.caserail.sandbox.stripe;

import io.caserail.sandbox.core.Cause;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What made a change; one that came over the API has a request id and perhaps a key. */
record Origin(Cause cause, @Nullable String requestId, @Nullable String idempotencyKey) {
  static final Origin DASHBOARD = new Origin(Cause.human("in the Stripe dashboard"), null, null);
  static final Origin PAYER = new Origin(Cause.human("the payer"), null, null);
  static final Origin BILLING = new Origin(Cause.timer("the billing cycle"), null, null);
  static final Origin IDENTITY = new Origin(Cause.timer("the identity checks"), null, null);
  static final Origin BANK = new Origin(Cause.timer("the bank"), null, null);

  Origin {
    Objects.requireNonNull(cause);
  }
}
