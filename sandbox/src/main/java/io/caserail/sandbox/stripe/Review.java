package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A payment that people look at because of its risk.
 *
 * @param opened {@code rule} or {@code manual}
 * @param end how it was closed; null while it is open
 * @see <a href="https://docs.stripe.com/api/radar/reviews/object">Stripe: the review object</a>
 */
public record Review(
    String id,
    String paymentId,
    String chargeId,
    String opened,
    @Nullable ReviewEnd end,
    Instant created) {
  public Review {
    Objects.requireNonNull(id);
    Objects.requireNonNull(paymentId);
    Objects.requireNonNull(chargeId);
    Objects.requireNonNull(opened);
    Objects.requireNonNull(created);
  }

  /** Whether it still needs somebody's word. */
  public boolean open() {
    return end == null;
  }

  Review close(ReviewEnd how) {
    return new Review(id, paymentId, chargeId, opened, how, created);
  }
}
