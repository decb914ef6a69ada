package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.cancellation.FakeShop.Fault;
import io.caserail.decision.Block;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.Role;
import io.caserail.port.DueRefund;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.TicketState;
import io.caserail.record.Entry;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The money of a cancellation: a refund in a case of its own for each payment. */
class CancellationRefundTest {
  private static final Outcome NO = Outcome.rejected("", "refund_refused", "refused by ana");
  private final CancellationScene scene = CancellationScene.ofOrder();

  @AfterEach
  void stop() {
    scene.close();
  }

  /** The order's own payment is all that is due: nothing else hangs on it. */
  private void bareOrder() {
    scene.shop.subscription = "";
    scene.shop.shipment = "";
    scene.shop.access = "";
  }

  // ---- the way through ----

  @Test
  void each_payment_is_paid_back_once_and_only_when_all_else_is_done() {
    scene.shop.before.put(
        "askForRefund",
        () -> assertThat(scene.shop.log()).endsWith("billing ended", "access revoked"));
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(scene.shop.asked)
        .extracting(
            d -> d.payment().value(), DueRefund::amount, d -> d.origin().operation().value())
        .containsExactly(
            tuple("pi_1", new Money(2490, "EUR"), scene.operation("refund")),
            tuple("pi_2", new Money(990, "EUR"), scene.operation("refund@2")));
    assertThat(scene.shop.asked)
        .allSatisfy(
            due -> {
              assertThat(due.by().commandId()).isEqualTo("audit-1");
              assertThat(due.parent()).isEqualTo("cancellation-test-ord_1");
              assertThat(due.reason()).isEqualTo("cancelled_in_window");
            });
    assertThat(scene.request().steps())
        .filteredOn(line -> line.step().startsWith("refund"))
        .extracting(StepLine::state, StepLine::reference)
        .containsExactly(tuple(StepState.DONE, "re_1"), tuple(StepState.DONE, "re_2"));
    assertThat(scene.request().record())
        .extracting(Entry::what)
        .contains("a case of its own: refund-test-pi_1", "a case of its own: refund-test-pi_2");
  }

  @Test
  void while_the_refund_is_open_the_case_names_it_and_offers_nothing_that_could_pay_twice() {
    bareOrder();
    scene.shop.refundEnd = due -> null;
    scene.ask("now");
    scene.untilAt("refund");
    scene.untilNote("the refund of 24.90 EUR");

    Block block = Objects.requireNonNull(scene.block());
    assertThat(block.offers()).containsExactly(DecisionKind.RETRY);
    assertThat(block.evidence()).isEqualTo("refund-test-pi_1");
    assertThat(scene.request().steps())
        .filteredOn(line -> line.step().equals("refund"))
        .extracting(StepLine::state)
        .containsExactly(StepState.DONE);
    assertThat(scene.lastView()).extracting("state").isEqualTo(TicketState.PENDING);
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation of order ord_1 waits: the refund of 24.90 EUR of payment pi_1 is a case"
                + " of its own, refund-test-pi_1 (since Tue 14:00).",
            "Customer: told no more than the acknowledgement; do not say that it is done.",
            "Owner: whom the refund's own note names; it goes on here when that refund has ended.",
            "Do now: what the refund's own note says.",
            "Do not: refund it by hand; to stop it, macro Refund: withdraw.");

    scene.shop.refundEnd = due -> Outcome.succeeded("re_9", "the refund was made");
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote().get(1)).endsWith("Refunded: 24.90 EUR of payment pi_1 (re_9).");
  }

  @Test
  void a_refund_that_takes_days_leaves_few_events_and_its_end_is_heard_at_once() {
    bareOrder();
    scene.shop.refundEnd = due -> null;
    scene.ask("now");
    scene.untilAt("refund");
    scene.env.sleep(Duration.ofDays(3));
    int before = scene.events();
    assertThat(scene.eventsOfItsOwn()).isLessThan(72);

    scene.shop.refundEnd = due -> Outcome.succeeded("re_1", "the refund was made");
    scene.wake();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    // The patient question leaves no event when it is asked again: the wake alone asks at once.
    assertThat(scene.history().getEvents().subList(before, scene.events()))
        .filteredOn(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .extracting(
            event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .startsWith("AwaitAskedRefund");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ONCE", "AWAY", "LOST"})
  void however_the_hand_over_goes_wrong_the_refund_is_asked_for_once(Fault fault) {
    bareOrder();
    scene.shop.fails("askForRefund", fault);
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.asked).hasSize(1);
  }

  @Test
  void a_refund_that_is_accepted_and_not_final_is_not_called_refunded() {
    bareOrder();
    scene.shop.refundEnd =
        due ->
            new Outcome(
                Outcome.Kind.SUCCEEDED,
                "re_9",
                Outcome.NOT_FINAL,
                "the refund was made",
                null,
                null);
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote().get(1))
        .endsWith("Refund accepted, not final yet: 24.90 EUR of payment pi_1 (re_9).")
        .doesNotContain("Refunded");
    assertThat(scene.lastNote().get(3)).endsWith("solve once the refund's own note says final.");
  }

  @Test
  void a_number_that_is_no_refund_does_not_stand_in_for_a_hand_over_that_can_not_be_made() {
    bareOrder();
    scene.shop.fails("askForRefund", Fault.AWAY);
    scene.ask("now");
    scene.untilAt("refund");
    assertThat(scene.offers()).contains(DecisionKind.DONE_BY_HAND);

    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();
    scene.untilNote("Stripe has no refund of this number");

    assertThat(scene.shop.asked).isEmpty();
  }

  @Test
  void a_refund_by_hand_that_is_not_final_yet_is_no_case_of_its_own() {
    bareOrder();
    scene.shop.fails("askForRefund", Fault.AWAY);
    scene.shop.refunds.add(refund("by-hand-1", 2490, ""));
    scene.shop.byHandIs = Outcome.Kind.PENDING;
    scene.ask("now");
    scene.untilAt("refund");

    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.asked).isEmpty();
    assertThat(scene.lastNote().get(1))
        .endsWith("Refund accepted, not final yet: 24.90 EUR of payment pi_1 (by-hand-1).");
    assertThat(scene.lastNote().get(3))
        .endsWith("solve once it is final in the payment system too.");
  }

  @Test
  void a_word_about_a_hand_over_whose_report_was_lost_finds_the_refund_first() {
    bareOrder();
    scene.shop.fails("askForRefund", Fault.LOST);
    scene.ask("now");
    scene.untilAt("refund");
    assertThat(scene.offers()).contains(DecisionKind.SKIP);

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote().get(1)).endsWith("Refunded: 24.90 EUR of payment pi_1 (re_1).");
  }

  @Test
  void a_refund_whose_case_is_forgotten_is_looked_for_in_the_payment_system() {
    bareOrder();
    scene.shop.refunds.add(refund("re_7", 2490, "audit-1"));
    scene.shop.refundEnd = due -> Outcome.absent();
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote().get(1)).endsWith("Refunded: 24.90 EUR of payment pi_1 (re_7).");
  }

  @Test
  void a_refund_of_which_nothing_is_found_anywhere_blocks() {
    bareOrder();
    scene.shop.refunds.add(refund("re_7", 2490, "audit-99"));
    scene.shop.refundEnd = due -> Outcome.absent();
    scene.ask("now");
    scene.until(CaseStatus.BLOCKED);

    assertThat(Objects.requireNonNull(scene.block()).cause())
        .endsWith("was not made: its case is gone, and payment pi_1 has no refund by it");
  }

  // ---- a no, and each way out ----

  private void refused() {
    bareOrder();
    scene.shop.refundEnd = due -> NO;
    scene.ask("now");
    scene.until(CaseStatus.BLOCKED);
    scene.untilTold(TicketState.NEEDS_PERSON);
  }

  @Test
  void a_refused_refund_blocks_in_plain_sight() {
    refused();

    assertThat(scene.offers())
        .containsExactly(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP);
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation of order ord_1 waits: the refund of 24.90 EUR of payment pi_1 was not"
                + " made: refused by ana. A person must look.",
            "Customer: told no more than the acknowledgement; do not say that it is done.",
            "Owner: you until Wed 14:00.",
            "Do now: macro Cancellation: retry, or Cancellation: I did it by hand, with its number"
                + " in By-hand reference, or Cancellation: skip (approvers).",
            "Do not: do it by hand without macro Cancellation: I did it by hand.");
  }

  @Test
  void after_a_no_it_is_asked_for_again_as_another_copy() {
    refused();
    scene.shop.refundEnd =
        due -> due.origin().copy() == 0 ? NO : Outcome.succeeded("re_2", "the refund was made");

    assertThat(scene.decide(DecisionKind.RETRY).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.asked).extracting(due -> due.origin().copy()).containsExactly(0, 1);
    assertThat(scene.lastNote().get(1)).endsWith("Refunded: 24.90 EUR of payment pi_1 (re_2).");
  }

  @Test
  void after_a_no_it_is_done_by_hand_and_read_back() {
    refused();
    scene.shop.refunds.add(refund("by-hand-1", 2490, ""));

    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.asked).hasSize(1);
    assertThat(scene.lastNote().get(1))
        .endsWith("Refunded: 24.90 EUR of payment pi_1 (by-hand-1).");
    assertThat(scene.request().steps())
        .filteredOn(line -> line.step().equals("refund"))
        .extracting(StepLine::state)
        .containsExactly(StepState.BY_HAND);
  }

  @ParameterizedTest
  @CsvSource({
    "0, Stripe has no refund of this number",
    "100, 'that refund is over 1.00 EUR, not 24.90 EUR'"
  })
  void a_number_that_does_not_fit_is_not_taken_for_it(long minor, String why) {
    refused();
    if (minor > 0) {
      scene.shop.refunds.add(refund("by-hand-1", minor, ""));
    }

    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();

    scene.untilNote(why);
    assertThat(scene.view().status()).isEqualTo(CaseStatus.BLOCKED);
    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void after_a_no_it_is_left_out_and_the_note_says_so() {
    refused();

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote())
        .element(1)
        .isEqualTo(
            "Customer: not told yet that it is done. Left out, and not refunded: 24.90 EUR of"
                + " payment pi_1.");
    assertThat(scene.lastNote().get(4)).isEqualTo("Do not: pay anything back for it.");
  }

  @Test
  void one_payments_no_does_not_keep_the_other_back() {
    scene.shop.refundEnd =
        due -> due.payment().value().equals("pi_1") ? NO : Outcome.succeeded("re_2", "made");
    scene.ask("now");
    scene.until(CaseStatus.BLOCKED);
    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote().get(1))
        .endsWith(
            "Refunded: 9.90 EUR of payment pi_2 (re_2). Left out, and not refunded: 24.90 EUR of"
                + " payment pi_1.");
  }

  // ---- goods that are to come back first ----

  @Test
  void money_for_goods_waits_until_they_are_back_and_the_rest_does_not() {
    scene.shop.parcel = ShipmentFacts.Stage.DELIVERED;
    scene.ask("now");
    scene.untilNote("waits for the goods");

    assertThat(scene.shop.asked).extracting(d -> d.payment().value()).containsExactly("pi_2");
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation of order ord_1 waits for the goods: 24.90 EUR of payment pi_1 is due, and"
                + " the parcel is not back (TR1).",
            "Customer: must send the parcel back; do not say that this money is on its way.",
            "Owner: you until 24 December 2026 at 14:00 (UTC); after that it is late.",
            "Do now: send them a return label; when it is back, macro Cancellation: I did it by"
                + " hand, with the return's number in By-hand reference. Does not come: macro"
                + " Cancellation: skip (approvers).",
            "Do not: pay it back before the parcel is back.");
    scene.sayByHand("lena", "RET-1", Role.REQUESTER);

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.asked)
        .extracting(d -> d.payment().value())
        .containsExactly("pi_2", "pi_1");
    assertThat(scene.lastNote().get(0)).contains("the parcel is back");
  }

  @Test
  void goods_that_never_come_are_never_paid_for() {
    scene.shop.subscription = "";
    scene.shop.parcel = ShipmentFacts.Stage.DELIVERED;
    scene.ask("now");
    scene.untilAt("goods-back");

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.asked).isEmpty();
    assertThat(scene.lastNote().get(1)).contains("Left out, and not refunded: 24.90 EUR");
  }

  @Test
  void goods_that_are_late_show_as_late_and_are_still_waited_for() {
    scene.shop.subscription = "";
    scene.shop.parcel = ShipmentFacts.Stage.DELIVERED;
    scene.ask("now");
    scene.untilAt("goods-back");
    scene.env.sleep(Duration.ofDays(40));

    assertThat(scene.isLate()).isTrue();
    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.asked).hasSize(1);
  }

  // ---- a change of mind ----

  @Test
  void a_cancellation_that_is_withdrawn_before_pays_nothing_back() {
    scene.ask("now");
    scene.untilAt("undo-window");

    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.asked).isEmpty();
  }

  @Test
  void whoever_keeps_the_goods_after_all_gets_the_order_back_and_no_money() {
    scene.shop.subscription = "";
    scene.shop.access = "";
    scene.shop.parcel = ShipmentFacts.Stage.DELIVERED;
    scene.ask("now");
    scene.untilAt("goods-back");

    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log()).endsWith("order reopened");
    assertThat(scene.shop.asked).isEmpty();
  }

  @Test
  void once_the_refund_is_asked_for_it_is_too_late_to_withdraw_the_cancellation() {
    bareOrder();
    scene.shop.refundEnd = due -> null;
    scene.ask("now");
    scene.untilAt("refund");

    assertThat(scene.decide(DecisionKind.WITHDRAW).reason())
        .isEqualTo(
            "it can't be taken back any more: the refund of 24.90 EUR of payment pi_1 is being"
                + " asked for");
  }

  private PaymentFacts.Refund refund(String ref, long minor, String command) {
    return new PaymentFacts.Refund(ref, new Money(minor, "EUR"), true, "", command, FakeShop.START);
  }
}
