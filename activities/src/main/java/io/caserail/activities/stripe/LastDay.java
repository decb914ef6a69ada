package io.caserail.activities.stripe;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.port.Claim;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people have done in the last 24 hours, by the marks on the account's refunds as Stripe lists
 * them. Stripe's list is the truth; what this process has sent so lately that the list may not show
 * it yet, or is about to send, counts as well; so it does for what its payer was refunded lately.
 *
 * <p>A look lists only what is younger than the look before, with an overlap for what shows late,
 * and every ten minutes the whole day, since a refund can fail after it has succeeded. A list that
 * can't be read is a failure of the look: nobody's day is then said to be empty.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/list">Stripe: list all refunds</a>
 */
final class LastDay {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long EARLIER_HOURS = 23;
  private static final long TIMES_USUAL = 3;
  private static final Duration OVERLAP = Duration.ofMinutes(5);
  private static final Duration WHOLE_EVERY = Duration.ofMinutes(10);

  private final StripeClient client;
  private final String account;
  private final InstantSource clock;
  private final Map<String, StripeRefund> listed = new HashMap<>();
  private final Map<String, Sending> sending = new LinkedHashMap<>();
  private @Nullable Instant lastLook;
  private @Nullable Instant lastWhole;

  /**
   * Nothing is read yet.
   *
   * @param account ours, as the marks name it: another one's people have other ids
   */
  LastDay(StripeClient client, String account, InstantSource clock) {
    this.client = client;
    this.account = account;
    this.clock = clock;
  }

  /** What one refund counts for. */
  private record Deed(String requester, List<String> approvers, Money amount) {}

  /**
   * A refund that is being sent, since when, and whether the authority lets it.
   *
   * @param payer who gets the money; empty until the payment was read
   */
  private record Sending(Deed deed, ObjectId payment, Instant at, boolean cleared, String payer) {
    Sending clear() {
      return new Sending(deed, payment, at, true, payer);
    }

    Sending to(String whom) {
      return new Sending(deed, payment, at, cleared, whom);
    }
  }

  /** A refund to a payer that Stripe may not show yet. */
  record OnItsWay(String operation, Money amount) {}

  /**
   * From now on the order counts, whether the list shows it or not. To be called before the day is
   * read for it: of two that are sent at once, at least one then sees the other.
   */
  synchronized void sending(RefundOrder order) {
    List<String> approvers = order.approvals().stream().map(Claim::actor).toList();
    Deed deed = new Deed(order.request().actor(), approvers, order.amount());
    Instant now = clock.instant();
    Sending fresh = new Sending(deed, order.payment(), now, false, "");
    sending.compute(
        order.attempt().id().value(),
        (id, known) -> known == null || isOver(known, now) ? fresh : known);
  }

  /**
   * What is on its way to the order's payer and came before it, of other payments: what was
   * captured and the payment's one case hold against each other what is sent of the same. To be
   * called before Stripe is asked what the payer was refunded: of two that are sent at once the
   * later one counts the earlier.
   */
  synchronized List<OnItsWay> before(RefundOrder order, String payer) {
    String own = order.attempt().id().value();
    Sending mine = sending.get(own);
    if (mine != null && mine.payer().isEmpty()) {
      // Its turn is that in which its payer became known.
      sending.remove(own);
      sending.put(own, mine.to(payer));
    }
    List<OnItsWay> before = new ArrayList<>();
    for (Map.Entry<String, Sending> one : sending.entrySet()) {
      if (one.getKey().equals(own)) {
        break;
      }
      if (!one.getValue().payment().equals(order.payment())) {
        add(one, payer, before);
      }
    }
    return before;
  }

  /** What is on its way to a payer, of other payments than this one. */
  synchronized List<OnItsWay> to(String payer, ObjectId payment) {
    List<OnItsWay> all = new ArrayList<>();
    for (Map.Entry<String, Sending> one : sending.entrySet()) {
      if (!one.getValue().payment().equals(payment)) {
        add(one, payer, all);
      }
    }
    return all;
  }

  private static boolean isOver(Sending one, Instant now) {
    return one.at().isBefore(now.minus(DAY));
  }

  private static void add(Map.Entry<String, Sending> one, String payer, List<OnItsWay> all) {
    if (one.getValue().payer().equals(payer)) {
      all.add(new OnItsWay(one.getKey(), one.getValue().deed().amount()));
    }
  }

  /** The order is proven, and counts for the account's outflow from now on. */
  synchronized void cleared(RefundOrder order) {
    sending.computeIfPresent(order.attempt().id().value(), (id, one) -> one.clear());
  }

  /** The order was certainly not accepted. */
  synchronized void notSent(RefundOrder order) {
    sending.remove(order.attempt().id().value());
  }

  /**
   * These people's day, read afresh.
   *
   * @param except the operation that is asked about, which does not count; empty for none
   */
  PaymentFacts.Day of(String requester, List<String> approvers, String except, String currency) {
    look();
    List<Deed> deeds = deeds(except);
    List<Deed> requested = deeds.stream().filter(d -> d.requester().equals(requester)).toList();
    Money nothing = new Money(0, currency);
    @Nullable Money approved =
        approvers.stream()
            .map(a -> sum(deeds.stream().filter(d -> d.approvers().contains(a)).toList(), nothing))
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new PaymentFacts.Day(requested.size(), sum(requested, nothing), approved);
  }

  /**
   * What of the account's outflow is too much; null while nothing is. Everybody's refunds count,
   * those that somebody made in Stripe itself and those that are being sent too, once they are
   * proven. The limit is the larger of a floor and three times the usual hour, which is the mean of
   * the 23 hours before the last one. By what the last look at the day has read.
   *
   * <p>One refund alone is never too much: people have agreed to just this one, and it would stop
   * all others again whenever they are resumed.
   *
   * @param operation the one that is about to be sent
   * @param floor in the currency that is asked about
   * @param from what was sent before counts no more: people have looked at it
   */
  @Nullable String tooMuch(String operation, Money floor, Instant from) {
    Instant hourAgo = clock.instant().minus(HOUR);
    Instant since = from.isAfter(hourAgo) ? from : hourAgo;
    String currency = floor.currency();
    Money nothing = new Money(0, currency);
    Money hour;
    Money before;
    Money others;
    synchronized (this) {
      List<StripeRefund> all =
          listed.values().stream()
              .filter(r -> r.counts() && r.amount().currency().equals(currency))
              .toList();
      hour = total(all.stream().filter(r -> !r.created().isBefore(since)).toList(), nothing);
      before = total(all.stream().filter(r -> r.created().isBefore(hourAgo)).toList(), nothing);
      Set<String> shown = all.stream().map(StripeRefund::operation).collect(Collectors.toSet());
      others = hour;
      for (Map.Entry<String, Sending> one : sending.entrySet()) {
        Money amount = one.getValue().deed().amount();
        if (one.getValue().cleared()
            && one.getValue().at().isAfter(since)
            && !shown.contains(one.getKey())
            && amount.currency().equals(currency)) {
          hour = hour.plus(amount);
          others = one.getKey().equals(operation) ? others : others.plus(amount);
        }
      }
    }
    Money usual = new Money(TIMES_USUAL * before.minor() / EARLIER_HOURS, currency);
    Money most = usual.isMoreThan(floor) ? usual : floor;
    return hour.isMoreThan(most) && others.isMoreThan(nothing)
        ? hour + " within an hour, above " + most
        : null;
  }

  private static Money total(List<StripeRefund> refunds, Money nothing) {
    return refunds.stream().map(StripeRefund::amount).reduce(nothing, Money::plus);
  }

  private void look() {
    Instant now = clock.instant();
    boolean whole;
    Instant from;
    synchronized (this) {
      Instant last = lastLook;
      Instant begun = lastWhole;
      whole = last == null || begun == null || begun.plus(WHOLE_EVERY).isBefore(now);
      from = whole || last == null ? now.minus(DAY) : last.minus(OVERLAP);
    }
    List<StripeRefund> read =
        client.all("refunds", Map.of("created[gte]", Long.toString(from.getEpochSecond()))).stream()
            .map(StripeRefund::read)
            .toList();
    synchronized (this) {
      read.forEach(this::show);
      listed.values().removeIf(refund -> refund.created().isBefore(now.minus(DAY)));
      sending.values().removeIf(one -> isOver(one, now));
      lastLook = lastLook == null || lastLook.isBefore(now) ? now : lastLook;
      lastWhole = whole ? now : lastWhole;
    }
  }

  /** From now on the list speaks for what was sent; it may also say that it has failed. */
  private void show(StripeRefund refund) {
    listed.put(refund.id(), refund);
    Sending one = sending.get(refund.operation());
    // Stripe's times have seconds. An older refund of the operation is one that failed before.
    if (one != null && !refund.created().isBefore(one.at().truncatedTo(ChronoUnit.SECONDS))) {
      sending.remove(refund.operation());
    }
  }

  private synchronized List<Deed> deeds(String except) {
    List<Deed> deeds = new ArrayList<>();
    Set<String> shown = new HashSet<>(Set.of(except));
    for (StripeRefund refund : listed.values()) {
      if (refund.isOfAccount(account) && refund.counts() && shown.add(refund.operation())) {
        deeds.add(new Deed(refund.requestedBy(), refund.approvedBy(), refund.amount()));
      }
    }
    sending.forEach(
        (operation, one) -> {
          if (shown.add(operation)) {
            deeds.add(one.deed());
          }
        });
    return deeds;
  }

  private static Money sum(List<Deed> deeds, Money nothing) {
    return deeds.stream()
        .map(Deed::amount)
        .filter(amount -> amount.currency().equals(nothing.currency()))
        .reduce(nothing, Money::plus);
  }
}
