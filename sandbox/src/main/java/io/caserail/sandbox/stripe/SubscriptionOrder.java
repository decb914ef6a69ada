package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be made.
 *
 * @param id the id it must get, or null for a made one
 * @param start when it began, or null for now
 * @param scheduled whether a subscription schedule manages it
 */
record SubscriptionOrder(
    @Nullable String id,
    String customerId,
    Subscription.Price price,
    SubscriptionStatus status,
    @Nullable Instant start,
    boolean scheduled,
    Map<String, String> metadata) {
  private static final Set<String> PARAMETERS =
      Set.of("customer", "items", "metadata", "payment_behavior", "collection_method");
  private static final String PRICE = "items[0][price_data]";

  SubscriptionOrder {
    metadata = Map.copyOf(metadata);
  }

  /**
   * Reads the parameters of {@code POST /v1/subscriptions}. The stand-in has no products: the one
   * item brings its price as {@code price_data}.
   */
  static SubscriptionOrder from(Form form) {
    form.allowing(PARAMETERS);
    String customer = needed(form, "customer");
    String currency = needed(form, PRICE + "[currency]");
    needed(form, PRICE + "[product]");
    long amount =
        form.integer(PRICE + "[unit_amount]").orElseThrow(() -> missing(PRICE + "[unit_amount]"));
    String interval = needed(form, PRICE + "[recurring][interval]");
    try {
      return new SubscriptionOrder(
          null,
          customer,
          new Subscription.Price(
              amount, currency, Subscription.Interval.valueOf(interval.toUpperCase(Locale.ROOT))),
          SubscriptionStatus.ACTIVE,
          null,
          false,
          Metadata.apply(new LinkedHashMap<>(), form));
    } catch (IllegalArgumentException e) {
      throw StripeError.invalidParameter(null, PRICE, "Invalid price: " + e.getMessage());
    }
  }

  private static String needed(Form form, String param) {
    return form.filled(param).orElseThrow(() -> missing(param));
  }

  private static StripeError missing(String param) {
    return StripeError.invalidParameter(
        "parameter_missing", param, "Missing required param: " + param + ".");
  }
}
