package io.caserail.refund;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.BusinessHours;
import io.caserail.port.Claim;
import io.caserail.port.PaymentFacts;
import io.caserail.port.PaymentFacts.Dispute;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundPolicy.Speed;
import io.caserail.port.RefundPolicy.Tier;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and the payment it is about. Unless told otherwise: 24.90 of 200.00 EUR, not received,
 * paid by the ticket's customer ten days ago.
 */
final class Given {
  static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
  static final ObjectId PAYMENT = new ObjectId("pi_3QxYzAbCdEf");
  static final TicketId TICKET = new TicketId("4711");
  static final PersonTag CUSTOMER = new PersonTag("00000000000000aa");
  static final PersonTag STRANGER = new PersonTag("00000000000000bb");
  static final PersonTag LENA = new PersonTag("00000000000000cc");
  static final PersonTag NOBODY = new PersonTag("none");
  private static final Map<String, Speed> SPEED = Map.of("EUR", new Speed(20, 500, 5_000, 2_000));
  private static final Claim BY_LENA = new Claim("audit-1", "lena", "");

  private final List<PaymentFacts.Refund> refunds = new ArrayList<>();
  private final List<Dispute> disputes = new ArrayList<>();
  private final List<String> known = new ArrayList<>();
  private boolean found = true;
  private Money captured = new Money(20_000, "EUR");
  private Instant paidAt = NOW.minus(Duration.ofDays(10));
  private PersonTag payer = CUSTOMER;
  private PersonTag customer = CUSTOMER;
  private String amount = "24.9";
  private String reason = "not_received";
  private Claim by = BY_LENA;
  private int others;
  private long othersMinor;
  private List<Money> elsewhere = List.of();
  private boolean uncounted;
  private PaymentFacts.@Nullable Day day;
  private Map<String, Speed> speed = SPEED;
  private PaymentFacts.@Nullable Risk risk;
  private RefundPolicy.Risk risks =
      new RefundPolicy.Risk(List.of(Role.FINANCE), Duration.ofDays(3), List.of(Role.APPROVER));

  private Given() {}

  static Given aRefund() {
    return new Given();
  }

  static Given aRefundOf(String amount) {
    return aRefund().of(amount);
  }

  static Given aRefundOfAll() {
    return aRefund().of("");
  }

  Given of(String asked) {
    amount = asked;
    return this;
  }

  Given because(String code) {
    reason = code;
    return this;
  }

  Given ofAPaymentOf(long minor, String currency) {
    captured = new Money(minor, currency);
    return this;
  }

  Given ofNoPayment() {
    found = false;
    return this;
  }

  Given paidDaysAgo(int days) {
    paidAt = NOW.minus(Duration.ofDays(days));
    return this;
  }

  Given paidBy(PersonTag tag) {
    payer = tag;
    return this;
  }

  Given onATicketOf(PersonTag tag) {
    customer = tag;
    return this;
  }

  /** Somebody else's refund of the payment, or one of another request. */
  Given afterARefundOf(long minor) {
    return refunded(minor, true, "", "");
  }

  Given afterAFailedRefundOf(long minor) {
    return refunded(minor, false, "", "");
  }

  /** What this very command has sent before. */
  Given afterItsOwnRefundOf(long minor) {
    return refunded(minor, true, PAYMENT + "/" + request().key() + "/pay", "audit-1");
  }

  /** What another command has sent for the same wish. */
  Given afterTheSameWishBefore(long minor) {
    return refunded(minor, true, PAYMENT + "/" + request().key() + "/pay", "audit-0");
  }

  /** What the same command has sent for another wish. */
  Given afterAnotherWishOfTheCommand(long minor) {
    RequestKey other = new RequestKey("ffffffffffffffff");
    return refunded(minor, true, PAYMENT + "/" + other + "/pay", "audit-1");
  }

  Given knowing(String... refs) {
    known.addAll(List.of(refs));
    return this;
  }

  Given withAnOpenDisputeOf(long minor) {
    return disputed(minor, true, false, false);
  }

  /** An inquiry: undecided, and the payment system still takes a refund. */
  Given withAnInquiryOf(long minor) {
    return disputed(minor, true, false, true);
  }

  Given withALostDisputeOf(long minor) {
    return disputed(minor, false, true, false);
  }

  /** It never became a dispute; the payment system may take a refund nonetheless. */
  Given withAPreventedDisputeOf(long minor, boolean refundable) {
    Money about = new Money(minor, captured.currency());
    disputes.add(new Dispute("dp_" + (disputes.size() + 1), about, false, false, refundable, true));
    return this;
  }

  Given withAWonDisputeOf(long minor) {
    return disputed(minor, false, false, false);
  }

  /** What the customer was refunded for other payments in the last 30 days. */
  Given forACustomerWith(int count, long minor) {
    others = count;
    othersMinor = minor;
    return this;
  }

  /** So much as well, in another currency. */
  Given andElsewhere(long minor, String currency) {
    others++;
    elsewhere = List.of(new Money(minor, currency));
    return this;
  }

  /** Of its payer no other payment can be found. */
  Given whosePayerNobodyCanCount() {
    uncounted = true;
    return this;
  }

  /** What its requester has asked for in the last 24 hours. */
  Given inADayOf(int requests, long minor) {
    day = new PaymentFacts.Day(requests, new Money(minor, captured.currency()), null);
    return this;
  }

  /** What the approver who has said yes has approved in the last 24 hours. */
  Given approvedInADayOf(long minor) {
    Money nothing = new Money(0, captured.currency());
    day = new PaymentFacts.Day(0, nothing, new Money(minor, captured.currency()));
    return this;
  }

  /** A case that was opened under a policy that knew no such limit. */
  Given underAPolicyWithoutSpeed() {
    speed = Map.of();
    return this;
  }

  /** Under review since so long before now. */
  Given underReviewFor(Duration time) {
    risk = new PaymentFacts.Risk(new PaymentFacts.Review("prv_1", NOW.minus(time), ""), null);
    return this;
  }

  Given afterAReviewThatWas(String end) {
    risk = new PaymentFacts.Risk(new PaymentFacts.Review("prv_1", NOW, end), null);
    return this;
  }

  /** Of which the card's bank warns. */
  Given warnedOf() {
    risk = new PaymentFacts.Risk(null, NOW.minus(Duration.ofHours(2)));
    return this;
  }

  Given askedForByCommandLine() {
    by = new Claim("cli-1", "lena", "");
    return this;
  }

  Given underAPolicyWithoutRisk() {
    risks = RefundPolicy.Risk.IGNORED;
    return this;
  }

  RefundRequest request() {
    return new RefundRequest(
        PAYMENT, TICKET, amount, reason, by, "Lena", LENA, customer, NOW, 0, known, false);
  }

  PaymentFacts facts() {
    return new PaymentFacts(
        "Stripe",
        PAYMENT,
        found,
        captured,
        paidAt,
        payer,
        refunds,
        disputes,
        others,
        new Money(othersMinor, captured.currency()),
        day,
        risk,
        elsewhere,
        uncounted);
  }

  Ruling ruling() {
    return RefundRules.judge(request(), facts(), policy(speed, risks), NOW);
  }

  RefundNotes notes() {
    return new RefundNotes(request(), policy());
  }

  /** Notes that know the ruling. */
  RefundNotes notesOnceJudged() {
    RefundNotes notes = notes();
    notes.ruled(request(), ruling(), "Stripe");
    return notes;
  }

  /** Nine to five. */
  private static final BusinessHours OFFICE =
      new BusinessHours(
          "UTC",
          List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
          LocalTime.of(9, 0),
          LocalTime.of(17, 0));

  /** The tiers of the default policy; a currency that it does not name has the highest one. */
  static RefundPolicy policy() {
    return policy(SPEED, RefundPolicy.Risk.IGNORED);
  }

  private static RefundPolicy policy(Map<String, Speed> speed, RefundPolicy.Risk risks) {
    return new RefundPolicy(
        "test",
        "UTC",
        Map.of(
            "EUR",
            List.of(
                new Tier(5_000, List.of(), false),
                new Tier(50_000, List.of(Role.APPROVER), false),
                new Tier(200_000, List.of(Role.APPROVER, Role.FINANCE), false)),
            "*",
            List.of(new Tier(200_000, List.of(Role.APPROVER, Role.FINANCE), false))),
        List.of("goodwill", "fraud_claim"),
        Map.of("cancelled_in_window", Duration.ofDays(14), "*", Duration.ofDays(90)),
        FakeWorld.policy(Duration.ofHours(8), OFFICE).waits(),
        "5 to 10 business days",
        "re_ number",
        speed,
        risks);
  }

  private Given refunded(long minor, boolean counts, String operation, String command) {
    refunds.add(
        new PaymentFacts.Refund(
            "re_" + (refunds.size() + 1),
            new Money(minor, captured.currency()),
            counts,
            operation,
            command,
            paidAt));
    return this;
  }

  private Given disputed(long minor, boolean open, boolean lost, boolean refundable) {
    disputes.add(
        new Dispute(
            "dp_" + (disputes.size() + 1),
            new Money(minor, captured.currency()),
            open,
            lost,
            refundable));
    return this;
  }
}
