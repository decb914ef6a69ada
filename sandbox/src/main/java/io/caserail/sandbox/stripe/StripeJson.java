package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account's objects in the shape of Stripe's API, version {@value #API_VERSION}. A refund has
 * no {@code livemode} of its own there, so it has none here.
 */
final class StripeJson {
  /** The version that the account is pinned to; what events are rendered in. */
  static final String API_VERSION = "2026-07-29.dahlia";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration DISPUTE_ANSWER_TIME = Duration.ofDays(7);

  private final Account account;
  private final boolean livemode;

  StripeJson(Account account, boolean livemode) {
    this.account = account;
    this.livemode = livemode;
  }

  ObjectNode customer(Customer customer) {
    ObjectNode node = object(customer.id(), "customer");
    node.put("balance", 0L);
    node.put("created", customer.created().getEpochSecond());
    node.put("email", customer.email());
    node.put("livemode", livemode);
    node.put("name", customer.name());
    node.set("metadata", metadata(customer.metadata()));
    return node;
  }

  ObjectNode paymentIntent(Payment payment, Expansion expand) {
    ObjectNode node = object(payment.id(), "payment_intent");
    node.put("amount", payment.amount());
    node.put("amount_capturable", 0L);
    node.put("amount_received", payment.amountCaptured());
    node.put("capture_method", "automatic");
    node.put("confirmation_method", "automatic");
    node.put("created", payment.created().getEpochSecond());
    node.put("currency", payment.currency());
    node.set("customer", customerOf(payment, expand));
    node.set(
        "latest_charge",
        expand.has("latest_charge")
            ? charge(payment, expand.under("latest_charge"))
            : JSON.textNode(payment.chargeId()));
    node.put("livemode", livemode);
    node.set("metadata", metadata(payment.metadata()));
    node.put("payment_method", payment.card().paymentMethod());
    node.set("payment_method_types", JSON.arrayNode().add("card"));
    node.put("receipt_email", payment.email());
    node.put("review", account.reviewOf(payment.id()).map(Review::id).orElse(null));
    node.put("status", "succeeded");
    return node;
  }

  ObjectNode charge(Payment payment, Expansion expand) {
    long refunded = account.refunded(payment.id());
    ObjectNode node = object(payment.chargeId(), "charge");
    node.put("amount", payment.amount());
    node.put("amount_captured", payment.amountCaptured());
    node.put("amount_refunded", refunded);
    ObjectNode billing = node.putObject("billing_details");
    billing.putNull("address");
    billing.put("email", payment.email());
    billing.putNull("name");
    billing.putNull("phone");
    node.put("captured", payment.amountCaptured() > 0);
    node.put("created", payment.created().getEpochSecond());
    node.put("currency", payment.currency());
    node.set("customer", customerOf(payment, expand));
    node.put("disputed", !account.disputesOf(payment.id()).isEmpty());
    node.putNull("failure_code");
    node.putNull("failure_message");
    node.put("livemode", livemode);
    node.set("metadata", metadata(payment.metadata()));
    ObjectNode outcome = node.putObject("outcome");
    outcome.put("network_status", "approved_by_network");
    outcome.put("risk_level", payment.card().underReview() ? "elevated" : "normal");
    outcome.put("type", payment.card().underReview() ? "manual_review" : "authorized");
    node.put("paid", true);
    node.set(
        "payment_intent",
        expand.has("payment_intent")
            ? paymentIntent(payment, expand.under("payment_intent"))
            : JSON.textNode(payment.id()));
    node.put("payment_method", payment.card().paymentMethod());
    ObjectNode method = node.putObject("payment_method_details");
    method
        .putObject("card")
        .put("brand", "visa")
        .put("fingerprint", payment.fingerprint())
        .put("last4", payment.card().last4());
    method.put("type", "card");
    node.put("receipt_email", payment.email());
    node.put("refunded", refunded > 0 && refunded == payment.amountCaptured());
    if (expand.has("refunds")) {
      List<ObjectNode> refunds =
          account.refundsOf(payment.id()).stream().map(r -> refund(r, Expansion.NONE)).toList();
      node.set("refunds", list("/v1/charges/" + payment.chargeId() + "/refunds", refunds, false));
    }
    node.put("review", account.reviewOf(payment.id()).map(Review::id).orElse(null));
    node.put("status", "succeeded");
    return node;
  }

  ObjectNode refund(Refund refund, Expansion expand) {
    ObjectNode node = object(refund.id(), "refund");
    node.put("amount", refund.amount());
    node.putNull("balance_transaction");
    node.set("charge", reference(refund.paymentId(), refund.chargeId(), expand, "charge"));
    node.put("created", refund.created().getEpochSecond());
    node.put("currency", refund.currency());
    ObjectNode destination = node.putObject("destination_details");
    destination.putObject("card").put("reference_status", "pending").put("type", "refund");
    destination.put("type", "card");
    if (refund.failureReason() != null) {
      node.put("failure_reason", refund.failureReason().wire());
    }
    node.set("metadata", metadata(refund.metadata()));
    if (refund.status() == RefundStatus.REQUIRES_ACTION) {
      ObjectNode action = node.putObject("next_action");
      action.putObject("display_details").putObject("email_sent");
      action.put("type", "display_details");
    }
    node.set(
        "payment_intent",
        reference(refund.paymentId(), refund.paymentId(), expand, "payment_intent"));
    if (refund.pendingReason() != null) {
      node.put("pending_reason", refund.pendingReason().wire());
    }
    node.put("reason", refund.reason());
    node.putNull("receipt_number");
    node.putNull("source_transfer_reversal");
    node.put("status", refund.status().wire());
    node.putNull("transfer_reversal");
    return node;
  }

  ObjectNode dispute(Dispute dispute, Expansion expand) {
    ObjectNode node = object(dispute.id(), "dispute");
    node.put("amount", dispute.amount());
    node.putArray("balance_transactions");
    node.set("charge", reference(dispute.paymentId(), dispute.chargeId(), expand, "charge"));
    node.put("created", dispute.created().getEpochSecond());
    node.put("currency", dispute.currency());
    node.putObject("evidence");
    ObjectNode evidence = node.putObject("evidence_details");
    evidence.put("due_by", dispute.created().plus(DISPUTE_ANSWER_TIME).getEpochSecond());
    evidence.put("has_evidence", false);
    evidence.put("past_due", false);
    evidence.put("submission_count", 0L);
    node.put("is_charge_refundable", dispute.status().chargeRefundable());
    node.put("livemode", livemode);
    node.putObject("metadata");
    node.set(
        "payment_intent",
        reference(dispute.paymentId(), dispute.paymentId(), expand, "payment_intent"));
    node.put("reason", dispute.reason());
    node.put("status", dispute.status().wire());
    return node;
  }

  ObjectNode balance(Map<String, Long> amounts) {
    ObjectNode node = JSON.objectNode();
    node.put("object", "balance");
    ArrayNode available = node.putArray("available");
    ArrayNode pending = node.putArray("pending");
    amounts.forEach(
        (currency, amount) -> {
          available.addObject().put("amount", amount).put("currency", currency);
          pending.addObject().put("amount", 0L).put("currency", currency);
        });
    node.put("livemode", livemode);
    return node;
  }

  ObjectNode event(StripeEvent event) {
    ObjectNode node = object(event.id(), "event");
    node.put("api_version", API_VERSION);
    node.put("created", event.created().getEpochSecond());
    ObjectNode data = node.putObject("data");
    data.set("object", event.object());
    if (!event.previous().isEmpty()) {
      data.set("previous_attributes", event.previous());
    }
    node.put("livemode", livemode);
    node.put("pending_webhooks", 1L);
    ObjectNode request = node.putObject("request");
    request.put("id", event.origin().requestId());
    request.put("idempotency_key", event.origin().idempotencyKey());
    node.put("type", event.type());
    return node;
  }

  static ObjectNode list(String url, List<ObjectNode> data, boolean hasMore) {
    ObjectNode node = JSON.objectNode();
    node.put("object", "list");
    ArrayNode items = node.putArray("data");
    data.forEach(items::add);
    node.put("has_more", hasMore);
    node.put("url", url);
    return node;
  }

  /** Every match on one page. */
  static ObjectNode found(String url, List<ObjectNode> data) {
    ObjectNode node = list(url, data, false);
    node.put("object", "search_result");
    node.putNull("next_page");
    return node;
  }

  static ObjectNode error(StripeError error) {
    ObjectNode node = JSON.objectNode();
    ObjectNode body = node.putObject("error");
    @Nullable String code = error.code();
    if (code != null) {
      body.put("code", code);
      body.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
    }
    if ("card_declined".equals(code)) {
      body.put("decline_code", "generic_decline");
    }
    body.put("message", error.text());
    if (error.param() != null) {
      body.put("param", error.param());
    }
    body.put("type", error.type());
    return node;
  }

  private JsonNode reference(String paymentId, String id, Expansion expand, String field) {
    if (!expand.has(field)) {
      return JSON.textNode(id);
    }
    Payment payment = account.payment(paymentId).orElseThrow();
    return field.equals("charge")
        ? charge(payment, expand.under(field))
        : paymentIntent(payment, expand.under(field));
  }

  private JsonNode customerOf(Payment payment, Expansion expand) {
    if (payment.customerId() == null) {
      return JSON.nullNode();
    }
    return expand.has("customer")
        ? customer(account.customer(payment.customerId()).orElseThrow())
        : JSON.textNode(payment.customerId());
  }

  static ObjectNode object(String id, String type) {
    return JSON.objectNode().put("id", id).put("object", type);
  }

  static ObjectNode metadata(Map<String, String> metadata) {
    ObjectNode node = JSON.objectNode();
    metadata.forEach(node::put);
    return node;
  }
}
