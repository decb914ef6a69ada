package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Routes;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Subscriptions and their invoices:
 *
 * <pre>
 * GET    /v1/invoices                   ?customer &amp;subscription &amp;status
 * GET    /v1/invoices/{id}
 * GET    /v1/subscriptions              ?customer &amp;status; without the latter those that are not over
 * GET    /v1/subscriptions/{id}
 * POST   /v1/subscriptions              customer, items[0][price_data], metadata
 * POST   /v1/subscriptions/{id}         cancel_at_period_end or cancel_at, cancellation_details,
 *                                       metadata
 * POST   /v1/subscriptions/{id}/resume  only while it is paused
 * DELETE /v1/subscriptions/{id}         prorate, invoice_now, cancellation_details
 * </pre>
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions">Stripe: subscriptions</a>
 */
final class SubscriptionEndpoints {
  private static final String PERMISSION = "rak_subscription_write";

  private final Account account;
  private final SubscriptionDesk desk;
  private final SubscriptionJson json;

  SubscriptionEndpoints(Account account, SubscriptionDesk desk, SubscriptionJson json) {
    this.account = account;
    this.desk = desk;
    this.json = json;
  }

  void addTo(Routes routes, StripeApi api) {
    routes
        .get("/v1/invoices", api.reading(this::invoices))
        .get("/v1/invoices/{id}", api.reading(this::invoice))
        .get("/v1/subscriptions", api.reading(this::subscriptions))
        .get("/v1/subscriptions/{id}", api.reading(this::subscription))
        .post("/v1/subscriptions", api.writing(PERMISSION, this::create))
        .post("/v1/subscriptions/{id}", api.writing(PERMISSION, this::update))
        .post("/v1/subscriptions/{id}/resume", api.writing(PERMISSION, this::resume))
        .delete("/v1/subscriptions/{id}", api.writing(PERMISSION, this::cancel));
  }

  private ObjectNode invoice(Call call, Form query) {
    String id = call.path("id");
    return json.invoice(
        account.invoice(id).orElseThrow(() -> StripeError.missing("invoice", id, "id")),
        Expansion.of("invoice", query.list("expand")));
  }

  private ObjectNode invoices(Call call, Form query) {
    ReadEndpoints.allow(query, "customer", "subscription", "status");
    Predicate<Invoice> wanted =
        i ->
            ReadEndpoints.matches(query, "customer", i.customerId())
                && ReadEndpoints.matches(query, "subscription", i.subscriptionId())
                && ReadEndpoints.matches(query, "status", i.status());
    return ReadEndpoints.page(
        call,
        query,
        "invoice",
        account.invoices().stream().filter(wanted).toList(),
        Invoice::id,
        Invoice::created,
        json::invoice);
  }

  private ObjectNode subscription(Call call, Form query) {
    return json.subscription(
        desk.find(call.path("id")), Expansion.of("subscription", query.list("expand")));
  }

  private ObjectNode subscriptions(Call call, Form query) {
    ReadEndpoints.allow(query, "customer", "status");
    String status = query.filled("status").orElse("");
    Predicate<Subscription> wanted =
        s -> ReadEndpoints.matches(query, "customer", s.customerId()) && isWanted(s, status);
    return ReadEndpoints.page(
        call,
        query,
        "subscription",
        account.subscriptions().stream().filter(wanted).toList(),
        Subscription::id,
        Subscription::start,
        json::subscription);
  }

  private static boolean isWanted(Subscription subscription, String status) {
    return switch (status) {
      case "all" -> true;
      case "ended" -> subscription.status().over();
      case "" -> !subscription.status().over();
      default -> subscription.status().wire().equals(status);
    };
  }

  private ObjectNode create(Call call, Form form, Origin origin) {
    Expansion expansion = expansion(form);
    return json.subscription(desk.create(SubscriptionOrder.from(form), origin), expansion);
  }

  private ObjectNode update(Call call, Form form, Origin origin) {
    form.allowing(Set.of("cancel_at", "cancel_at_period_end", "cancellation_details", "metadata"));
    Expansion expansion = expansion(form);
    return json.subscription(desk.update(call.path("id"), form, origin), expansion);
  }

  private ObjectNode resume(Call call, Form form, Origin origin) {
    form.allowing(Set.of());
    Expansion expansion = expansion(form);
    return json.subscription(desk.resume(call.path("id"), origin), expansion);
  }

  private ObjectNode cancel(Call call, Form form, Origin origin) {
    form.allowing(Set.of("prorate", "invoice_now", "cancellation_details"));
    Expansion expansion = expansion(form);
    return json.subscription(desk.cancel(call.path("id"), form, origin), expansion);
  }

  private static Expansion expansion(Form form) {
    return Expansion.of("subscription", form.list("expand"));
  }
}
