package io.caserail.refund;

import io.caserail.model.Money;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.PaymentFacts;
import io.caserail.port.PaymentFacts.Day;
import io.caserail.port.PaymentFacts.Dispute;
import io.caserail.port.PaymentFacts.Refund;
import io.caserail.port.PaymentFacts.Review;
import io.caserail.port.PaymentFacts.Risk;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundPolicy.Speed;
import io.caserail.port.RefundPolicy.Tier;
import io.caserail.refund.Ruling.Hold;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a refund may be sent, and who must say yes first. Pure: the workflow asks it before it
 * acts, and the process that holds the payment key asks it again, on facts of its own.
 */
public final class RefundRules {
  /** The code of a ruling about a payment that is not the ticket's customer's. */
  public static final String OTHER_CUSTOMER = "other_customer";

  /** The code of a ruling about a payment that the payment system's people are looking at. */
  public static final String RISK_HOLD = "risk_hold";

  /** The code of a stop: whoever asked would get the money. */
  static final String OWN_MONEY = "own_money";

  /** The code of a ruling about a payment of which nothing was taken. */
  static final String NOT_CAPTURED = "not_captured";

  /** The code of a ruling about a payment that its bank has given back by a dispute. */
  static final String DISPUTE_LOST = "dispute_lost";

  /** The code of a ruling about a payment whose bank had it given back instead of a dispute. */
  static final String DISPUTE_PREVENTED = "dispute_prevented";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("HH:mm 'on' d MMM", Locale.ENGLISH);

  /** A customer who says so themselves has been heard; anybody else may not know of it. */
  private static final String FRAUD_CLAIM = "fraud_claim";

  private static final String NOT_THEIRS = "the payment does not belong to this ticket's customer";

  private RefundRules() {}

  /**
   * Judges a request by the payment as it is now. Of a payment that is somebody else's a ruling
   * says no more than that, since the ticket's readers may not know about it.
   *
   * @param now the moment of the ruling
   */
  public static Ruling judge(
      RefundRequest request, PaymentFacts facts, RefundPolicy policy, Instant now) {
    Money nothing = new Money(0, facts.captured().currency());
    if (!facts.found()) {
      return Ruling.reject(
          "payment_not_found", nothing, facts.system() + " knows no payment " + request.payment());
    }
    Ruling ruling = byPayment(request, facts, policy, now);
    return ruling.kind() == Ruling.Kind.REJECT && isSomebodyElses(request, facts)
        ? Ruling.reject(OTHER_CUSTOMER, nothing, NOT_THEIRS + ", and can't be refunded as asked")
        : ruling;
  }

  private static Ruling byPayment(
      RefundRequest request, PaymentFacts facts, RefundPolicy policy, Instant now) {
    List<Refund> others = facts.refunds().stream().filter(r -> !isOwn(r, request)).toList();
    Money left = refundable(facts, others);
    Money amount;
    try {
      amount = request.amount().isEmpty() ? left : Money.parse(request.amount(), left.currency());
    } catch (IllegalArgumentException e) {
      return Ruling.reject(
          "bad_amount", new Money(0, left.currency()), String.valueOf(e.getMessage()));
    }
    if (facts.disputes().stream().anyMatch(d -> d.open() && !d.refundable())) {
      return disputed(amount);
    }
    if (facts.disputes().stream().anyMatch(d -> d.prevented() && !d.refundable())) {
      return Ruling.reject(
          DISPUTE_PREVENTED,
          amount,
          "a dispute about it was prevented, and the money may have gone back through the bank");
    }
    if (isRefundedAsFraud(facts)) {
      return Ruling.reject(
          Review.FRAUD,
          amount,
          "whoever reviewed the payment in "
              + facts.system()
              + " has called it fraud and refunded it there");
    }
    if (left.minor() == 0) {
      return nothingLeft(facts, others, amount);
    }
    if (amount.isMoreThan(left)) {
      return Ruling.reject(
          "too_much", amount, "only " + left + " of this payment is left to refund");
    }
    return whoMustAgree(request, facts, others, amount, amount.equals(left), policy, now);
  }

  /** Why nothing is left: the customer is sent to an earlier refund only where there is one. */
  private static Ruling nothingLeft(PaymentFacts facts, List<Refund> others, Money amount) {
    if (facts.captured().minor() == 0) {
      return Ruling.reject(
          NOT_CAPTURED,
          amount,
          "nothing was captured of this payment, so that there is nothing to refund");
    }
    if (others.stream().anyMatch(Refund::counts)) {
      return Ruling.reject("already_refunded", amount, "nothing of this payment is left to refund");
    }
    return facts.disputes().stream().anyMatch(Dispute::open)
        ? disputed(amount)
        : Ruling.reject(
            DISPUTE_LOST,
            amount,
            "a dispute about all of it was lost, and the money went back with it");
  }

  private static Ruling disputed(Money amount) {
    return Ruling.reject(
        "disputed", amount, "the payment is disputed, and the dispute decides about the money");
  }

  /** Captured, less what was refunded or is being refunded, less what a dispute holds or took. */
  static Money refundable(PaymentFacts facts, List<Refund> refunds) {
    Money left = facts.captured();
    for (Refund refund : refunds) {
      left = refund.counts() ? left.minusOrZero(refund.amount()) : left;
    }
    for (Dispute dispute : facts.disputes()) {
      left = dispute.open() || dispute.lost() ? left.minusOrZero(dispute.amount()) : left;
    }
    return left;
  }

  private static Ruling whoMustAgree(
      RefundRequest request,
      PaymentFacts facts,
      List<Refund> others,
      Money amount,
      boolean isRest,
      RefundPolicy policy,
      Instant now) {
    Set<Role> needs = EnumSet.noneOf(Role.class);
    List<Worry> why = new ArrayList<>();

    Money counted = amount.plus(sum(others, amount)).plus(facts.customerRefunded());
    Tier tier = tier(policy, counted);
    needs.addAll(tier.needs());
    String above = "above " + floor(policy, tier, counted.currency());
    if (tier.byHand()) {
      why.add(new Worry(Concern.BY_HAND, above + ", which is never sent by itself"));
    } else if (!tier.needs().isEmpty()) {
      why.add(new Worry(Concern.ABOVE_LIMIT, above));
    }
    judgeUncounted(facts, needs, why);
    if (policy.askAlways().contains(request.reason()) || request.reason().isEmpty()) {
      needs.add(Role.APPROVER);
      why.add(
          new Worry(
              Concern.REASON,
              request.reason().isEmpty()
                  ? "no reason was given"
                  : Reasons.words(request.reason()) + " is never automatic"));
    }
    Duration window =
        policy
            .windows()
            .getOrDefault(
                request.reason(), policy.windows().getOrDefault("*", Duration.ofDays(180)));
    if (facts.at().plus(window).isBefore(now)) {
      needs.add(Role.APPROVER);
      why.add(
          new Worry(
              Concern.WINDOW,
              "the payment is " + Duration.between(facts.at(), now).toDays() + " days old"));
    }
    if (facts.disputes().stream().anyMatch(Dispute::open)) {
      needs.add(Role.APPROVER);
      why.add(new Worry(Concern.DISPUTE, "there is an open dispute"));
    }
    if (facts.disputes().stream().anyMatch(Dispute::prevented)) {
      needs.add(Role.APPROVER);
      why.add(
          new Worry(
              Concern.DISPUTE,
              "a dispute was prevented, and the money may have gone back through the bank"));
    }
    for (Refund twin : others) {
      if (twin.counts() && twin.amount().equals(amount) && !request.known().contains(twin.ref())) {
        needs.add(Role.APPROVER);
        why.add(
            new Worry(
                Concern.LOOK_ALIKE, "the same amount was refunded before (" + twin.ref() + ")"));
      } else if (isOfSameTicket(twin, request) && !request.known().contains(twin.ref())) {
        needs.add(Role.APPROVER);
        why.add(
            new Worry(
                Concern.LOOK_ALIKE,
                twin.amount() + " of it was refunded in this ticket before (" + twin.ref() + ")"));
      }
    }
    judgeSpeed(facts.day(), policy.speedIn(amount.currency()), amount, needs, why);
    judgeWarning(facts, request, isRest, policy.risk(), needs, why);
    Hold hold = hold(facts, policy);
    if (hold != null) {
      why.add(
          new Worry(
              Concern.RISK_HOLD,
              "the payment has been under risk review in "
                  + facts.system()
                  + " since "
                  + moment(hold.since(), now, ZoneId.of(policy.zone()))));
    }
    if (isSomebodyElses(request, facts)) {
      needs.add(Role.APPROVER);
      why.clear();
      why.add(new Worry(Concern.OTHER_CUSTOMER, NOT_THEIRS));
    }
    why.sort(Comparator.comparing(Worry::concern));
    String code = why.isEmpty() ? "" : why.get(0).concern().code();
    List<String> clauses = new ArrayList<>(why.stream().map(Worry::clause).toList());
    if (!code.equals(OTHER_CUSTOMER) && !needs.isEmpty() && facts.customerRefunds() > 0) {
      clauses.add(
          "this customer, 30 days: "
              + facts.customerRefunds()
              + (facts.customerRefunds() == 1 ? " refund, " : " refunds, ")
              + customerRefunded(facts));
    }
    return new Ruling(
        tier.byHand() ? Ruling.Kind.BY_HAND : Ruling.Kind.GO,
        code,
        amount,
        List.copyOf(needs),
        clauses,
        hold);
  }

  /** A tier is reached by a sum: of what stands in none a person has to judge. */
  private static void judgeUncounted(PaymentFacts facts, Set<Role> needs, List<Worry> why) {
    if (!facts.customerRefundedElse().isEmpty()) {
      needs.add(Role.APPROVER);
      why.add(
          new Worry(
              Concern.ABOVE_LIMIT,
              "what was refunded in another currency counts towards no limit"));
    }
    if (facts.customerUncounted()) {
      needs.add(Role.APPROVER);
      why.add(
          new Worry(
              Concern.ABOVE_LIMIT,
              "the payment has no customer in "
                  + facts.system()
                  + ", and nobody can tell what its payer was refunded in 30 days"));
    }
  }

  private static String customerRefunded(PaymentFacts facts) {
    List<String> sums = new ArrayList<>();
    if (facts.customerRefunded().minor() > 0 || facts.customerRefundedElse().isEmpty()) {
      sums.add(facts.customerRefunded().toString());
    }
    facts.customerRefundedElse().forEach(sum -> sums.add(sum.toString()));
    return String.join(" and ", sums);
  }

  /** Counted with this refund, which the payment system does not hold yet. */
  private static void judgeSpeed(
      @Nullable Day day, @Nullable Speed limit, Money amount, Set<Role> needs, List<Worry> why) {
    if (day == null || limit == null) {
      return;
    }
    int requests = day.requests() + 1;
    Money requested = day.requested().plus(amount);
    Money mostRequested = Money.whole(limit.requested(), amount.currency());
    if (requests > limit.refunds() || requested.isMoreThan(mostRequested)) {
      needs.add(Role.APPROVER);
      why.add(
          new Worry(
              Concern.SPEED,
              "with this one the requester has asked for "
                  + (requests == 1 ? "1 refund, " : requests + " refunds, ")
                  + requested
                  + " in 24 hours, above "
                  + (requests > limit.refunds() ? limit.refunds() + " refunds" : mostRequested)));
    }
    Money before = day.approved();
    Money approved = before == null ? amount : before.plus(amount);
    Money mostApproved = Money.whole(limit.approved(), amount.currency());
    if (before != null && approved.isMoreThan(mostApproved)) {
      needs.add(Role.FINANCE);
      why.add(
          new Worry(
              Concern.SPEED,
              "with this one an approver has approved "
                  + approved
                  + " in 24 hours, above "
                  + mostApproved));
    }
  }

  private static boolean isRefundedAsFraud(PaymentFacts facts) {
    Risk risk = facts.risk();
    Review review = risk == null ? null : risk.review();
    return review != null && review.end().equals(Review.FRAUD);
  }

  /**
   * A refund ends the review that is open, so that whoever reviews would have nothing to decide.
   */
  private static @Nullable Hold hold(PaymentFacts facts, RefundPolicy policy) {
    Risk risk = facts.risk();
    Review review = risk == null ? null : risk.review();
    return review == null || !review.open() || policy.risk().review().isEmpty()
        ? null
        : new Hold(review.since(), policy.risk().review());
  }

  /**
   * To refund a payment of which its bank warns is what avoids the dispute, so it does not stop:
   * but whoever asks for another reason may not know of it, and after a part of it the bank may
   * still take the whole.
   */
  private static void judgeWarning(
      PaymentFacts facts,
      RefundRequest request,
      boolean isRest,
      RefundPolicy.Risk policy,
      Set<Role> needs,
      List<Worry> why) {
    Risk risk = facts.risk();
    if (risk == null || risk.warnedAt() == null || policy.warning().isEmpty()) {
      return;
    }
    if (!request.reason().equals(FRAUD_CLAIM) || !isRest) {
      needs.addAll(policy.warning());
    }
    if (!needs.isEmpty()) {
      why.add(
          new Worry(
              Concern.FRAUD_WARNING,
              isRest
                  ? "the card's bank warns of fraud, and a refund of the rest avoids a dispute"
                  : "the card's bank warns of fraud, and only a refund of all of it avoids a"
                      + " dispute"));
    }
  }

  private static String moment(Instant at, Instant now, ZoneId zone) {
    boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? TIME : DATE_TIME).format(at.atZone(zone));
  }

  /** A reason to ask people, in words for them. */
  private record Worry(Concern concern, String clause) {}

  /** What this very command has already done; a retry of it is no look-alike of itself. */
  static boolean isOwn(Refund refund, RefundRequest request) {
    return refund.command().equals(request.by().commandId())
        && refund.operation().contains("/" + request.key() + "/");
  }

  /**
   * Whoever corrects an amount that has left already would have both sent. What follows from
   * another case is reckoned there.
   */
  private static boolean isOfSameTicket(Refund other, RefundRequest request) {
    return other.counts()
        && request.origin() == null
        && other.ticket().equals(request.ticket().value());
  }

  private static boolean isSomebodyElses(RefundRequest request, PaymentFacts facts) {
    PersonTag none = new PersonTag("none");
    return facts.customer().equals(none)
        || request.customer().equals(none)
        || !facts.customer().equals(request.customer());
  }

  private static Money sum(List<Refund> refunds, Money like) {
    Money sum = new Money(0, like.currency());
    for (Refund refund : refunds) {
      sum = refund.counts() ? sum.plus(refund.amount()) : sum;
    }
    return sum;
  }

  private static Tier tier(RefundPolicy policy, Money counted) {
    for (Tier tier : tiers(policy, counted.currency())) {
      if (counted.minor() <= tier.upTo()) {
        return tier;
      }
    }
    return new Tier(Long.MAX_VALUE, List.of(), true);
  }

  private static List<Tier> tiers(RefundPolicy policy, String currency) {
    return policy.tiers().getOrDefault(currency, policy.tiers().getOrDefault("*", List.of()));
  }

  private static Money floor(RefundPolicy policy, Tier reached, String currency) {
    long floor = 0;
    for (Tier tier : tiers(policy, currency)) {
      if (tier.upTo() < reached.upTo()) {
        floor = Math.max(floor, tier.upTo());
      }
    }
    return new Money(floor, currency);
  }
}
