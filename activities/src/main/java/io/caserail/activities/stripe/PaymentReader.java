package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payment with its refunds, its disputes, its risk and what its payer was refunded lately.
 *
 * <p>Stripe lists no refunds by customer, so the payer's are found through their charges of the
 * last 180 days, which is about how long a card payment can be refunded.
 */
final class PaymentReader {
  private static final Duration CUSTOMER_WINDOW = Duration.ofDays(30);
  private static final Duration CHARGES_WINDOW = Duration.ofDays(180);
  private static final String NO_CURRENCY = "XXX";

  private final StripeClient client;
  private final PersonTags persons;
  private final InstantSource clock;
  private final Predicate<Instant> known;
  private final Supplier<RefundPolicy.Risk> risk;
  private final boolean past;

  /**
   * A reader of what is there now.
   *
   * @param risk what comes of the risk engine's word: of what nothing comes, nothing is read, since
   *     a restricted key may not
   */
  PaymentReader(
      StripeClient client,
      PersonTags persons,
      InstantSource clock,
      Supplier<RefundPolicy.Risk> risk) {
    this(client, persons, clock, made -> true, risk, false);
  }

  /**
   * A reader of what was there at some time; of risk nothing, whose past Stripe does not keep.
   *
   * @param known whether a dispute or another payment's refund that was made then had been made
   */
  static PaymentReader ofThePast(
      StripeClient client, PersonTags persons, InstantSource clock, Predicate<Instant> known) {
    return new PaymentReader(client, persons, clock, known, () -> RefundPolicy.Risk.IGNORED, true);
  }

  private PaymentReader(
      StripeClient client,
      PersonTags persons,
      InstantSource clock,
      Predicate<Instant> known,
      Supplier<RefundPolicy.Risk> risk,
      boolean past) {
    this.client = client;
    this.persons = persons;
    this.clock = clock;
    this.known = known;
    this.risk = risk;
    this.past = past;
  }

  /** A complete list of the payment's refunds, oldest first. */
  List<StripeRefund> refunds(ObjectId payment) {
    List<StripeRefund> refunds =
        new ArrayList<>(
            client.all("refunds", Map.of("payment_intent", payment.value())).stream()
                .map(StripeRefund::read)
                .toList());
    // Listed newest first, which also orders those of one second.
    Collections.reverse(refunds);
    refunds.sort(Comparator.comparing(StripeRefund::created));
    return List.copyOf(refunds);
  }

  /**
   * The payment as it is now, with refunds that were read already.
   *
   * @param day the people's day by the payment's currency
   */
  PaymentFacts facts(
      ObjectId payment,
      List<StripeRefund> refunds,
      Function<String, PaymentFacts.@Nullable Day> day) {
    Optional<Doc> found = client.one("payment_intents", payment.value());
    if (found.isEmpty()) {
      return missing(payment);
    }
    Doc intent = found.get();
    client.requireMode(intent);
    Optional<Doc> charge = charge(intent);
    Money captured =
        charge
            .map(c -> StripeMoney.read(c, "amount_captured"))
            .orElseGet(() -> new Money(0, currency(intent)));
    String customer = intent.reference("customer");
    List<StripeRefund> others = customerRefunds(customer, payment);
    return new PaymentFacts(
        client.failures().system(),
        payment,
        true,
        captured,
        charge.orElse(intent).epochSeconds("created"),
        person(customer, charge, intent),
        refunds.stream().map(StripeRefund::fact).toList(),
        disputes(payment),
        others.size(),
        sum(others, captured.currency()),
        day.apply(captured.currency()),
        past ? null : new PaymentFacts.Risk(review(intent, charge), warnedAt(payment)));
  }

  /**
   * The payment's last risk review; null when there was none, or no such payment, or nothing comes
   * of it.
   *
   * @see <a href="https://docs.stripe.com/api/radar/reviews/list">Stripe: only open reviews are
   *     listed, and by no payment</a>
   */
  PaymentFacts.@Nullable Review review(ObjectId payment) {
    Optional<Doc> found = client.one("payment_intents", payment.value());
    return found.isEmpty() ? null : review(found.get(), charge(found.get()));
  }

  private PaymentFacts.@Nullable Review review(Doc intent, Optional<Doc> charge) {
    if (risk.get().review().isEmpty()) {
      return null;
    }
    String ofCharge = charge.map(c -> c.reference("review")).orElse("");
    String id = ofCharge.isEmpty() ? intent.reference("review") : ofCharge;
    if (id.isEmpty()) {
      return null;
    }
    Doc review = client.one("reviews", id).orElseThrow(() -> intent.unreadable("review"));
    // What ends a review is a growing list: a word that we don't know ends it too.
    String end = review.flag("open") ? "" : review.textOr("closed_reason", "closed");
    return new PaymentFacts.Review(review.text("id"), review.epochSeconds("created"), end);
  }

  /**
   * A warning counts for as long as there is neither a dispute nor a complete refund.
   *
   * @see <a href="https://docs.stripe.com/api/radar/early_fraud_warnings/object">Stripe: the early
   *     fraud warning object</a>
   */
  @Nullable Instant warnedAt(ObjectId payment) {
    if (risk.get().warning().isEmpty()) {
      return null;
    }
    return client
        .all("radar/early_fraud_warnings", Map.of("payment_intent", payment.value()))
        .stream()
        .filter(warning -> warning.flag("actionable"))
        .map(warning -> warning.epochSeconds("created"))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private PaymentFacts missing(ObjectId payment) {
    Money nothing = new Money(0, NO_CURRENCY);
    return new PaymentFacts(
        client.failures().system(),
        payment,
        false,
        nothing,
        Instant.EPOCH,
        PersonTags.NONE,
        List.of(),
        List.of(),
        0,
        nothing);
  }

  private Optional<Doc> charge(Doc intent) {
    String id = intent.reference("latest_charge");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        client.one("charges", id).orElseThrow(() -> intent.unreadable("latest_charge")));
  }

  private PersonTag person(String customer, Optional<Doc> charge, Doc intent) {
    String email =
        customer.isEmpty()
            ? ""
            : client.one("customers", customer).map(c -> c.textOr("email", "")).orElse("");
    if (email.isEmpty()) {
      email =
          charge
              .filter(c -> c.has("billing_details"))
              .map(c -> c.child("billing_details").textOr("email", ""))
              .orElse("");
    }
    return persons.of(email.isEmpty() ? intent.textOr("receipt_email", "") : email);
  }

  List<PaymentFacts.Dispute> disputes(ObjectId payment) {
    return client.all("disputes", Map.of("payment_intent", payment.value())).stream()
        .filter(d -> known.test(d.epochSeconds("created")))
        .sorted(Comparator.comparing(d -> d.epochSeconds("created")))
        .map(PaymentReader::dispute)
        .toList();
  }

  private static PaymentFacts.Dispute dispute(Doc dispute) {
    String status = dispute.text("status");
    boolean open =
        switch (status) {
          case "warning_needs_response", "warning_under_review", "needs_response", "under_review" ->
              true;
          case "warning_closed", "won", "lost", "prevented" -> false;
          default -> throw dispute.unreadable("status");
        };
    return new PaymentFacts.Dispute(
        dispute.text("id"),
        StripeMoney.read(dispute, "amount"),
        open,
        status.equals("lost"),
        dispute.flag("is_charge_refundable"));
  }

  private List<StripeRefund> customerRefunds(String customer, ObjectId except) {
    if (customer.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    Map<String, String> ofCustomer =
        Map.of("customer", customer, "created[gte]", seconds(now.minus(CHARGES_WINDOW)));
    List<StripeRefund> found = new ArrayList<>();
    for (Doc charge : client.all("charges", ofCustomer)) {
      boolean other = !charge.reference("payment_intent").equals(except.value());
      if (other && charge.number("amount_refunded") > 0) {
        Map<String, String> ofCharge =
            Map.of(
                "charge", charge.text("id"), "created[gte]", seconds(now.minus(CUSTOMER_WINDOW)));
        client.all("refunds", ofCharge).stream()
            .map(StripeRefund::read)
            .filter(refund -> refund.counts() && known.test(refund.created()))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static Money sum(List<StripeRefund> refunds, String currency) {
    return refunds.stream()
        .map(StripeRefund::amount)
        .filter(m -> m.currency().equals(currency))
        .reduce(new Money(0, currency), Money::plus);
  }

  private static String currency(Doc intent) {
    return StripeMoney.read(intent, "amount").currency();
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }
}
