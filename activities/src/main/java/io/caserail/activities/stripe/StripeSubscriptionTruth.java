package io.caserail.activities.stripe;

import io.caserail.activities.truth.Changed;
import io.caserail.activities.truth.TruthSource;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.port.SubscriptionFacts.Status;
import io.caserail.reconcile.Truth;
import io.caserail.reconcile.Truth.Says;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe says of the subscriptions that somebody has ended, or has ended and resumed. One that
 * is ended at once keeps the marks in the comment of its cancellation.
 */
public final class StripeSubscriptionTruth implements TruthSource {
  private static final List<String> TYPES =
      List.of("customer.subscription.updated", "customer.subscription.deleted");

  private final StripeClient events;
  private final StripeClient client;
  private final String account;
  private final boolean live;

  /**
   * The subscriptions of an account.
   *
   * @param events with a key that may read events
   * @param client with a key that may read subscriptions
   * @param account whose; what another installation has ended is not looked at
   */
  public StripeSubscriptionTruth(
      StripeClient events, StripeClient client, String account, boolean live) {
    this.events = events;
    this.client = client;
    this.account = account;
    this.live = live;
  }

  @Override
  public String system() {
    return client.failures().system();
  }

  @Override
  public List<Changed> changed(Instant from, Instant to, Runnable pageRead) {
    return new StripeChanged(events, live, pageRead).events(TYPES, from, to).all();
  }

  @Override
  public Optional<Truth> read(Changed changed) {
    return client
        .one("subscriptions", changed.ref())
        .map(StripeSubscription::read)
        .map(subscription -> truth(subscription, changed.since()));
  }

  private @Nullable Truth truth(StripeSubscription subscription, Instant since) {
    MadeBy marked = MadeBy.of(subscription.metadata());
    MadeBy by = marked == null ? MadeBy.ofComment(subscription.comment()) : marked;
    boolean ends = subscription.isOver() || subscription.isEnding();
    boolean others = by != null && !by.account().equals(account);
    if (others || (by == null && !ends)) {
      return null;
    }
    return new Truth(
        CaseKind.CANCELLATION,
        subscription.id(),
        by == null ? new ObjectId(subscription.id()) : by.object(),
        by == null ? "" : by.request(),
        by == null ? "" : by.ticket(),
        says(subscription.status()),
        since,
        "subscription " + subscription.id(),
        subscription.status().name().toLowerCase(Locale.ROOT),
        false);
  }

  private static Says says(Status status) {
    return switch (status) {
      case ENDED -> Says.HAPPENED;
      case ENDING -> Says.OPEN;
      default -> Says.NOT_SO;
    };
  }
}
