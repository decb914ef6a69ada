package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Routes;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * What can be written:
 *
 * <pre>
 * POST /v1/customers            email, name, metadata
 * POST /v1/payment_intents      amount, currency, confirm=true, payment_method, customer,
 *                               receipt_email, metadata
 * POST /v1/refunds              payment_intent or charge, amount, reason, metadata
 * POST /v1/refunds/{id}         metadata
 * POST /v1/refunds/{id}/cancel  only while it requires action
 * </pre>
 */
final class WriteEndpoints {
  private final PaymentDesk payments;
  private final RefundDesk refunds;
  private final StripeJson json;

  WriteEndpoints(PaymentDesk payments, RefundDesk refunds, StripeJson json) {
    this.payments = payments;
    this.refunds = refunds;
    this.json = json;
  }

  void addTo(Routes routes, StripeApi api) {
    routes
        .post("/v1/customers", api.writing("rak_customer_write", this::addCustomer))
        .post("/v1/payment_intents", api.writing("rak_payment_intent_write", this::pay))
        .post("/v1/refunds", api.writing("rak_refund_write", this::refund))
        .post("/v1/refunds/{id}", api.writing("rak_refund_write", this::update))
        .post("/v1/refunds/{id}/cancel", api.writing("rak_refund_write", this::cancel));
  }

  private ObjectNode addCustomer(Call call, Form form, Origin origin) {
    form.allowing(Set.of("email", "name", "description", "metadata"));
    return json.customer(
        payments.addCustomer(
            form.filled("email").orElse(null),
            form.filled("name").orElse(null),
            Metadata.apply(new LinkedHashMap<>(), form),
            origin));
  }

  private ObjectNode pay(Call call, Form form, Origin origin) {
    Expansion expansion = Expansion.of("payment_intent", form.list("expand"));
    return json.paymentIntent(payments.take(PaymentOrder.from(form), origin), expansion);
  }

  private ObjectNode refund(Call call, Form form, Origin origin) {
    Expansion expansion = Expansion.of("refund", form.list("expand"));
    return json.refund(refunds.create(RefundOrder.from(form), origin), expansion);
  }

  private ObjectNode update(Call call, Form form, Origin origin) {
    form.allowing(Set.of("metadata"));
    Expansion expansion = Expansion.of("refund", form.list("expand"));
    return json.refund(refunds.update(call.path("id"), form, origin), expansion);
  }

  private ObjectNode cancel(Call call, Form form, Origin origin) {
    form.allowing(Set.of());
    Expansion expansion = Expansion.of("refund", form.list("expand"));
    return json.refund(refunds.cancel(call.path("id"), origin), expansion);
  }
}
