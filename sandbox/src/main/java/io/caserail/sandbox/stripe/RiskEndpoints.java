package io.caserail.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Routes;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What Radar says:
 *
 * <pre>
 * GET  /v1/reviews                          open ones only, and by no payment
 * GET  /v1/reviews/{id}
 * POST /v1/reviews/{id}/approve
 * GET  /v1/radar/early_fraud_warnings       ?charge &amp;payment_intent
 * GET  /v1/radar/early_fraud_warnings/{id}
 * </pre>
 *
 * @see <a href="https://docs.stripe.com/api/radar/reviews">Stripe: reviews</a>
 */
final class RiskEndpoints {
  private static final String REVIEWS = "/v1/reviews";
  private static final String WARNINGS = "/v1/radar/early_fraud_warnings";

  private final Account account;
  private final RiskDesk desk;
  private final RiskJson json;

  RiskEndpoints(Account account, RiskDesk desk, RiskJson json) {
    this.account = account;
    this.desk = desk;
    this.json = json;
  }

  void addTo(Routes routes, StripeApi api) {
    routes
        .get(REVIEWS, api.reading(this::reviews))
        .get(REVIEWS + "/{id}", api.reading(this::review))
        .post(REVIEWS + "/{id}/approve", api.writing("rak_review_write", this::approve))
        .get(WARNINGS, api.reading(this::warnings))
        .get(WARNINGS + "/{id}", api.reading(this::warning));
  }

  private ObjectNode review(Call call, Form query) {
    return json.review(desk.find(call.path("id")));
  }

  private ObjectNode reviews(Call call, Form query) {
    ReadEndpoints.allow(query);
    return ReadEndpoints.page(
        call,
        query,
        "review",
        account.reviews().stream().filter(Review::open).toList(),
        Review::id,
        Review::created,
        (review, expand) -> json.review(review));
  }

  private ObjectNode approve(Call call, Form form, Origin origin) {
    form.allowing(Set.of());
    return json.review(desk.close(call.path("id"), ReviewEnd.APPROVED, origin));
  }

  private ObjectNode warning(Call call, Form query) {
    String id = call.path("id");
    return json.warning(
        account
            .warning(id)
            .orElseThrow(() -> StripeError.missing("early_fraud_warning", id, "id")));
  }

  private ObjectNode warnings(Call call, Form query) {
    ReadEndpoints.allow(query, "charge", "payment_intent");
    Predicate<FraudWarning> wanted =
        w ->
            ReadEndpoints.matches(query, "charge", w.chargeId())
                && ReadEndpoints.matches(query, "payment_intent", w.paymentId());
    return ReadEndpoints.page(
        call,
        query,
        "early_fraud_warning",
        account.warnings().stream().filter(wanted).toList(),
        FraudWarning::id,
        FraudWarning::created,
        (warning, expand) -> json.warning(warning));
  }
}
