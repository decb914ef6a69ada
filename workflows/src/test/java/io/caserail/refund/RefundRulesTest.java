package io.caserail.refund;

import static io.caserail.refund.Given.CUSTOMER;
import static io.caserail.refund.Given.NOBODY;
import static io.caserail.refund.Given.STRANGER;
import static io.caserail.refund.Given.aRefund;
import static io.caserail.refund.Given.aRefundOf;
import static io.caserail.refund.Given.aRefundOfAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row: what it is about, the request with its payment, and the ruling on one line. */
class RefundRulesTest {
  private static final String A = " [APPROVER] ";
  private static final String AF = " [APPROVER, FINANCE] ";

  static Stream<Arguments> amounts() {
    return Stream.of(
        row("a small one", aRefund(), "GO 24.90 EUR [] :"),
        row(
            "no such payment",
            aRefund().ofNoPayment(),
            "REJECT 0.00 EUR [] payment_not_found: Stripe knows no payment pi_3QxYzAbCdEf"),
        row("empty is all", aRefundOfAll().ofAPaymentOf(4_000, "EUR"), "GO 40.00 EUR [] :"),
        row(
            "empty is all that is left",
            aRefundOfAll().ofAPaymentOf(4_000, "EUR").afterARefundOf(1_500),
            "GO 25.00 EUR [] :"),
        row(
            "exactly what is left",
            aRefundOf("25").ofAPaymentOf(4_000, "EUR").afterARefundOf(1_500),
            "GO 25.00 EUR [] :"),
        row(
            "a cent more than is left",
            aRefundOf("25.01").ofAPaymentOf(4_000, "EUR").afterARefundOf(1_500),
            "REJECT 25.01 EUR [] too_much: only 25.00 EUR of this payment is left to refund"),
        row(
            "more than was paid",
            aRefundOf("200.01"),
            "REJECT 200.01 EUR [] too_much: only 200.00 EUR of this payment is left to refund"),
        row(
            "nothing is left",
            aRefundOf("1").afterARefundOf(20_000),
            "REJECT 1.00 EUR [] already_refunded: nothing of this payment is left to refund"),
        row(
            "all of nothing",
            aRefundOfAll().afterARefundOf(20_000),
            "REJECT 0.00 EUR [] already_refunded: nothing of this payment is left to refund"),
        row(
            "nothing was captured",
            aRefund().ofAPaymentOf(0, "EUR"),
            "REJECT 24.90 EUR [] not_captured: nothing was captured of this payment, so that there"
                + " is nothing to refund"),
        row(
            "all of what was never captured",
            aRefundOfAll().ofAPaymentOf(0, "EUR"),
            "REJECT 0.00 EUR [] not_captured: nothing was captured of this payment, so that there"
                + " is nothing to refund"),
        row(
            "a failed refund took nothing",
            aRefundOfAll().ofAPaymentOf(4_000, "EUR").afterAFailedRefundOf(4_000),
            "GO 40.00 EUR [] :"),
        row("zero", aRefundOf("0"), "REJECT 0.00 EUR [] bad_amount: the amount is zero"),
        row(
            "no number",
            aRefundOf("all"),
            "REJECT 0.00 EUR [] bad_amount: the amount is not a plain number such as 24.90"),
        row(
            "a thousand with a separator",
            aRefundOf("1.000"),
            "REJECT 0.00 EUR [] bad_amount: the amount is too fine: EUR has no more than 2"
                + " decimals"),
        row(
            "half a yen",
            aRefundOf("10.5").ofAPaymentOf(1_000, "JPY"),
            "REJECT 0 JPY [] bad_amount: the amount is too fine: JPY has no more than 0 decimals"));
  }

  static Stream<Arguments> disputes() {
    return Stream.of(
        row(
            "open",
            aRefund().withAnOpenDisputeOf(20_000),
            "REJECT 24.90 EUR [] disputed: the payment is disputed, and the dispute decides about"
                + " the money"),
        row(
            "open about a part",
            aRefundOf("1").withAnOpenDisputeOf(100),
            "REJECT 1.00 EUR [] disputed: the payment is disputed, and the dispute decides about"
                + " the money"),
        row(
            "an inquiry about a part asks a person",
            aRefund().withAnInquiryOf(10_000),
            "GO 24.90 EUR" + A + "dispute: there is an open dispute"),
        row(
            "an inquiry about all holds all",
            aRefund().withAnInquiryOf(20_000),
            "REJECT 24.90 EUR [] disputed: the payment is disputed, and the dispute decides about"
                + " the money"),
        row(
            "an inquiry about what a refund has left",
            aRefund().afterARefundOf(4_000).withAnInquiryOf(16_000),
            "REJECT 24.90 EUR [] already_refunded: nothing of this payment is left to refund"),
        row(
            "an inquiry and an open one",
            aRefund().withAnInquiryOf(100).withAnOpenDisputeOf(100),
            "REJECT 24.90 EUR [] disputed: the payment is disputed, and the dispute decides about"
                + " the money"),
        row(
            "prevented: the money may have gone back through the bank",
            aRefundOf("1").withAPreventedDisputeOf(20_000, false),
            "REJECT 1.00 EUR [] dispute_prevented: a dispute about it was prevented, and the money"
                + " may have gone back through the bank"),
        row(
            "prevented, and still refundable: a person looks",
            aRefundOf("1").withAPreventedDisputeOf(20_000, true),
            "GO 1.00 EUR"
                + A
                + "dispute: a dispute was prevented, and the money may have gone back through the"
                + " bank"),
        row(
            "lost: that money is gone",
            aRefundOf("20.01").withALostDisputeOf(18_000),
            "REJECT 20.01 EUR [] too_much: only 20.00 EUR of this payment is left to refund"),
        row(
            "lost: the rest may go",
            aRefundOf("20").withALostDisputeOf(18_000),
            "GO 20.00 EUR [] :"),
        row(
            "lost: all of it is gone",
            aRefund().withALostDisputeOf(20_000),
            "REJECT 24.90 EUR [] dispute_lost: a dispute about all of it was lost, and the money"
                + " went back with it"),
        row(
            "lost after a refund that failed",
            aRefund().afterAFailedRefundOf(4_000).withALostDisputeOf(20_000),
            "REJECT 24.90 EUR [] dispute_lost: a dispute about all of it was lost, and the money"
                + " went back with it"),
        row(
            "lost after a refund of it",
            aRefund().afterARefundOf(4_000).withALostDisputeOf(20_000),
            "REJECT 24.90 EUR [] already_refunded: nothing of this payment is left to refund"),
        row(
            "won: as if it had never been",
            aRefund().withAWonDisputeOf(20_000),
            "GO 24.90 EUR [] :"));
  }

  static Stream<Arguments> speed() {
    return Stream.of(
        row("up to 20 a day", aRefund().inADayOf(19, 20_000), "GO 24.90 EUR [] :"),
        row(
            "above 20 a day an approver",
            aRefund().inADayOf(20, 20_000),
            "GO 24.90 EUR"
                + A
                + "speed: with this one the requester has asked for 21 refunds, 224.90 EUR in 24"
                + " hours, above 20 refunds"),
        row("up to 500 a day", aRefund().inADayOf(10, 47_510), "GO 24.90 EUR [] :"),
        row(
            "above 500 a day an approver",
            aRefund().inADayOf(10, 47_511),
            "GO 24.90 EUR"
                + A
                + "speed: with this one the requester has asked for 11 refunds, 500.01 EUR in 24"
                + " hours, above 500.00 EUR"),
        row(
            "an amount above the limit has that as its first reason",
            aRefundOf("60").inADayOf(20, 20_000),
            "GO 60.00 EUR"
                + A
                + "above_limit: above 50.00 EUR; with this one the requester has asked for 21"
                + " refunds, 260.00 EUR in 24 hours, above 20 refunds"),
        row(
            "an approver up to 5,000 a day",
            aRefundOf("60").approvedInADayOf(494_000),
            "GO 60.00 EUR" + A + "above_limit: above 50.00 EUR"),
        row(
            "above 5,000 a day finance",
            aRefundOf("60").approvedInADayOf(494_001),
            "GO 60.00 EUR"
                + AF
                + "above_limit: above 50.00 EUR; with this one an approver has approved 5000.01 EUR"
                + " in 24 hours, above 5000.00 EUR"),
        row(
            "in a currency without a limit nothing goes by itself",
            aRefundOf("20").ofAPaymentOf(20_000, "GBP").inADayOf(0, 0),
            "GO 20.00 GBP"
                + AF
                + "above_limit: above 0.00 GBP; with this one the requester has asked for 1 refund,"
                + " 20.00 GBP in 24 hours, above 0 refunds"),
        row(
            "a case of an older policy goes on as it began",
            aRefund().inADayOf(20, 20_000).underAPolicyWithoutSpeed(),
            "GO 24.90 EUR [] :"));
  }

  static Stream<Arguments> tiers() {
    return Stream.of(
        row("up to 50 nobody", aRefundOf("50"), "GO 50.00 EUR [] :"),
        row(
            "above 50 an approver",
            aRefundOf("50.01"),
            "GO 50.01 EUR" + A + "above_limit: above 50.00 EUR"),
        row(
            "up to 500 an approver",
            aRefundOf("500").ofAPaymentOf(500_000, "EUR"),
            "GO 500.00 EUR" + A + "above_limit: above 50.00 EUR"),
        row(
            "above 500 finance too",
            aRefundOf("500.01").ofAPaymentOf(500_000, "EUR"),
            "GO 500.01 EUR" + AF + "above_limit: above 500.00 EUR"),
        row(
            "up to 2,000",
            aRefundOf("2000").ofAPaymentOf(500_000, "EUR"),
            "GO 2000.00 EUR" + AF + "above_limit: above 500.00 EUR"),
        row(
            "above 2,000 by hand",
            aRefundOf("2000.01").ofAPaymentOf(500_000, "EUR"),
            "BY_HAND 2000.01 EUR [] above_limit: above 2000.00 EUR, which is never sent by itself"),
        row(
            "what went before on this payment counts",
            aRefundOf("20.01").afterARefundOf(3_000),
            "GO 20.01 EUR" + A + "above_limit: above 50.00 EUR"),
        row(
            "up to the limit with what went before",
            aRefundOf("20").afterARefundOf(3_000),
            "GO 20.00 EUR [] :"),
        row(
            "a failed one does not count",
            aRefundOf("20.01").afterAFailedRefundOf(3_000),
            "GO 20.01 EUR [] :"),
        row(
            "the customer's 30 days count",
            aRefundOf("20.01").forACustomerWith(1, 3_000),
            "GO 20.01 EUR"
                + A
                + "above_limit: above 50.00 EUR; this customer, 30 days: 1 refund, 30.00 EUR"),
        row(
            "what the customer had in another currency has no tier, so that a person judges",
            aRefundOf("1").forACustomerWith(1, 3_000).andElsewhere(500, "USD"),
            "GO 1.00 EUR"
                + A
                + "above_limit: what was refunded in another currency counts towards no limit; this"
                + " customer, 30 days: 2 refunds, 30.00 EUR and 5.00 USD"),
        row(
            "a payer whom nobody can count",
            aRefundOf("1").whosePayerNobodyCanCount(),
            "GO 1.00 EUR"
                + A
                + "above_limit: the payment has no customer in Stripe, and nobody can tell what its"
                + " payer was refunded in 30 days"),
        row(
            "all three together lift it to finance",
            aRefundOf("100")
                .ofAPaymentOf(50_000, "EUR")
                .afterARefundOf(20_001)
                .forACustomerWith(2, 20_000),
            "GO 100.00 EUR"
                + AF
                + "above_limit: above 500.00 EUR; this customer, 30 days: 2 refunds, 200.00 EUR"),
        row(
            "splitting ends by hand",
            aRefundOf("1").ofAPaymentOf(50_000, "EUR").forACustomerWith(9, 200_000),
            "BY_HAND 1.00 EUR [] above_limit: above 2000.00 EUR, which is never sent by itself"),
        row(
            "an unnamed currency",
            aRefundOf("1").ofAPaymentOf(20_000, "GBP"),
            "GO 1.00 GBP" + AF + "above_limit: above 0.00 GBP"),
        row(
            "an unnamed currency, by hand",
            aRefundOf("3000").ofAPaymentOf(500_000, "GBP"),
            "BY_HAND 3000.00 GBP [] above_limit: above 2000.00 GBP, which is never sent by"
                + " itself"));
  }

  static Stream<Arguments> reasons() {
    return Stream.of(
        row(
            "goodwill",
            aRefundOf("1").because("goodwill"),
            "GO 1.00 EUR" + A + "reason: goodwill is never automatic"),
        row(
            "fraud claim",
            aRefundOf("1").because("fraud_claim"),
            "GO 1.00 EUR" + A + "reason: fraud claim is never automatic"),
        row("none", aRefundOf("1").because(""), "GO 1.00 EUR" + A + "reason: no reason was given"),
        row("one nobody has heard of", aRefundOf("1").because("because"), "GO 1.00 EUR [] :"),
        row(
            "goodwill above a limit",
            aRefundOf("60").because("goodwill"),
            "GO 60.00 EUR" + A + "above_limit: above 50.00 EUR; goodwill is never automatic"),
        row(
            "several: the weightiest names it and comes first, and all are listed",
            aRefundOf("60")
                .because("goodwill")
                .paidDaysAgo(91)
                .afterARefundOf(6_000)
                .withAnInquiryOf(100),
            "GO 60.00 EUR"
                + A
                + "dispute: there is an open dispute; the same amount was refunded before (re_1);"
                + " above 50.00 EUR; the payment is 91 days old; goodwill is never automatic"),
        row(
            "by hand outweighs a look-alike",
            aRefundOf("1500").ofAPaymentOf(500_000, "EUR").afterARefundOf(150_000),
            "BY_HAND 1500.00 EUR"
                + A
                + "above_limit: above 2000.00 EUR, which is never sent by itself; the same amount"
                + " was refunded before (re_1)"));
  }

  static Stream<Arguments> windows() {
    return Stream.of(
        row("on the last day", aRefund().paidDaysAgo(90), "GO 24.90 EUR [] :"),
        row(
            "a day late",
            aRefund().paidDaysAgo(91),
            "GO 24.90 EUR" + A + "window: the payment is 91 days old"),
        row(
            "on the reason's last day",
            aRefund().because("cancelled_in_window").paidDaysAgo(14),
            "GO 24.90 EUR [] :"),
        row(
            "a day after the reason's last",
            aRefund().because("cancelled_in_window").paidDaysAgo(15),
            "GO 24.90 EUR" + A + "window: the payment is 15 days old"));
  }

  static Stream<Arguments> twins() {
    return Stream.of(
        row(
            "the same amount before",
            aRefund().afterARefundOf(2_490),
            "GO 24.90 EUR" + A + "look_alike: the same amount was refunded before (re_1)"),
        row("another amount before", aRefund().afterARefundOf(2_491), "GO 24.90 EUR [] :"),
        row(
            "the same amount failed before",
            aRefund().afterAFailedRefundOf(2_490),
            "GO 24.90 EUR [] :"),
        row(
            "a person knew of it",
            aRefund().afterARefundOf(2_490).knowing("re_1"),
            "GO 24.90 EUR [] :"),
        row(
            "a person knew of one of two",
            aRefundOf("5").afterARefundOf(500).afterARefundOf(500).knowing("re_1"),
            "GO 5.00 EUR" + A + "look_alike: the same amount was refunded before (re_2)"),
        row(
            "all, after the same again",
            aRefundOfAll().ofAPaymentOf(4_000, "EUR").afterARefundOf(2_000),
            "GO 20.00 EUR" + A + "look_alike: the same amount was refunded before (re_1)"),
        row(
            "its own, sent before a crash",
            aRefund().afterItsOwnRefundOf(2_490),
            "GO 24.90 EUR [] :"),
        row(
            "its own of all",
            aRefundOfAll().ofAPaymentOf(4_000, "EUR").afterItsOwnRefundOf(4_000),
            "GO 40.00 EUR [] :"),
        row(
            "the same wish by another command",
            aRefund().afterTheSameWishBefore(2_490),
            "GO 24.90 EUR" + A + "look_alike: the same amount was refunded before (re_1)"),
        row(
            "another wish of the same command",
            aRefund().afterAnotherWishOfTheCommand(2_490),
            "GO 24.90 EUR" + A + "look_alike: the same amount was refunded before (re_1)"));
  }

  static Stream<Arguments> risks() {
    String full = "the card's bank warns of fraud, and a refund of the rest avoids a dispute";
    String part = "the card's bank warns of fraud, and only a refund of all of it avoids a dispute";
    return Stream.of(
        row(
            "under review",
            aRefund().underReviewFor(Duration.ofHours(2)),
            "GO 24.90 EUR [] risk_hold: the payment has been under risk review in Stripe since 12:00;"
                + " held, unless [FINANCE]"),
        row(
            "under review since yesterday, and above the limit",
            aRefundOf("60").underReviewFor(Duration.ofHours(20)),
            "GO 60.00 EUR"
                + A
                + "risk_hold: the payment has been under risk review in Stripe since 18:00 on 22 Nov;"
                + " above 50.00 EUR; held, unless [FINANCE]"),
        row(
            "under review, and by hand",
            aRefundOf("3000").ofAPaymentOf(500_000, "EUR").underReviewFor(Duration.ofHours(2)),
            "BY_HAND 3000.00 EUR [] above_limit: above 2000.00 EUR, which is never sent by itself;"
                + " the payment has been under risk review in Stripe since 12:00; held, unless"
                + " [FINANCE]"),
        row(
            "somebody else's, under review",
            aRefund().paidBy(STRANGER).underReviewFor(Duration.ofHours(2)),
            "GO 24.90 EUR"
                + A
                + "other_customer: the payment does not belong to this ticket's customer; held,"
                + " unless [FINANCE]"),
        row(
            "under review, where the policy waits for none",
            aRefund().underReviewFor(Duration.ofHours(2)).underAPolicyWithoutRisk(),
            "GO 24.90 EUR [] :"),
        row(
            "a review that approved it",
            aRefund().afterAReviewThatWas("approved"),
            "GO 24.90 EUR [] :"),
        row(
            "a review that ended in a word of tomorrow",
            aRefund().afterAReviewThatWas("yawned"),
            "GO 24.90 EUR [] :"),
        row(
            "a review that called it fraud",
            aRefund().afterAReviewThatWas("refunded_as_fraud").afterARefundOf(20_000),
            "REJECT 24.90 EUR [] refunded_as_fraud: whoever reviewed the payment in Stripe has"
                + " called it fraud and refunded it there"),
        row(
            "somebody else's, called fraud",
            aRefund().paidBy(STRANGER).afterAReviewThatWas("refunded_as_fraud"),
            "REJECT 0.00 EUR [] other_customer: the payment does not belong to this ticket's"
                + " customer, and can't be refunded as asked"),
        row(
            "warned of, all of it",
            aRefundOfAll().ofAPaymentOf(2_490, "EUR").warnedOf(),
            "GO 24.90 EUR" + A + "fraud_warning: " + full),
        row(
            "warned of, the rest of it",
            aRefund().ofAPaymentOf(4_490, "EUR").afterARefundOf(2_000).warnedOf(),
            "GO 24.90 EUR" + A + "fraud_warning: " + full),
        row(
            "warned of, a part",
            aRefund().warnedOf(),
            "GO 24.90 EUR" + A + "fraud_warning: " + part),
        row(
            "warned of, and the customer says so too",
            aRefundOfAll().ofAPaymentOf(2_490, "EUR").because("fraud_claim").warnedOf(),
            "GO 24.90 EUR" + A + "fraud_warning: " + full + "; fraud claim is never automatic"),
        row(
            "warned of, where the policy does not mind",
            aRefund().warnedOf().underAPolicyWithoutRisk(),
            "GO 24.90 EUR [] :"));
  }

  static Stream<Arguments> customers() {
    String hidden = "other_customer: the payment does not belong to this ticket's customer";
    return Stream.of(
        row("somebody else's", aRefund().paidBy(STRANGER), "GO 24.90 EUR" + A + hidden),
        row("nobody's", aRefund().paidBy(NOBODY), "GO 24.90 EUR" + A + hidden),
        row("for nobody", aRefund().onATicketOf(NOBODY), "GO 24.90 EUR" + A + hidden),
        row(
            "nobody's for nobody",
            aRefund().paidBy(NOBODY).onATicketOf(NOBODY),
            "GO 24.90 EUR" + A + hidden),
        row("the customer's own", aRefund().paidBy(CUSTOMER), "GO 24.90 EUR [] :"),
        row(
            "somebody else's, old, twin, disputed, with a past",
            aRefundOf("60")
                .paidBy(STRANGER)
                .paidDaysAgo(200)
                .afterARefundOf(6_000)
                .withAnInquiryOf(100)
                .forACustomerWith(3, 4_000),
            "GO 60.00 EUR" + A + hidden),
        row(
            "somebody else's, above 500",
            aRefundOf("600").ofAPaymentOf(100_000, "EUR").paidBy(STRANGER),
            "GO 600.00 EUR" + AF + hidden),
        row(
            "somebody else's, by hand",
            aRefundOf("3000").ofAPaymentOf(500_000, "EUR").paidBy(STRANGER),
            "BY_HAND 3000.00 EUR" + A + hidden));
  }

  static Stream<Arguments> strangersWhoseRefundIsRejected() {
    String hidden =
        "REJECT 0.00 EUR [] other_customer: the payment does not belong to this ticket's customer,"
            + " and can't be refunded as asked";
    return Stream.of(
        row("all gone", aRefund().paidBy(STRANGER).afterARefundOf(20_000), hidden),
        row("disputed", aRefund().paidBy(STRANGER).withAnOpenDisputeOf(100), hidden),
        row("too much", aRefundOf("200.01").paidBy(STRANGER), hidden),
        row("too fine", aRefundOf("1.005").paidBy(STRANGER), hidden),
        row("of nobody", aRefundOf("200.01").onATicketOf(NOBODY), hidden));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "speed",
    "amounts",
    "disputes",
    "tiers",
    "reasons",
    "windows",
    "twins",
    "risks",
    "customers",
    "strangersWhoseRefundIsRejected"
  })
  void the_ruling(String about, Given given, String expected) {
    Ruling ruling = given.ruling();

    assertThat(line(ruling)).isEqualTo(expected);
  }

  private static String line(Ruling ruling) {
    String because = ruling.code() + ": " + ruling.because();
    Ruling.Hold hold = ruling.hold();
    because += hold == null ? "" : "; held, unless " + hold.needs();
    return (ruling.kind() + " " + ruling.amount() + " " + ruling.needs() + " " + because).strip();
  }

  private static Arguments row(String about, Given given, String expected) {
    return arguments(about, given, expected);
  }
}
