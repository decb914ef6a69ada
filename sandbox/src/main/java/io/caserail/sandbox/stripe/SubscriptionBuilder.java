package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Describes a subscription; {@link #create} makes it and takes its payments up to now. */
public final class SubscriptionBuilder {
  private final Function<SubscriptionOrder, Subscription> make;
  private final String customerId;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private Subscription.Price price =
      new Subscription.Price(1_990, "eur", Subscription.Interval.MONTH);
  private SubscriptionStatus status = SubscriptionStatus.ACTIVE;
  private @Nullable String id;
  private @Nullable Instant start;
  private boolean scheduled;

  SubscriptionBuilder(String customerId, Function<SubscriptionOrder, Subscription> make) {
    this.customerId = customerId;
    this.make = make;
  }

  /** What a term costs, in minor units of the lower-case ISO 4217 currency; 19.90 EUR a month. */
  public SubscriptionBuilder price(
      long minorUnits, String isoCurrency, Subscription.Interval interval) {
    this.price = new Subscription.Price(minorUnits, isoCurrency, interval);
    return this;
  }

  /** Its id, instead of a made one. */
  public SubscriptionBuilder id(String subscriptionId) {
    this.id = subscriptionId;
    return this;
  }

  /** When it began; now if not said. Terms that have ended since were paid. */
  public SubscriptionBuilder startedAt(Instant instant) {
    this.start = instant;
    return this;
  }

  /** Where it stands; an incomplete one has an open first invoice, one in trial has none. */
  public SubscriptionBuilder status(SubscriptionStatus newStatus) {
    this.status = newStatus;
    return this;
  }

  /** That a subscription schedule manages it, so that its end can't be changed directly. */
  public SubscriptionBuilder managedBySchedule() {
    this.scheduled = true;
    return this;
  }

  /** Adds one entry to its metadata. */
  public SubscriptionBuilder metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Makes it. */
  public Subscription create() {
    return make.apply(
        new SubscriptionOrder(id, customerId, price, status, start, scheduled, metadata));
  }
}
