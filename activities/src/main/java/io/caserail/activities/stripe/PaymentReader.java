package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.stripe.LastDay.OnItsWay;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payment with its refunds, its disputes, its risk and what its payer was refunded lately.
 *
 * <p>Stripe lists no refunds by customer, so the payer's are found through their charges of the
 * last 180 days, which is about how long a card payment can be refunded. Whoever has paid without a
 * customer is known by the card.
 */
final class PaymentReader {
  private static final Duration CUSTOMER_WINDOW = Duration.ofDays(30);
  private static final Duration CHARGES_WINDOW = Duration.ofDays(180);
  private static final int MOST_REFUNDED = 100;
  private static final int CARD_PAGES = 10;

  /** What a search finds is not always as it is now: so long refunds are looked for beside it. */
  private static final Duration SEARCH_LAG = Duration.ofHours(1);

  private static final int LAG_PAGES = 20;
  private static final String NO_CURRENCY = "XXX";
  private static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9_]{1,100}");

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
   * @param onItsWay what is being sent to a payer, who is named by customer or card
   */
  PaymentFacts facts(
      ObjectId payment,
      List<StripeRefund> refunds,
      Function<String, PaymentFacts.@Nullable Day> day,
      Function<String, List<OnItsWay>> onItsWay) {
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
    Payer payer = new Payer(customer, customer.isEmpty() ? card(charge) : "");
    // First, since what is sent meanwhile stands in Stripe afterwards.
    List<OnItsWay> sending = payer.isKnown() ? onItsWay.apply(payer.key()) : List.of();
    Optional<List<StripeRefund>> others = payersRefunds(payer, payment);
    List<Money> lately = amounts(others.orElse(List.of()), refunds, sending);
    Map<String, Money> sums = sums(lately);
    Money here = sums.remove(captured.currency());
    return new PaymentFacts(
        client.failures().system(),
        payment,
        true,
        captured,
        charge.orElse(intent).epochSeconds("created"),
        person(customer, charge, intent),
        refunds.stream().map(StripeRefund::fact).toList(),
        disputes(payment),
        lately.size(),
        here == null ? new Money(0, captured.currency()) : here,
        day.apply(captured.currency()),
        past ? null : new PaymentFacts.Risk(review(intent, charge), warnedAt(payment)),
        List.copyOf(sums.values()),
        others.isEmpty());
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

  /**
   * One that was prevented was resolved with the card's network before it was filed: mostly the
   * cardholder has the money back, and no refund stands there.
   *
   * @see <a href="https://docs.stripe.com/api/disputes/object">Stripe: the dispute object</a>
   * @see <a href="https://docs.stripe.com/changelog/basil/2025-08-27/add-preventions-to-dispute">
   *     Stripe: dispute preventions</a>
   */
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
        dispute.flag("is_charge_refundable"),
        status.equals("prevented"));
  }

  /**
   * Who has paid.
   *
   * @param customer by the customer; empty where there is none
   * @param card by the card; empty where it is not needed or not known
   */
  private record Payer(String customer, String card) {
    boolean isKnown() {
      return !customer.isEmpty() || !card.isEmpty();
    }

    String key() {
      return customer + " " + card;
    }
  }

  private static String card(Optional<Doc> charge) {
    String card =
        charge
            .filter(c -> c.has("payment_method_details"))
            .map(c -> c.child("payment_method_details"))
            .filter(method -> method.has("card"))
            .map(method -> method.child("card").textOr("fingerprint", ""))
            .orElse("");
    return FINGERPRINT.matcher(card).matches() ? card : "";
  }

  /**
   * Those of the payer's other payments; nothing where nobody can tell which those are, or where a
   * card, which may be a company's, has more than can be read.
   */
  private Optional<List<StripeRefund>> payersRefunds(Payer payer, ObjectId except) {
    Instant now = clock.instant();
    Optional<List<Doc>> found = payersCharges(payer, seconds(now.minus(CHARGES_WINDOW)));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Doc> charges =
        found.get().stream()
            .filter(charge -> !charge.reference("payment_intent").equals(except.value()))
            .toList();
    List<Doc> refunded = charges.stream().filter(PaymentReader::isRefunded).toList();
    boolean byCard = payer.customer().isEmpty();
    if (byCard && refunded.size() > MOST_REFUNDED) {
      return Optional.empty();
    }
    List<Doc> refunds = new ArrayList<>();
    for (Doc charge : refunded) {
      refunds.addAll(
          client.all(
              "refunds",
              Map.of(
                  "charge",
                  charge.text("id"),
                  "created[gte]",
                  seconds(now.minus(CUSTOMER_WINDOW)))));
    }
    if (byCard && !past && refunded.size() < charges.size()) {
      Set<String> unrefunded =
          charges.stream()
              .filter(charge -> !isRefunded(charge))
              .map(charge -> charge.text("id"))
              .collect(Collectors.toSet());
      Optional<List<Doc>> late = client.within("refunds", since(now.minus(SEARCH_LAG)), LAG_PAGES);
      if (late.isEmpty()) {
        return Optional.empty();
      }
      late.get().stream()
          .filter(refund -> unrefunded.contains(refund.reference("charge")))
          .forEach(refunds::add);
    }
    return Optional.of(
        refunds.stream()
            .map(StripeRefund::read)
            .filter(refund -> refund.counts() && known.test(refund.created()))
            .toList());
  }

  private static boolean isRefunded(Doc charge) {
    return charge.number("amount_refunded") > 0;
  }

  private static Map<String, String> since(Instant time) {
    return Map.of("created[gte]", seconds(time));
  }

  private Optional<List<Doc>> payersCharges(Payer payer, String since) {
    if (!payer.customer().isEmpty()) {
      return Optional.of(
          client.all("charges", Map.of("customer", payer.customer(), "created[gte]", since)));
    }
    return payer.card().isEmpty()
        ? Optional.empty()
        : client.search(
            "charges",
            "payment_method_details.card.fingerprint:\"%s\" AND created>=%s"
                .formatted(payer.card(), since),
            CARD_PAGES);
  }

  /** What Stripe shows, and what it does not show yet. */
  private static List<Money> amounts(
      List<StripeRefund> others, List<StripeRefund> ofThisPayment, List<OnItsWay> sending) {
    List<Money> amounts = new ArrayList<>(others.stream().map(StripeRefund::amount).toList());
    Set<String> shown =
        Stream.concat(others.stream(), ofThisPayment.stream())
            .map(StripeRefund::operation)
            .collect(Collectors.toSet());
    sending.stream()
        .filter(one -> !shown.contains(one.operation()))
        .forEach(one -> amounts.add(one.amount()));
    return amounts;
  }

  private static Map<String, Money> sums(List<Money> amounts) {
    Map<String, Money> sums = new TreeMap<>();
    amounts.forEach(amount -> sums.merge(amount.currency(), amount, Money::plus));
    return sums;
  }

  private static String currency(Doc intent) {
    return StripeMoney.read(intent, "amount").currency();
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }
}
