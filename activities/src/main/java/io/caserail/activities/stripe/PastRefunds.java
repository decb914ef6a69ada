package io.caserail.activities.stripe;

import io.caserail.activities.http.Doc;
import io.caserail.activities.person.PersonTags;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.port.PaymentFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What an account has refunded, and what anybody could have known right before. Changes nothing; a
 * key that may only read is enough.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/list">Stripe: list all refunds</a>
 */
public final class PastRefunds {
  private final StripeClient client;
  private final PersonTags persons;

  public PastRefunds(StripeClient client, PersonTags persons) {
    this.client = client;
    this.persons = persons;
  }

  /**
   * A refund that was made.
   *
   * @param ref its id
   * @param payment what it refunds; empty for a charge without a payment intent
   * @param ours whether Caserail made it
   * @param reason Stripe's own reason; empty where none was given
   * @param metadata what its maker noted
   */
  public record PastRefund(
      String ref,
      String payment,
      Money amount,
      Instant at,
      boolean ours,
      String reason,
      Map<String, String> metadata) {
    public PastRefund {
      metadata = Map.copyOf(metadata);
    }
  }

  /** Every refund made from the one moment and before the other, by age, failed ones aside. */
  public List<PastRefund> between(Instant from, Instant to) {
    List<PastRefund> refunds = new ArrayList<>();
    Map<String, String> then =
        Map.of(
            "created[gte]", Long.toString(from.getEpochSecond()),
            "created[lt]", Long.toString(to.getEpochSecond()));
    for (Doc refund : client.all("refunds", then)) {
      if (StripeRefund.read(refund).counts()) {
        refunds.add(past(refund));
      }
    }
    // Listed newest first, which also orders those of one second.
    Collections.reverse(refunds);
    refunds.sort(Comparator.comparing(PastRefund::at));
    return List.copyOf(refunds);
  }

  private static PastRefund past(Doc doc) {
    StripeRefund refund = StripeRefund.read(doc);
    return new PastRefund(
        refund.id(),
        refund.payment(),
        refund.amount(),
        refund.created(),
        refund.fact().isOurs(),
        doc.textOr("reason", ""),
        refund.metadata());
  }

  /**
   * The payment as it was right before one of its refunds. Whether a dispute of that time was open
   * then Stripe does not keep; it counts as it stands today.
   */
  public PaymentFacts before(PastRefund refund) {
    ObjectId payment = new ObjectId(refund.payment());
    InstantSource then = refund::at;
    PaymentReader reader =
        PaymentReader.ofThePast(client, persons, then, made -> !made.isAfter(refund.at()));
    List<StripeRefund> all = reader.refunds(payment);
    List<StripeRefund> earlier =
        all.stream().takeWhile(other -> !other.id().equals(refund.ref())).toList();
    return reader.facts(payment, earlier, currency -> null, payer -> List.of());
  }

  /** Every dispute of the payment, later ones included. */
  public List<PaymentFacts.Dispute> disputes(ObjectId payment) {
    return PaymentReader.ofThePast(client, persons, InstantSource.system(), made -> true)
        .disputes(payment);
  }

  /** The payment as it is, but for its risk: a key for looks at the past may not read that. */
  public PaymentFacts now(ObjectId payment, InstantSource clock) {
    PaymentReader reader = PaymentReader.ofThePast(client, persons, clock, made -> true);
    return reader.facts(payment, reader.refunds(payment), currency -> null, payer -> List.of());
  }
}
