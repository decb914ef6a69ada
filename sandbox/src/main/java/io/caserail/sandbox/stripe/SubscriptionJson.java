package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions and invoices in the shape of Stripe's API. In this version the term stands on the
 * items, and an invoice's payments are a list that must be expanded.
 *
 * @see <a href="https://docs.stripe.com/changelog/basil">Stripe: changes in basil</a>
 */
final class SubscriptionJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Account account;
  private final StripeJson json;
  private final boolean livemode;

  SubscriptionJson(Account account, StripeJson json, boolean livemode) {
    this.account = account;
    this.json = json;
    this.livemode = livemode;
  }

  ObjectNode subscription(Subscription subscription, Expansion expand) {
    Subscription.Ending ending = subscription.ending();
    boolean cancelled = ending.asked() != null;
    ObjectNode node = StripeJson.object(subscription.id(), "subscription");
    node.put("billing_cycle_anchor", subscription.start().getEpochSecond());
    node.putObject("billing_mode").put("type", "flexible");
    node.set("cancel_at", seconds(ending.at()));
    node.put("cancel_at_period_end", ending.atPeriodEnd());
    node.set("canceled_at", seconds(ending.asked()));
    ObjectNode details = node.putObject("cancellation_details");
    details.put("comment", ending.comment());
    details.putNull("feedback");
    details.put("reason", cancelled ? "cancellation_requested" : null);
    node.put("collection_method", "charge_automatically");
    node.put("created", subscription.start().getEpochSecond());
    node.put("currency", subscription.price().currency());
    node.set("customer", customer(subscription.customerId(), expand));
    node.set("ended_at", seconds(ending.ended()));
    node.set(
        "items",
        StripeJson.list(
            "/v1/subscription_items?subscription=" + subscription.id(),
            List.of(item(subscription)),
            false));
    node.set("latest_invoice", latestInvoice(subscription, expand));
    node.put("livemode", livemode);
    node.set("metadata", StripeJson.metadata(subscription.metadata()));
    node.putNull("pause_collection");
    node.put("schedule", subscription.scheduleId());
    node.put("start_date", subscription.start().getEpochSecond());
    node.put("status", subscription.status().wire());
    boolean trial = subscription.status() == SubscriptionStatus.TRIALING;
    node.set("trial_end", seconds(trial ? subscription.term().end() : null));
    node.set("trial_start", seconds(trial ? subscription.term().start() : null));
    return node;
  }

  ObjectNode invoice(Invoice invoice, Expansion expand) {
    boolean paid = invoice.paymentId() != null;
    ObjectNode node = StripeJson.object(invoice.id(), "invoice");
    node.put("amount_due", invoice.amount());
    node.put("amount_paid", paid ? invoice.amount() : 0);
    node.put("amount_remaining", paid ? 0 : invoice.amount());
    node.put("billing_reason", invoice.reason());
    node.put("collection_method", "charge_automatically");
    node.put("created", invoice.created().getEpochSecond());
    node.put("currency", invoice.currency());
    node.set("customer", customer(invoice.customerId(), expand));
    node.put("livemode", livemode);
    node.putObject("metadata");
    ObjectNode parent = node.putObject("parent");
    parent.putObject("subscription_details").put("subscription", invoice.subscriptionId());
    parent.put("type", "subscription_details");
    if (expand.has("payments")) {
      List<ObjectNode> payments = paid ? List.of(payment(invoice)) : List.of();
      node.set(
          "payments",
          StripeJson.list("/v1/invoices/" + invoice.id() + "/payments", payments, false));
    }
    node.put("period_end", invoice.term().end().getEpochSecond());
    node.put("period_start", invoice.term().start().getEpochSecond());
    node.put("status", invoice.status());
    node.put("total", invoice.amount());
    return node;
  }

  private ObjectNode payment(Invoice invoice) {
    ObjectNode node = StripeJson.object(invoice.linkId(), "invoice_payment");
    node.put("amount_paid", invoice.amount());
    node.put("amount_requested", invoice.amount());
    node.put("created", invoice.created().getEpochSecond());
    node.put("currency", invoice.currency());
    node.put("invoice", invoice.id());
    node.put("is_default", true);
    node.put("livemode", livemode);
    ObjectNode payment = node.putObject("payment");
    payment.put("payment_intent", invoice.paymentId());
    payment.put("type", "payment_intent");
    node.put("status", "paid");
    ObjectNode transitions = node.putObject("status_transitions");
    transitions.putNull("canceled_at");
    transitions.put("paid_at", invoice.created().getEpochSecond());
    return node;
  }

  private static ObjectNode item(Subscription subscription) {
    Subscription.Price price = subscription.price();
    ObjectNode node = StripeJson.object(subscription.itemId(), "subscription_item");
    node.put("created", subscription.start().getEpochSecond());
    node.put("current_period_end", subscription.term().end().getEpochSecond());
    node.put("current_period_start", subscription.term().start().getEpochSecond());
    node.putObject("metadata");
    ObjectNode priced = node.putObject("price");
    priced.put("id", "price_" + subscription.itemId());
    priced.put("object", "price");
    priced.put("active", true);
    priced.put("currency", price.currency());
    ObjectNode recurring = priced.putObject("recurring");
    recurring.put("interval", price.interval().wire());
    recurring.put("interval_count", 1L);
    priced.put("type", "recurring");
    priced.put("unit_amount", price.amount());
    node.put("quantity", 1L);
    node.put("subscription", subscription.id());
    node.putArray("tax_rates");
    return node;
  }

  private JsonNode latestInvoice(Subscription subscription, Expansion expand) {
    @Nullable String id = subscription.latestInvoice();
    if (id == null) {
      return JSON.nullNode();
    }
    return expand.has("latest_invoice")
        ? invoice(account.invoice(id).orElseThrow(), expand.under("latest_invoice"))
        : JSON.textNode(id);
  }

  private JsonNode customer(String id, Expansion expand) {
    return expand.has("customer")
        ? json.customer(account.customer(id).orElseThrow())
        : JSON.textNode(id);
  }

  private static JsonNode seconds(@Nullable Instant time) {
    return Optional.ofNullable(time)
        .<JsonNode>map(t -> JSON.numberNode(t.getEpochSecond()))
        .orElseGet(JSON::nullNode);
  }
}
