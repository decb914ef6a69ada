package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.port.SubscriptionFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a subscription with the newest payment made for it, which is behind the newest paid
 * invoice: the newest of all may be open.
 *
 * @see <a href="https://docs.stripe.com/api/invoice-payment/object">Stripe: the invoice payment
 *     object</a>
 */
final class SubscriptionReader {
  private final StripeClient client;
  private final PersonTags persons;

  SubscriptionReader(StripeClient client, PersonTags persons) {
    this.client = client;
    this.persons = persons;
  }

  /** The subscription as it is now, if it is there. */
  Optional<StripeSubscription> find(ObjectId id) {
    return client.one("subscriptions", id.value()).map(this::read);
  }

  StripeSubscription read(Doc subscription) {
    client.requireMode(subscription);
    return StripeSubscription.read(subscription);
  }

  SubscriptionFacts facts(ObjectId id) {
    return find(id).map(s -> facts(id, s)).orElseGet(() -> missing(id));
  }

  private SubscriptionFacts facts(ObjectId id, StripeSubscription subscription) {
    Optional<Doc> payment = newestPayment(id);
    return new SubscriptionFacts(
        client.failures().system(),
        id,
        true,
        person(subscription.customer()),
        subscription.status(),
        subscription.since(),
        subscription.ends(),
        subscription.operation(),
        subscription.access(),
        payment.map(p -> p.child("payment").reference("payment_intent")).orElse(""),
        payment.map(p -> StripeMoney.read(p, "amount_paid")).orElse(null));
  }

  private SubscriptionFacts missing(ObjectId id) {
    return new SubscriptionFacts(
        client.failures().system(),
        id,
        false,
        PersonTags.NONE,
        SubscriptionFacts.Status.ENDED,
        Instant.EPOCH,
        Instant.EPOCH,
        "",
        "",
        "",
        null);
  }

  private Optional<Doc> newestPayment(ObjectId id) {
    Map<String, String> paid =
        Map.of("subscription", id.value(), "status", "paid", "expand[]", "data.payments");
    return client.all("invoices", paid).stream()
        .flatMap(invoice -> invoice.child("payments").children("data").stream())
        .filter(SubscriptionReader::isPaidByIntent)
        .findFirst();
  }

  private static boolean isPaidByIntent(Doc payment) {
    return payment.text("status").equals("paid")
        && payment.child("payment").text("type").equals("payment_intent");
  }

  private PersonTag person(String customer) {
    return persons.of(client.one("customers", customer).map(c -> c.textOr("email", "")).orElse(""));
  }
}
