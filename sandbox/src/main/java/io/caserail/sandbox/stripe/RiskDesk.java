package io.caserail.sandbox.stripe;

import java.time.InstantSource;

/** Holds payments for review, and passes on what the cards' banks warn of. */
final class RiskDesk {
  private final Account account;
  private final InstantSource clock;
  private final Ids ids;

  RiskDesk(Account account, InstantSource clock, Ids ids) {
    this.account = account;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Has a payment looked at.
   *
   * @throws IllegalStateException when it is being looked at already
   */
  Review open(Payment payment, String why, Origin origin) {
    synchronized (account) {
      if (account.reviewOf(payment.id()).filter(Review::open).isPresent()) {
        throw new IllegalStateException(payment.id() + " is under review already");
      }
      Review review =
          new Review(ids.review(), payment.id(), payment.chargeId(), why, null, clock.instant());
      account.put(review, origin);
      return review;
    }
  }

  /** Closes a review; one that is closed stays as it is, and the API says so. */
  Review close(String reviewId, ReviewEnd end, Origin origin) {
    synchronized (account) {
      Review review = find(reviewId);
      if (!review.open()) {
        throw StripeError.refused(null, null, "The review " + reviewId + " is closed already.");
      }
      Review closed = review.close(end);
      account.put(closed, origin);
      return closed;
    }
  }

  Review find(String id) {
    return account.review(id).orElseThrow(() -> StripeError.missing("review", id, "review"));
  }

  FraudWarning warn(Payment payment, String fraudType) {
    FraudWarning warning =
        new FraudWarning(
            ids.warning(), payment.id(), payment.chargeId(), fraudType, clock.instant());
    account.add(warning, Origin.BANK);
    return warning;
  }
}
