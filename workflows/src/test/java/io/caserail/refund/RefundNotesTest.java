package io.caserail.refund;

import static io.caserail.refund.Given.STRANGER;
import static io.caserail.refund.Given.aRefund;
import static io.caserail.refund.Given.aRefundOf;
import static io.caserail.refund.Given.aRefundOfAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Role;
import io.caserail.port.CustomerWords;
import io.caserail.port.Outcome;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.Trouble;
import io.caserail.port.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefundNotesTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
  private static final String REF = "re_3QxYzAbCdEf";

  @Test
  void happy() {
    TicketView view =
        aRefund().notesOnceJudged().sent(Outcome.succeeded(REF, "succeeded"), at(14, 2));

    assertThat(view.state()).isEqualTo(TicketState.DONE);
    assertThat(view.waitsFor()).isEqualTo(WaitsFor.NOBODY);
    assertThat(view.reference()).isEqualTo(REF);
    assertThat(view.note())
        .containsExactly(
            "Refund sent: 24.90 EUR, payment pi_3QxYzAbCdEf, accepted by Stripe at 14:02"
                + " (re_3QxYzAbCdEf).",
            "Customer: not told yet. Banks show it in 5 to 10 business days.",
            "Owner: you.",
            "Do now: macro Tell customer: sent, then solve.",
            "Do not: refund this payment again, here or in Stripe.");
  }

  @Test
  void a_refund_that_was_found_is_dated_by_the_payment_system() {
    Outcome found = Outcome.succeeded(REF, "found");

    assertThat(aRefund().notesOnceJudged().sent(found.madeAt(at(14, 2)), at(17, 30)).note().get(0))
        .contains("accepted by Stripe at 14:02 (");
    assertThat(
            aRefund()
                .notesOnceJudged()
                .sent(found.madeAt(at(14, 2)), at(17, 30).plus(Duration.ofDays(2)))
                .note()
                .get(0))
        .contains("accepted by Stripe at 14:02 on 23 Nov (");
  }

  @Test
  void over_the_limit() {
    RefundNotes notes =
        aRefundOfAll().ofAPaymentOf(18_000, "EUR").forACustomerWith(1, 4_000).notesOnceJudged();

    TicketView view = notes.waiting(approval(at(14, 0).plus(Duration.ofDays(1))));

    assertThat(view.state()).isEqualTo(TicketState.NEEDS_APPROVAL);
    assertThat(view.waitsFor()).isEqualTo(WaitsFor.APPROVERS);
    assertThat(view.note())
        .containsExactly(
            "Approval needed: 180.00 EUR (all of pi_3QxYzAbCdEf). Asked by Lena: not received.",
            "Why: above 50.00 EUR; this customer, 30 days: 1 refund, 40.00 EUR. Customer: told"
                + " nothing.",
            "Owner: Refund approvers until Tue 14:00, then the duty lead.",
            "Do now (not Lena): macro Refund: approve or Refund: refuse. It counts for exactly this"
                + " amount, 24 hours.",
            "Do not: change the amount here; withdraw and ask again.");
  }

  @Test
  void under_risk_review() {
    RefundNotes notes = aRefund().underReviewFor(Duration.ofHours(2)).notesOnceJudged();

    TicketView view = notes.waiting(held(List.of(Role.FINANCE), "Finance"));

    assertThat(view.state()).isEqualTo(TicketState.NEEDS_PERSON);
    assertThat(view.waitsFor()).isEqualTo(WaitsFor.FINANCE);
    assertThat(view.toCustomer()).isNull();
    assertThat(view.note())
        .containsExactly(
            "Refund 24.90 EUR waits: the payment has been under risk review in Stripe since 12:00.",
            "Customer: told nothing; say nothing of a review. If they ask: macro Tell customer:"
                + " delayed.",
            "Owner: Finance until Thu 14:00, then it expires unsent. It goes on by itself when the"
                + " review is closed.",
            "Do now: close the review in Stripe. Cannot wait? Finance (not Lena): macro Refund:"
                + " approve, or Refund: refuse.",
            "Do not: refund in Stripe meanwhile; that ends the review undecided.");
  }

  @Test
  void under_risk_review_and_above_the_limit_too() {
    RefundNotes notes = aRefundOf("60").underReviewFor(Duration.ofHours(2)).notesOnceJudged();

    TicketView view = notes.waiting(held(List.of(Role.APPROVER, Role.FINANCE), "Refund approvers"));

    assertThat(view.waitsFor()).isEqualTo(WaitsFor.APPROVERS);
    assertThat(view.note().get(3))
        .isEqualTo(
            "Do now: close the review in Stripe. Cannot wait? An approver and finance (not Lena):"
                + " macro Refund: approve, or Refund: refuse.");
  }

  @Test
  void where_the_fields_hold_something_else_a_hold_says_what_is_to_be_done_first() {
    RefundNotes notes =
        aRefund().askedForByCommandLine().underReviewFor(Duration.ofHours(2)).notesOnceJudged();

    TicketView view = notes.waiting(held(List.of(Role.FINANCE), "Finance"));

    assertThat(otherwise(view))
        .contains(
            "Do now: close the review in Stripe. Cannot wait? Finance (not Lena): caserail case"
                + " decide pi_3QxYzAbCdEf --kind approve, or --kind refuse; the fields here do not"
                + " hold it, so that no macro finds this refund.");
  }

  @Test
  void where_the_fields_hold_something_else_an_approval_says_whose_and_for_how_long_it_counts() {
    RefundNotes notes = aRefundOf("60").askedForByCommandLine().notesOnceJudged();

    TicketView view = notes.waiting(approval(at(14, 0)));

    assertThat(otherwise(view))
        .contains(
            "Do now (not Lena): caserail case decide pi_3QxYzAbCdEf --kind approve, or --kind"
                + " refuse; the fields here do not hold it, so that no macro finds this refund. It"
                + " counts for exactly this amount, 24 hours.");
  }

  @Test
  void where_the_fields_hold_something_else_a_question_about_another_refund_keeps_who_may_not() {
    RefundNotes notes = aRefund().askedForByCommandLine().notesOnceJudged();
    Block block =
        block(
            CaseStatus.BLOCKED,
            FaultDomain.PEOPLE,
            "foreign_refund",
            "somebody else refunded 7.00 EUR",
            "Refund approvers",
            List.of(Role.APPROVER),
            List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW),
            at(14, 0),
            at(15, 0));

    assertThat(otherwise(notes.waiting(block)))
        .contains(
            "Do now: caserail case decide pi_3QxYzAbCdEf --kind approve (not Lena), or --kind"
                + " refuse; the fields here do not hold it, so that no macro finds this refund.");
  }

  private static List<String> otherwise(TicketView view) {
    return Objects.requireNonNull(view.fields()).otherwise();
  }

  @Test
  void refunded_as_fraud() {
    RefundNotes notes =
        aRefund().afterAReviewThatWas("refunded_as_fraud").afterARefundOf(20_000).notesOnceJudged();

    TicketView view =
        notes.rejected(
            "refunded_as_fraud",
            "whoever reviewed the payment in Stripe has called it fraud and refunded it there");

    assertThat(view.state()).isEqualTo(TicketState.REJECTED);
    assertThat(view.toCustomer()).isNull();
    assertThat(view.note())
        .containsExactly(
            "Refund not made: 24.90 EUR, payment pi_3QxYzAbCdEf: whoever reviewed the payment in"
                + " Stripe has called it fraud and refunded it there.",
            "Customer: told nothing; this refund adds nothing to the earlier one.",
            "Owner: you.",
            "Do now: ask finance what the customer may be told; nothing is left to refund.",
            "Do not: tell the customer that money is on its way.");
  }

  @Test
  void nothing_was_captured() {
    assertThat(rejected(aRefund().ofAPaymentOf(0, "EUR")))
        .containsExactly(
            "Refund not made: 24.90 EUR, payment pi_3QxYzAbCdEf: nothing was captured of this"
                + " payment, so that there is nothing to refund.",
            "Customer: told nothing, not refunded.",
            "Owner: you.",
            "Do now: cancel the payment in the payment system if it is not wanted; if it was"
                + " captured since, apply macro Refund: send again.",
            "Do not: tell the customer that money is on its way.");
  }

  @Test
  void a_dispute_was_lost() {
    assertThat(rejected(aRefund().withALostDisputeOf(20_000)))
        .containsExactly(
            "Refund not made: 24.90 EUR, payment pi_3QxYzAbCdEf: a dispute about all of it was"
                + " lost, and the money went back with it.",
            "Customer: told nothing, not refunded.",
            "Owner: you.",
            "Do now: tell the customer that their bank has decided the dispute for them; nothing"
                + " is left to refund.",
            "Do not: tell the customer that money is on its way.");
  }

  @Test
  void only_after_a_refund_there_is_an_earlier_one() {
    assertThat(rejected(aRefund().afterARefundOf(20_000)).toString())
        .contains("earlier one", "refunded before");
    assertThat(rejected(aRefund().withAnInquiryOf(20_000)).toString())
        .contains("answer the dispute")
        .doesNotContain("earlier one", "refunded before");
  }

  private static List<String> rejected(Given given) {
    Ruling ruling = given.ruling();
    return given.notesOnceJudged().rejected(ruling.code(), ruling.because()).note();
  }

  @Test
  void warned_of_fraud() {
    RefundNotes notes = aRefundOfAll().ofAPaymentOf(2_490, "EUR").warnedOf().notesOnceJudged();

    TicketView view = notes.waiting(approval(at(14, 0).plus(Duration.ofDays(1))));

    assertThat(view.note().get(1))
        .isEqualTo(
            "Why: the card's bank warns of fraud, and a refund of the rest avoids a dispute."
                + " Customer: told nothing.");
  }

  @Test
  void over_the_limit_with_a_part_of_the_payment() {
    TicketView view =
        aRefundOf("180").notesOnceJudged().waiting(approval(at(14, 0).plus(Duration.ofDays(1))));

    assertThat(view.note().get(0))
        .isEqualTo("Approval needed: 180.00 EUR (of pi_3QxYzAbCdEf). Asked by Lena: not received.");
  }

  @Test
  void what_was_turned_away_says_that_it_waits_its_turn_and_not_that_stripe_has_refused_it() {
    TicketView view = aRefund().notesOnceJudged().waiting(itsTurn());

    assertThat(view.note().get(0))
        .isEqualTo(
            "Refund 24.90 EUR is not sent yet: it has waited its turn since 13:58: Stripe accepts"
                + " nothing now, and others try first. Stripe's fault, not ours.");
  }

  @Test
  void stripe_away_for_40_minutes() {
    TicketView view = aRefund().notesOnceJudged().waiting(away());

    assertThat(view.state()).isEqualTo(TicketState.WAITING);
    assertThat(view.waitsFor()).isEqualTo(WaitsFor.PAYMENT_SYSTEM);
    assertThat(view.note())
        .containsExactly(
            "Refund 24.90 EUR is not sent yet: Stripe has not accepted it since 13:58. Stripe's"
                + " fault, not ours.",
            "Customer: told nothing. If they ask: macro Tell customer: delayed.",
            "Owner: Caserail; it sends by itself when Stripe is back.",
            "Do now: nothing. Cannot wait? Refund in Stripe, then macro Refund: I did it by hand,"
                + " with the re_ number in By-hand reference.",
            "Do not: promise a time, or refund in Stripe without that macro.");
  }

  @Test
  void nobody_is_sent_to_refund_in_the_ticket_system() {
    Block zendesk =
        new Block(
            "pay#1",
            "pay",
            CaseStatus.WAITING,
            FaultDomain.ZENDESK,
            "Zendesk",
            "upstream_away",
            "it answered 503",
            "",
            "Caserail",
            List.of(),
            List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.WITHDRAW),
            at(13, 58),
            at(23, 58));

    TicketView view = aRefund().notesOnceJudged().waiting(zendesk);

    assertThat(view.waitsFor()).isEqualTo(WaitsFor.CASERAIL);
    assertThat(view.note())
        .containsExactly(
            "Refund 24.90 EUR is not sent yet: Zendesk: it answered 503 (since 13:58). Zendesk's"
                + " fault, not ours.",
            "Customer: told nothing. If they ask: macro Tell customer: delayed.",
            "Owner: Caserail; it sends by itself when Zendesk is back.",
            "Do now: nothing. Cannot wait? Refund in Stripe, then macro Refund: I did it by hand,"
                + " with the re_ number in By-hand reference.",
            "Do not: promise a time, or refund in Stripe without that macro.");
  }

  @Test
  void before_it_is_known_what_is_refunded_the_note_offers_only_what_may_be_done() {
    Block lookUp =
        block(
            CaseStatus.WAITING,
            FaultDomain.UPSTREAM,
            "upstream_away",
            "it answered 503",
            "Caserail",
            List.of(),
            List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW),
            at(13, 58),
            at(23, 58));

    TicketView view = aRefundOf("24.9").notes().waiting(lookUp);

    assertThat(view.note().get(0))
        .isEqualTo(
            "Refund of pi_3QxYzAbCdEf is not sent yet: Stripe has not accepted it since 13:58."
                + " Stripe's fault, not ours.");
    assertThat(view.note().get(3))
        .isEqualTo(
            "Do now: nothing. Cannot wait? Macro Refund: withdraw, then refund in Stripe"
                + " yourself.");
    assertThat(view.note().get(4))
        .isEqualTo("Do not: promise a time, or refund in Stripe while it waits here.");
  }

  @Test
  void in_doubt() {
    TicketView view = aRefund().notesOnceJudged().waiting(doubt());

    assertThat(view.state()).isEqualTo(TicketState.CHECK_NEEDED);
    assertThat(view.waitsFor()).isEqualTo(WaitsFor.CASERAIL);
    assertThat(view.note())
        .containsExactly(
            "Refund 24.90 EUR in doubt: sent to Stripe at 14:02, the answer was lost. It may or may"
                + " not have gone through.",
            "Customer: do not say refunded, do not say failed. Macro Tell customer: we are"
                + " checking.",
            "Owner: Caserail asks Stripe every minute; finance from 15:02.",
            "Do now: nothing. Finance only: macro Refund: I checked Stripe (re_ number in By-hand"
                + " reference, or \"none\").",
            "Do not: refund again, give a voucher, or withdraw.");
  }

  static Stream<Arguments> everyView() {
    RefundNotes notes = aRefund().notesOnceJudged();
    Duration week = Duration.ofDays(7);
    return Stream.of(
        arguments("working", aRefund().notes().working()),
        arguments("sent", notes.sent(Outcome.succeeded(REF, ""), at(14, 2))),
        arguments("pending", notes.pending(Outcome.pending(REF, "", week), at(14, 2))),
        arguments("customer", notes.pending(Outcome.actionRequired(REF, "", week), at(14, 2))),
        arguments("declined", notes.rejected("declined", "the bank said no")),
        arguments("too much", notes.rejected("too_much", "only 1.00 EUR is left")),
        arguments("expired", notes.ended(CaseStatus.EXPIRED, "nobody decided in time")),
        arguments("approval", aRefundOf("180").notesOnceJudged().waiting(approval(at(14, 0)))),
        arguments("away", notes.waiting(away())),
        arguments("in doubt", notes.waiting(doubt())),
        arguments(
            "person",
            aRefund().notesOnceJudged().waiting(person("unfit_reference", "re_1 does not fit"))));
  }

  @ParameterizedTest
  @CsvSource({
    "processing, PENDING_PROCESSING",
    "insufficient_funds, PENDING_FUNDS",
    "charge_pending, PENDING_PAYMENT",
    "'', PENDING_PROCESSING",
    "something_new, PENDING_PROCESSING"
  })
  void a_pending_refund_offers_words_for_why_it_is_pending(String code, CustomerWords words) {
    Outcome pending = Outcome.pending(REF, code, "", Duration.ofDays(7));

    assertThat(aRefund().notes().pending(pending, at(14, 2)).words()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "lost_or_stolen_card, FAILED_CARD",
    "expired_or_canceled_card, FAILED_CARD",
    "declined, FAILED_BANK",
    "unknown, FAILED_BANK",
    "charge_for_pending_refund_disputed, FAILED_DISPUTE",
    "insufficient_funds, FAILED",
    "merchant_request, FAILED",
    "something_new, FAILED"
  })
  void a_failed_one_has_words_for_why_it_has_failed(String code, CustomerWords words) {
    assertThat(CustomerWords.ofFailure(code)).isEqualTo(words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyView")
  void a_note_has_its_five_lines_or_none(String about, TicketView view) {
    if (view.note().isEmpty()) {
      assertThat(view.state()).isEqualTo(TicketState.WORKING);
      return;
    }
    assertThat(view.note()).hasSize(5).noneMatch(line -> line.contains("\n"));
    assertThat(view.note().get(1)).contains("Customer: ");
    assertThat(view.note().get(2)).startsWith("Owner: ");
    assertThat(view.note().get(3)).startsWith("Do now");
    assertThat(view.note().get(4)).startsWith("Do not: ");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyView")
  void only_a_refund_that_was_accepted_is_said_to_be_sent(String about, TicketView view) {
    boolean accepted = view.state() == TicketState.DONE || view.state() == TicketState.PENDING;

    assertThat(view.reference().isEmpty()).isEqualTo(!accepted);
    assertThat(String.join("\n", view.note()).contains("accepted by Stripe at"))
        .isEqualTo(accepted);
  }

  @Test
  void a_person_is_told_each_way_out_once() {
    TicketView view =
        aRefund().notesOnceJudged().waiting(person("unfit_reference", "re_1 does not fit"));

    assertThat(view.note().get(0))
        .isEqualTo("Refund 24.90 EUR waits: re_1 does not fit. A person must look.");
    assertThat(view.note().get(3))
        .isEqualTo(
            "Do now: macro Refund: retry, or Refund: I checked Stripe, or Refund: I did it by hand,"
                + " with the re_ number in By-hand reference, or Refund: withdraw.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24.9", "2000"})
  void nothing_is_said_of_a_payment_that_is_somebody_elses(String amount) {
    RefundNotes notes = aRefundOf(amount).paidBy(STRANGER).notesOnceJudged();
    String cause = "the payment does not belong to this ticket's customer";

    Stream<TicketView> views =
        Stream.of(
            notes.waiting(person(RefundRules.OTHER_CUSTOMER, cause)),
            notes.rejected(RefundRules.OTHER_CUSTOMER, cause),
            notes.ended(CaseStatus.REFUSED, "refused by Ana"));

    assertThat(views)
        .allSatisfy(view -> assertThat(view.note().toString()).doesNotContain("EUR", "200.00"));
  }

  @Test
  void what_was_asked_for_is_named_once_when_the_amount_is_not_known_yet() {
    TicketView all = aRefundOfAll().notes().ended(CaseStatus.WITHDRAWN, "withdrawn by Lena");
    TicketView part = aRefund().notes().ended(CaseStatus.WITHDRAWN, "withdrawn by Lena");

    assertThat(all.note().get(0))
        .isEqualTo("Refund not made: payment pi_3QxYzAbCdEf: withdrawn by Lena.");
    assertThat(part.note().get(0))
        .isEqualTo("Refund not made: 24.9, payment pi_3QxYzAbCdEf: withdrawn by Lena.");
  }

  @ParameterizedTest
  @CsvSource({"24.9, '24.9, '", "24.905, '24.905, '", "'', ''"})
  void what_could_not_be_judged_is_named_as_it_was_asked_and_never_as_zero(
      String asked, String named) {
    Given nowhere = aRefundOf(asked).ofNoPayment();

    TicketView view =
        nowhere.notesOnceJudged().rejected("payment_not_found", nowhere.ruling().because());

    assertThat(view.note().get(0))
        .isEqualTo(
            "Refund not made: "
                + named
                + "payment pi_3QxYzAbCdEf: Stripe knows no payment pi_3QxYzAbCdEf.");
  }

  private static Instant at(int hour, int minute) {
    return MONDAY.plus(Duration.ofHours(hour)).plus(Duration.ofMinutes(minute));
  }

  private static Block approval(Instant due) {
    return block(
        CaseStatus.NEEDS_APPROVAL,
        FaultDomain.PEOPLE,
        "above_limit",
        "above 50.00 EUR",
        "Refund approvers",
        List.of(Role.APPROVER),
        List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW),
        due.minus(Duration.ofDays(1)),
        due);
  }

  private static Block away() {
    return block(
        CaseStatus.WAITING,
        FaultDomain.UPSTREAM,
        "upstream_away",
        "it answered 503",
        "Caserail",
        List.of(),
        List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.WITHDRAW),
        at(13, 58),
        at(23, 58));
  }

  /** One that was turned away since others are first. */
  private static Block itsTurn() {
    Block away = away();
    return new Block(
        away.id(),
        away.step(),
        away.status(),
        away.domain(),
        away.system(),
        away.code(),
        "Stripe accepts nothing now, and others try first",
        Trouble.ITS_TURN,
        away.owner(),
        away.needs(),
        away.offers(),
        away.since(),
        away.due());
  }

  private static Block held(List<Role> needs, String owner) {
    return block(
        CaseStatus.BLOCKED,
        FaultDomain.PEOPLE,
        "risk_hold",
        "the payment has been under risk review in Stripe since 12:00",
        owner,
        needs,
        List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW),
        at(14, 0),
        at(14, 0).plus(Duration.ofDays(3)));
  }

  private static Block doubt() {
    return block(
        CaseStatus.IN_DOUBT,
        FaultDomain.UPSTREAM,
        "in_doubt",
        "sent, and the answer was lost",
        "Caserail",
        List.of(),
        List.of(DecisionKind.RETRY, DecisionKind.CHECKED_FOUND, DecisionKind.CHECKED_NONE),
        at(14, 2),
        at(15, 2));
  }

  private static Block person(String code, String cause) {
    return block(
        CaseStatus.BLOCKED,
        FaultDomain.PEOPLE,
        code,
        cause,
        "you",
        List.of(),
        List.of(
            DecisionKind.RETRY,
            DecisionKind.CHECKED_FOUND,
            DecisionKind.CHECKED_NONE,
            DecisionKind.DONE_BY_HAND,
            DecisionKind.WITHDRAW),
        at(14, 2),
        at(15, 2));
  }

  private static Block block(
      CaseStatus status,
      FaultDomain domain,
      String code,
      String cause,
      String owner,
      List<Role> needs,
      List<DecisionKind> offers,
      Instant since,
      Instant due) {
    return new Block(
        "step#1", "step", status, domain, "Stripe", code, cause, "", owner, needs, offers, since,
        due);
  }
}
