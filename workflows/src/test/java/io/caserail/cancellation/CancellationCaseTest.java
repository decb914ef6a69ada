package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.cancellation.FakeShop.Fault;
import io.caserail.decision.Verdict;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.CommandKind;
import io.caserail.port.OrderFacts;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.TicketState;
import io.caserail.port.Tracked;
import io.caserail.port.WaitsFor;
import io.caserail.record.Entry;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationCaseTest {
  private CancellationScene scene = CancellationScene.ofOrder();

  @AfterEach
  void stop() {
    scene.close();
  }

  private void ofSubscription() {
    scene.close();
    scene = CancellationScene.ofSubscription();
  }

  // ---- the ways through ----

  @Test
  void an_order_in_its_cooling_off_is_taken_back_whole_and_its_money_paid_back() {
    scene.ask("term_end");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(scene.shop.log())
        .containsExactly(
            "order closed", "end scheduled", "label voided", "billing ended", "access revoked");
    assertThat(scene.shop.views())
        .extracting("state")
        .containsExactly(TicketState.WORKING, TicketState.PENDING, TicketState.DONE);
    assertThat(scene.shop.views().get(1).note())
        .containsExactly(
            "Cancellation begun: order ord_1, at once. Nothing final is done yet.",
            "Customer: not told yet. Text to send: \"We have received your cancellation of order"
                + " ord_1 on 23 November 2026 at 14:00 (UTC). It takes effect at once. You can take"
                + " it back until 24 November 2026 at 14:00 (UTC).\"",
            "Owner: you, to send it; Caserail goes on at Tue 14:00.",
            "Do now: send the customer that text. Changed their mind: macro Cancellation:"
                + " withdraw.",
            "Do not: pay money back, void a label or end billing by hand.");
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation done: order ord_1: the order is closed, its label is void, billing has"
                + " ended, access is taken away.",
            "Customer: not told yet that it is done. Refunded: 24.90 EUR of payment pi_1 (re_1) and"
                + " 9.90 EUR of payment pi_2 (re_2).",
            "Owner: you.",
            "Do now: macro Tell customer: cancelled, then solve.",
            "Do not: refund any of it again, here or in the payment system.");
    List<Tracked> parts =
        List.of(
            new Tracked(Tracked.State.SHIPMENT, "shp_1"),
            new Tracked(Tracked.State.ENTITLEMENT, "acc_1"));
    assertThat(scene.shop.writes)
        .extracting(write -> write.minds())
        .containsExactly(List.of(), parts, List.of());
  }

  @Test
  void a_subscription_ends_with_its_term_and_a_month_leaves_few_events() {
    ofSubscription();
    scene.ask("term_end");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(scene.now()).isAfterOrEqualTo(scene.shop.termEnds);
    assertThat(scene.shop.log())
        .containsExactly("end scheduled", "billing ended", "access revoked");
    assertThat(scene.eventsOfItsOwn()).isLessThan(50);
    assertThat(scene.shop.views().get(2).note())
        .containsExactly(
            "Cancellation of subscription sub_1 goes on: billing ends with the term, on 23 December"
                + " 2026 at 14:00 (UTC).",
            "Customer: keeps what they paid for until then.",
            "Owner: Caserail; it writes here when billing has ended.",
            "Do now: nothing. Changed their mind: macro Cancellation: withdraw.",
            "Do not: end billing or take access away by hand.");
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation done: subscription sub_1: billing has ended, access is taken away.",
            "Customer: not told yet that it is done. No money is due back.",
            "Owner: you.",
            "Do now: macro Tell customer: cancelled, then solve.",
            "Do not: pay anything back for it.");
  }

  @Test
  void a_subscription_that_is_to_end_now_ends_after_the_window_and_pays_nothing_back() {
    ofSubscription();
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(scene.now()).isBefore(FakeShop.START.plus(Duration.ofDays(2)));
    assertThat(scene.shop.log())
        .containsExactly("end scheduled", "billing ended", "access revoked");
    assertThat(String.join("\n", scene.lastNote())).contains("No money is due back");
  }

  @Test
  void a_carrier_that_takes_days_for_its_word_is_awaited_and_billing_does_not_wait_for_it() {
    scene.shop.voidTakes = Duration.ofDays(2);
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(scene.now()).isAfterOrEqualTo(FakeShop.START.plus(Duration.ofDays(3)));
    assertThat(scene.shop.log()).endsWith("label voided", "billing ended", "access revoked");
    assertThat(scene.lastNote().get(0)).contains("its label is void");
  }

  @Test
  void a_carrier_that_says_no_in_the_end_means_that_the_parcel_has_left() {
    scene.shop.voidTakes = Duration.ofDays(2);
    scene.shop.voidFails = true;
    scene.ask("now");
    scene.untilAt("label-void");
    scene.env.sleep(Duration.ofDays(2));
    scene.untilAt("intercept");

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    scene.untilNote("waits for the goods");
    assertThat(scene.lastNote().get(1)).contains("must send the parcel back;");
  }

  @Test
  void a_final_word_that_is_out_says_from_when_on_it_is_late() {
    scene.shop.voidTakes = Duration.ofDays(40);
    scene.ask("now");
    scene.untilAt("label-void");
    scene.env.sleep(Duration.ofDays(31));
    scene.untilNote("the carrier has not given its final word on the label, asked since");

    assertThat(scene.lastNote().get(2))
        .matches("Owner: Caserail; it asks again and again\\. Late from \\w{3} \\d\\d:\\d\\d\\.");
    assertThat(scene.lastNote().get(3))
        .isEqualTo(
            "Do now: nothing until then; after that ask Carrier why, or macro Cancellation: retry,"
                + " or Cancellation: I did it by hand, with its number in By-hand reference, or"
                + " Cancellation: skip (approvers).");
  }

  // ---- a change of mind ----

  @Test
  void who_changes_their_mind_in_the_window_has_everything_as_before_newest_first() {
    scene.ask("now");
    scene.untilTold(TicketState.PENDING);
    scene.env.sleep(Duration.ofHours(20));

    scene.say(CommandKind.WITHDRAW, "lena", Role.REQUESTER);

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log())
        .containsExactly("order closed", "end scheduled", "billing kept", "order reopened");
    assertThat(scene.shop.order).isEqualTo(OrderFacts.Stage.OPEN);
    assertThat(scene.shop.billing).isEqualTo(SubscriptionFacts.Status.RUNNING);
    assertThat(scene.lastView()).extracting("state").isEqualTo(TicketState.WITHDRAWN);
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation taken back: order ord_1: withdrawn by lena. As before: the order is open,"
                + " billing goes on.",
            "Customer: has everything as it was before.",
            "Owner: you.",
            "Do now: tell the customer that nothing is cancelled, then solve.",
            "Do not: pay anything back for it.");
  }

  @Test
  void a_subscription_can_be_kept_until_the_last_day_of_its_term() {
    ofSubscription();
    scene.ask("term_end");
    scene.untilTold(TicketState.PENDING);
    scene.env.sleep(Duration.ofDays(29));

    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log()).containsExactly("end scheduled", "billing kept");
    assertThat(scene.shop.hasAccess).isTrue();
  }

  @Test
  void compensate_takes_back_and_says_so() {
    scene.ask("now");
    scene.untilAt("undo-window");
    assertThat(scene.request().undo())
        .containsExactly(
            "let billing go on (stop-billing, sub_1)", "reopen the order (close-order, ord_1)");

    assertThat(scene.decide(DecisionKind.COMPENSATE).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPENSATED);
    assertThat(scene.shop.log()).endsWith("billing kept", "order reopened");
    assertThat(scene.lastNote().get(0)).contains("taken back by lead-1");
  }

  @Test
  void a_second_wish_after_a_change_of_mind_is_done_afresh() {
    scene.ask("now");
    scene.untilAt("undo-window");
    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();
    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);

    scene.again();
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.order).isEqualTo(OrderFacts.Stage.CANCELLED);
    assertThat(scene.shop.hasAccess).isFalse();
  }

  @Test
  void what_stood_before_is_not_taken_back() {
    scene.shop.billing = SubscriptionFacts.Status.ENDING;
    scene.ask("now");
    scene.untilAt("undo-window");

    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log()).containsExactly("order closed", "order reopened");
    assertThat(scene.shop.billing).isEqualTo(SubscriptionFacts.Status.ENDING);
    assertThat(scene.lastNote().get(0))
        .endsWith("As before: the order is open. So before this request: billing still ends.");
  }

  @Test
  void a_withdrawal_while_nothing_waits_stops_before_the_next_step() {
    scene.shop.before.put(
        "cancelOrder",
        () -> {
          Verdict unused = scene.decide(DecisionKind.WITHDRAW);
        });
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log()).containsExactly("order closed", "order reopened");
  }

  @Test
  void a_withdrawal_during_the_last_look_stops_before_anything_final() {
    scene.ask("now");
    scene.untilAt("undo-window");
    scene.shop.before.put(
        "lookUpShipment",
        () -> {
          Verdict unused = scene.decide(DecisionKind.WITHDRAW);
        });

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log())
        .containsExactly("order closed", "end scheduled", "billing kept", "order reopened");
  }

  @Test
  void a_withdrawal_during_a_first_try_that_fails_is_not_left_waiting_with_it() {
    scene.shop.fails("scheduleEndOfBilling", Fault.AWAY);
    scene.shop.before.put(
        "scheduleEndOfBilling",
        () -> {
          Verdict unused = scene.decide(DecisionKind.WITHDRAW);
        });
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.now()).isBefore(FakeShop.START.plus(Duration.ofHours(2)));
    assertThat(scene.shop.log()).containsExactly("order closed", "order reopened");
  }

  @Test
  void after_the_pivot_a_withdrawal_is_refused_with_the_reason() {
    scene.shop.voidTakes = Duration.ofDays(2);
    scene.ask("now");
    scene.untilAt("label-void");

    Verdict verdict = scene.decide(DecisionKind.WITHDRAW);
    scene.say(CommandKind.WITHDRAW, "lena", Role.REQUESTER);

    assertThat(verdict)
        .isEqualTo(Verdict.refused("it can't be taken back any more: the label is being voided"));
    scene.untilNote(
        "Macro by lena not counted: it can't be taken back any more: the label is being voided.");
    assertThat(scene.request().undo())
        .containsExactly("can't be taken back any more: the label is being voided");
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
  }

  // ---- undo that fails ----

  @Test
  void an_undo_that_is_refused_stops_in_plain_sight_until_a_retry() {
    withdrawnWhile(Fault.REJECTED);

    assertThat(scene.lastView()).extracting("state").isEqualTo(TicketState.NEEDS_PERSON);
    assertThat(scene.lastNote())
        .containsExactly(
            "Taking back the cancellation of order ord_1 waits: it is not possible to let"
                + " billing go on: keepBilling was refused. A person must look.",
            "Customer: do not say yet that everything is as before.",
            "Owner: you until Tue 02:00.",
            "Do now: macro Cancellation: retry, or Cancellation: I did it by hand, with its number"
                + " in By-hand reference, or Cancellation: skip (approvers).",
            "Do not: do it by hand without macro Cancellation: I did it by hand.");
    assertThat(scene.decide(DecisionKind.RETRY).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log()).endsWith("billing kept", "order reopened");
  }

  @Test
  void an_undo_that_is_too_late_is_done_by_hand() {
    withdrawnWhile(Fault.TOO_LATE);

    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log()).endsWith("order reopened");
    assertThat(scene.lastNote().get(1)).isEqualTo("Customer: has everything as it was before.");
  }

  @Test
  void an_undo_in_doubt_that_is_left_out_is_said_to_be_not_known() {
    scene.shop.fails("keepBilling", Fault.LOST);
    scene.ask("now");
    scene.untilAt("undo-window");
    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();
    scene.untilAt("stop-billing-undo");
    scene.env.sleep(Duration.ofMinutes(16));
    assertThat(scene.lastNote().get(0))
        .contains("it has not been known whether Stripe has done it.")
        .doesNotContain("accepted");

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation taken back: order ord_1: withdrawn by lead-1. As before: the order is"
                + " open. Not known whether as before: billing.",
            "Customer: may not have everything back.",
            "Owner: you.",
            "Do now: find out what is not known and set right by hand what is not as before; then"
                + " tell the customer.",
            "Do not: pay anything back for it.");
  }

  @Test
  void an_undo_that_is_left_out_is_named_in_the_ticket() {
    withdrawnWhile(Fault.TOO_LATE);

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation taken back: order ord_1: withdrawn by lead-1. As before: the order is"
                + " open. Not as before: billing still ends.",
            "Customer: does not have everything back.",
            "Owner: you.",
            "Do now: set right by hand what is not as before; then tell the customer.",
            "Do not: pay anything back for it.");
  }

  @Test
  void what_was_cancelled_before_the_request_is_not_said_to_be_as_nobody_left_it() {
    scene.shop.order = OrderFacts.Stage.CANCELLED;
    scene.ask("now");
    scene.untilAt("undo-window");
    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation taken back: order ord_1: withdrawn by lead-1. As before: billing goes on."
                + " So before this request: the order stays closed.",
            "Customer: has everything as it was before it.",
            "Owner: you.",
            "Do now: find out who cancelled it before, and whether they meant it; then tell the"
                + " customer.",
            "Do not: pay anything back for it.");
  }

  /** Each of these is a command: one more would also break the replay of a case that waits so. */
  @Test
  void an_undo_that_is_refused_after_an_absence_never_shows_as_if_nothing_waited() {
    scene.shop.fails("keepBilling", Fault.AWAY, Fault.REJECTED);
    scene.ask("now");
    scene.untilAt("undo-window");
    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();
    scene.untilTold(TicketState.NEEDS_PERSON);

    assertThat(
            scene.history().getEvents().stream()
                .filter(HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes)
                .map(event -> event.getUpsertWorkflowSearchAttributesEventAttributes())
                .map(upsert -> upsert.getSearchAttributes().getIndexedFieldsOrThrow("CaseStatus"))
                .map(status -> status.getData().toStringUtf8()))
        .endsWith("\"WAITING\"", "\"BLOCKED\"");
  }

  private void withdrawnWhile(Fault fault) {
    scene.shop.fails("keepBilling", fault);
    scene.ask("now");
    scene.untilAt("undo-window");
    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();
    scene.untilAt("stop-billing-undo");
    scene.untilTold(TicketState.NEEDS_PERSON);
  }

  // ---- a no after the pivot ----

  @Test
  void an_end_of_billing_that_is_said_to_be_by_hand_counts_once_billing_has_ended() {
    stoppedAt("endBillingNow", "end-billing");

    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();
    scene.untilNote(
        "Cancellation of order ord_1 waits: it is said to be done by hand, but billing has not"
            + " ended in Stripe; the ticket became another customer's. A person must look.");
    assertThat(scene.waitsAt("end-billing")).isTrue();

    scene.shop.billing = SubscriptionFacts.Status.ENDED;
    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log())
        .containsExactly("order closed", "end scheduled", "label voided", "access revoked");
  }

  @Test
  void an_end_of_billing_by_hand_while_its_system_is_away_is_read_back_too() {
    scene.shop.fails("endBillingNow", Fault.AWAY);
    scene.ask("now");
    scene.untilAt("end-billing");

    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();

    scene.untilNote(
        "Cancellation of order ord_1 waits: billing has not ended in Stripe. A person"
            + " must look.");
    scene.shop.billing = SubscriptionFacts.Status.ENDED;
    assertThat(scene.decide(DecisionKind.DONE_BY_HAND).accepted()).isTrue();
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void an_end_of_billing_that_is_left_out_is_named_and_nobody_is_told_that_all_is_cancelled() {
    stoppedAt("endBillingNow", "end-billing");

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.hasAccess).isTrue();
    assertThat(scene.lastNote().get(0))
        .isEqualTo(
            "Cancellation done: order ord_1: the order is closed, its label is void, the end of"
                + " billing is not confirmed, access stays.");
    assertThat(scene.lastNote().get(3))
        .isEqualTo("Do now: tell the customer what of it goes on, then solve.");
  }

  @Test
  void before_the_pivot_a_step_is_not_left_out_but_the_request_withdrawn() {
    stoppedAt("scheduleEndOfBilling", "stop-billing");

    assertThat(scene.offers()).contains(DecisionKind.WITHDRAW).doesNotContain(DecisionKind.SKIP);
  }

  @Test
  void a_label_whose_carrier_can_only_be_asked_in_vain_is_given_up() {
    scene.shop.voidTakes = Duration.ofDays(2);
    scene.shop.gone.add("awaitVoid");
    scene.ask("now");
    scene.untilTold(TicketState.NEEDS_PERSON);

    assertThat(scene.offers())
        .containsExactly(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP);
    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote().get(0)).contains("without the carrier's final word");
  }

  private void stoppedAt(String call, String step) {
    scene.shop.stop = Outcome.stopped("requester_changed", "the ticket became another customer's");
    scene.shop.fails(call, Fault.STOPPED);
    scene.ask("now");
    scene.untilAt(step);
    scene.untilTold(TicketState.NEEDS_PERSON);
  }

  // ---- what goes wrong on the way ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancelOrder",
        "scheduleEndOfBilling",
        "voidLabel",
        "endBillingNow",
        "revokeAccess"
      })
  void an_answer_lost_after_the_effect_is_in_doubt_and_then_found(String call) {
    scene.shop.fails(call, Fault.LOST);
    scene.ask("now");
    scene.until(CaseStatus.IN_DOUBT);
    scene.untilTold(TicketState.CHECK_NEEDED);

    assertThat(scene.lastNote().get(3))
        .endsWith(
            ", then macro Cancellation: I checked: found, with its number in By-hand reference, or"
                + " Cancellation: I checked: none.");
    assertThat(scene.offers())
        .containsExactly(DecisionKind.RETRY, DecisionKind.CHECKED_FOUND, DecisionKind.CHECKED_NONE);

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log())
        .containsExactly(
            "order closed", "end scheduled", "label voided", "billing ended", "access revoked");
  }

  @Test
  void a_system_that_is_away_is_waited_for_and_told_once() {
    scene.shop.fails("scheduleEndOfBilling", Fault.AWAY);
    scene.ask("now");
    scene.untilTold(TicketState.WAITING);

    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation of order ord_1 waits at \"stop billing\": Stripe has not accepted it"
                + " since 14:00. Stripe's fault, not ours.",
            "Customer: told nothing. If they ask: macro Tell customer: cancellation delayed.",
            "Owner: Caserail; it goes on by itself when Stripe is back.",
            "Do now: nothing. Cannot wait? Macro Cancellation: retry, or Cancellation: I did it by"
                + " hand, with its number in By-hand reference, or Cancellation: withdraw.",
            "Do not: promise a time, or do it by hand without macro Cancellation: I did it by"
                + " hand.");
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.views())
        .extracting("state")
        .containsExactly(
            TicketState.WORKING, TicketState.WAITING, TicketState.PENDING, TicketState.DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "lookUpSubscription, PAYMENT_SYSTEM",
    "scheduleEndOfBilling, PAYMENT_SYSTEM",
    "lookUpShipment, CASERAIL"
  })
  void the_ticket_lists_the_payment_system_as_what_is_waited_for(String call, WaitsFor listed) {
    scene.shop.fails(call, Fault.AWAY);
    scene.ask("now");
    scene.untilTold(TicketState.WAITING);

    assertThat(scene.lastView().waitsFor()).isEqualTo(listed);
  }

  @Test
  void a_pause_is_no_systems_fault_and_it_goes_on_by_itself_when_it_is_over() {
    scene.shop.fails("scheduleEndOfBilling", Fault.PAUSED);
    scene.ask("now");
    scene.untilTold(TicketState.WAITING);

    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation of order ord_1 waits at \"stop billing\": cancellations are paused.",
            "Customer: told nothing. If they ask: macro Tell customer: cancellation delayed.",
            "Owner: Caserail; it goes on by itself when the pause is over.",
            "Do now: nothing.",
            "Do not: promise a time, or do it by hand meanwhile.");
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log())
        .containsExactly(
            "order closed", "end scheduled", "label voided", "billing ended", "access revoked");
  }

  @Test
  void nobody_is_pointed_at_a_macro_that_does_not_count() {
    scene.shop.fails("lookUpSubscription", Fault.AWAY);
    scene.ask("now");
    scene.untilTold(TicketState.WAITING);

    assertThat(scene.offers()).doesNotContain(DecisionKind.DONE_BY_HAND);
    assertThat(scene.lastNote())
        .endsWith("Do not: promise a time, or do it by hand while it waits here.");
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void a_parcel_that_leaves_in_the_window_is_to_be_brought_back_as_soon_as_that_is_known() {
    scene.ask("now");
    scene.untilAt("undo-window");
    scene.shop.parcel = ShipmentFacts.Stage.MOVING;
    scene.wake();
    scene.untilAt("intercept");
    scene.untilTold(TicketState.NEEDS_PERSON);

    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation of order ord_1: the parcel has left (TR1). No carrier can be asked by"
                + " Caserail.",
            "Customer: told no more than the acknowledgement; do not say that it is done.",
            "Owner: you until Tue 14:00; after that the customer returns it.",
            "Do now: have the carrier bring it back, then macro Cancellation: I did it by hand,"
                + " with their number in By-hand reference; from then on the cancellation can't be"
                + " taken back. Not possible: macro Cancellation: skip (approvers).",
            "Do not: pay money back before the parcel is back.");
    scene.sayByHand("lena", "case 77", Role.REQUESTER);
    scene.untilNote("waits for the goods");

    assertThat(scene.shop.log())
        .containsExactly("order closed", "end scheduled", "billing ended", "access revoked");
    assertThat(scene.lastNote().get(1))
        .isEqualTo("Customer: the parcel comes back; do not say that this money is on its way.");
  }

  /** The macro is the same for both, and who sees nothing happen for a moment applies it again. */
  @Test
  void what_was_done_by_hand_says_once_only_that_it_was() {
    scene.ask("now");
    scene.untilAt("undo-window");
    scene.shop.parcel = ShipmentFacts.Stage.MOVING;
    scene.wake();
    scene.untilAt("intercept");
    scene.untilTold(TicketState.NEEDS_PERSON);
    scene.sayByHand("lena", "case 77", Role.REQUESTER);
    scene.untilNote("waits for the goods");

    scene.sayByHand("lena", "case 77", Role.REQUESTER);

    scene.untilNote("Macro by lena not counted: case 77 was named before, when the parcel has");
    assertThat(scene.view().requests().get(0).block()).isNotNull();
    assertThat(scene.shop.asked).extracting(due -> due.payment().value()).doesNotContain("pi_1");
  }

  @Test
  void a_parcel_that_leaves_in_the_window_is_found_without_any_news() {
    scene.ask("now");
    scene.untilAt("undo-window");
    scene.shop.parcel = ShipmentFacts.Stage.MOVING;

    scene.untilAt("intercept");

    assertThat(scene.now()).isBefore(FakeShop.START.plus(Duration.ofHours(1)));
    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();
    // The customer may still think again: a parcel that they must return is not taken from them.
    scene.untilAt("undo-window");
    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();
    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
  }

  @Test
  void a_parcel_that_arrives_in_the_window_is_returned() {
    scene.ask("now");
    scene.untilAt("undo-window");
    scene.shop.parcel = ShipmentFacts.Stage.DELIVERED;

    scene.untilAt("goods-back");

    assertThat(scene.now())
        .isBetween(
            FakeShop.START.plus(Duration.ofHours(24)), FakeShop.START.plus(Duration.ofHours(25)));
    assertThat(scene.shop.log()).doesNotContain("label voided");
  }

  @Test
  void a_parcel_that_leaves_while_an_approval_is_awaited_is_brought_back_after_it() {
    scene.askBecause("goodwill");
    scene.untilTold(TicketState.NEEDS_APPROVAL);
    scene.shop.parcel = ShipmentFacts.Stage.MOVING;

    scene.say(CommandKind.APPROVE, "ana", Role.APPROVER);

    scene.untilAt("intercept");
    assertThat(scene.now()).isBefore(FakeShop.START.plus(Duration.ofHours(1)));
  }

  @Test
  void a_parcel_that_leaves_while_a_step_waits_for_its_system_is_brought_back_after_it() {
    scene.shop.fails("scheduleEndOfBilling", Fault.AWAY);
    scene.ask("now");
    scene.untilAt("stop-billing");
    scene.shop.parcel = ShipmentFacts.Stage.MOVING;

    scene.untilAt("intercept");

    assertThat(scene.now()).isBefore(FakeShop.START.plus(Duration.ofHours(3)));
  }

  @Test
  void a_carrier_that_cant_be_asked_in_the_window_is_asked_when_it_ends() {
    scene.shop.fails("awaitMove", Fault.AWAY);
    scene.ask("now");
    scene.untilAt("undo-window");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log()).contains("label voided");
  }

  @Test
  void a_parcel_that_nobody_intercepts_in_time_is_returned() {
    scene.shop.parcel = ShipmentFacts.Stage.MOVING;
    scene.ask("now");
    scene.untilNote("waits for the goods");

    assertThat(scene.lastNote().get(1)).contains("must send the parcel back;");
    assertThat(scene.lastNote().get(3)).startsWith("Do now: send them a return label; when it is");
  }

  @Test
  void a_parcel_that_arrives_while_it_should_be_intercepted_is_returned_at_once() {
    scene.shop.parcel = ShipmentFacts.Stage.MOVING;
    scene.ask("now");
    scene.untilAt("intercept");
    scene.shop.parcel = ShipmentFacts.Stage.DELIVERED;
    scene.untilAt("goods-back");

    assertThat(scene.now()).isBefore(FakeShop.START.plus(Duration.ofHours(30)));
  }

  @Test
  void while_a_parcel_is_to_be_intercepted_the_customer_may_still_keep_it() {
    scene.shop.parcel = ShipmentFacts.Stage.MOVING;
    scene.ask("now");
    scene.untilAt("intercept");

    assertThat(scene.decide(DecisionKind.WITHDRAW).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(scene.shop.log()).endsWith("billing kept", "order reopened");
  }

  @Test
  void a_parcel_that_left_right_before_its_label_was_voided_is_intercepted() {
    scene.shop.before.put("voidLabel", () -> scene.shop.parcel = ShipmentFacts.Stage.MOVING);
    scene.ask("now");
    scene.untilAt("intercept");
    scene.untilTold(TicketState.NEEDS_PERSON);
    // It passed that point with the label, so that nothing more ends with the macro.
    assertThat(scene.lastNote().get(3)).doesNotContain("taken back");

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    scene.untilAt("goods-back");
    assertThat(scene.shop.log()).doesNotContain("label voided");
  }

  @Test
  void a_label_that_is_not_taken_back_waits_for_a_person_and_is_asked_for_afresh() {
    scene.shop.fails("voidLabel", Fault.REJECTED);
    scene.ask("now");
    scene.untilAt("void-label");

    assertThat(scene.decide(DecisionKind.RETRY).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log()).contains("label voided");
    assertThat(scene.request().steps())
        .filteredOn(line -> line.step().equals("void-label"))
        .extracting(StepLine::state, StepLine::generation)
        .containsExactly(tuple(StepState.DONE, 2));
  }

  @Test
  void a_label_that_nobody_can_void_is_left_out_and_the_parcel_returned() {
    scene.shop.fails("voidLabel", Fault.REJECTED);
    scene.ask("now");
    scene.untilAt("void-label");

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    scene.untilNote("waits for the goods");
    assertThat(scene.lastNote().get(1)).contains("must send the parcel back;");
  }

  @Test
  void a_send_that_is_stopped_by_its_last_check_waits_for_a_person() {
    scene.shop.fails("cancelOrder", Fault.STOPPED);
    scene.ask("now");
    scene.untilAt("close-order");
    scene.untilTold(TicketState.NEEDS_PERSON);
    assertThat(scene.lastNote().get(0))
        .isEqualTo("Cancellation of order ord_1 waits: sends are paused. A person must look.");

    assertThat(scene.decide(DecisionKind.RETRY).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
  }

  @Test
  void nobody_knows_where_the_parcel_is_until_a_person_has_looked() {
    scene.shop.parcel = ShipmentFacts.Stage.UNKNOWN;
    scene.ask("now");
    scene.untilAt("find-parcel");
    scene.shop.parcel = ShipmentFacts.Stage.LABEL;

    assertThat(scene.decide(DecisionKind.RETRY).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log()).contains("label voided");
  }

  @Test
  void what_is_decided_while_news_is_looked_at_counts_by_command_line() {
    CompletableFuture<WorkflowUpdateHandle<Verdict>> said = new CompletableFuture<>();
    scene.ask("now");
    scene.untilAt("undo-window");
    scene.shop.before.put(
        "lookUpOrder", () -> said.complete(scene.startDecision(DecisionKind.SKIP)));
    scene.wake();
    scene.until(CaseStatus.COMPLETED);

    assertThat(said.join().getResult().accepted()).isTrue();
    assertThat(scene.closedAt()).isBefore(FakeShop.START.plus(Duration.ofHours(2)));
  }

  @Test
  void a_command_that_was_copied_before_news_that_changes_nothing_still_counts() {
    CompletableFuture<WorkflowUpdateHandle<Verdict>> said = new CompletableFuture<>();
    scene.ask("now");
    scene.untilAt("undo-window");
    String copied = scene.blockId();
    scene.shop.before.put(
        "lookUpOrder", () -> said.complete(scene.startDecision(DecisionKind.SKIP, copied)));
    scene.wake();
    scene.until(CaseStatus.COMPLETED);

    assertThat(said.join().getResult()).isEqualTo(Verdict.taken("taken: skip"));
  }

  @Test
  void what_is_decided_while_news_is_looked_at_counts_by_macro() {
    scene.ask("now");
    scene.untilAt("undo-window");
    // The look fails once, so that the ticket is read before it has ended.
    scene.shop.fails("lookUpOrder", Fault.ONCE);
    scene.shop.before.put(
        "lookUpOrder", () -> scene.say(CommandKind.SKIP, "lead-1", Role.APPROVER));
    scene.wake();
    scene.until(CaseStatus.COMPLETED);

    assertThat(scene.shop.notes()).doesNotContain("not counted");
    assertThat(scene.closedAt()).isBefore(FakeShop.START.plus(Duration.ofHours(2)));
  }

  @Test
  void what_was_decided_by_its_audit_while_its_macro_waited_behind_another_is_said_once() {
    CompletableFuture<WorkflowUpdateHandle<Verdict>> said = new CompletableFuture<>();
    scene.ask("now");
    scene.untilAt("undo-window");
    // The look fails twice: the ticket is read after one try, the audit is judged after the next.
    scene.shop.fails("lookUpOrder", Fault.ONCE, Fault.ONCE);
    scene.shop.before.put(
        "lookUpOrder",
        () -> {
          scene.say(CommandKind.SKIP, "lead-1", Role.APPROVER);
          scene.say(CommandKind.WITHDRAW, "lena", Role.REQUESTER);
          scene.shop.before.put(
              "lookUpOrder",
              () -> said.complete(scene.startDecision(DecisionKind.WITHDRAW, "", "audit-3")));
        });
    scene.wake();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(said).isCompleted();
    assertThat(scene.shop.notes()).doesNotContain("Macro by lena");
  }

  @Test
  void a_withdrawal_does_not_wait_for_the_end_of_a_look() {
    scene.ask("now");
    scene.untilAt("undo-window");
    scene.shop.fails("lookUpOrder", Fault.ONCE);
    scene.shop.before.put(
        "lookUpOrder", () -> scene.say(CommandKind.WITHDRAW, "lena", Role.REQUESTER));
    scene.wake();

    assertThat(scene.ending()).isEqualTo(CaseStatus.WITHDRAWN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_carrier_that_says_after_all_where_the_parcel_is_leaves_nothing_to_look_for(boolean news) {
    scene.shop.parcel = ShipmentFacts.Stage.UNKNOWN;
    scene.ask("now");
    scene.untilAt("find-parcel");
    scene.shop.parcel = ShipmentFacts.Stage.LABEL;
    if (news) {
      scene.wake();
    }

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log()).contains("label voided");
  }

  @Test
  void billing_that_somebody_resumed_is_asked_about_and_stopped_again() {
    ofSubscription();
    scene.ask("term_end");
    scene.untilTold(TicketState.PENDING);
    scene.env.sleep(Duration.ofDays(10));
    resume();
    scene.wake();
    scene.untilAt("opened-again");
    scene.untilTold(TicketState.NEEDS_PERSON);
    assertThat(scene.lastNote().get(0))
        .isEqualTo(
            "Cancellation of subscription sub_1 waits: billing was resumed in Stripe, by somebody"
                + " else. A person must look.");

    assertThat(scene.decide(DecisionKind.RETRY).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log())
        .containsExactly("end scheduled", "end scheduled", "billing ended", "access revoked");
  }

  /** The wait for the label asks the carrier only, and would have used up the news. */
  @Test
  void billing_that_somebody_resumed_during_another_wait_is_found_before_the_term_ends() {
    scene.shop.voidTakes = Duration.ofDays(2);
    scene.shop.since = FakeShop.START.minus(Duration.ofDays(40));
    scene.ask("term_end");
    scene.untilAt("label-void");
    resume();
    scene.wake();

    scene.untilAt("opened-again");

    assertThat(scene.now()).isBefore(scene.shop.termEnds.minus(Duration.ofDays(3)));
  }

  @Test
  void billing_that_goes_on_by_a_persons_word_keeps_its_access() {
    ofSubscription();
    scene.ask("term_end");
    scene.untilTold(TicketState.PENDING);
    scene.env.sleep(Duration.ofDays(10));
    resume();
    scene.env.sleep(Duration.ofDays(19));
    scene.untilAt("opened-again");

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.hasAccess).isTrue();
    assertThat(scene.lastNote().get(0)).endsWith("billing goes on, access stays.");
  }

  @Test
  void billing_that_is_renewed_at_the_last_moment_takes_no_access_away() {
    ofSubscription();
    scene.ask("term_end");
    scene.untilTold(TicketState.PENDING);
    scene.shop.before.put(
        "awaitEndOfBilling",
        () -> {
          resume();
          scene.shop.termEnds = scene.shop.termEnds.plus(Duration.ofDays(30));
        });
    scene.shop.billingEndsLate = true;
    scene.env.sleep(Duration.ofDays(29));
    scene.untilAt("opened-again");
    assertThat(scene.shop.hasAccess).isTrue();
    scene.shop.billingEndsLate = false;

    assertThat(scene.decide(DecisionKind.RETRY).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.now()).isAfterOrEqualTo(FakeShop.START.plus(Duration.ofDays(60)));
    assertThat(scene.shop.log())
        .containsExactly("end scheduled", "end scheduled", "billing ended", "access revoked");
  }

  private void resume() {
    scene.shop.billing = SubscriptionFacts.Status.RUNNING;
    scene.shop.billingMark = "";
  }

  @Test
  void access_stays_as_long_as_billing_is_not_confirmed() {
    scene.shop.fails("awaitEndOfBilling", Fault.AWAY);
    scene.ask("now");
    scene.untilAt("billing-ended");
    scene.env.sleep(Duration.ofMinutes(30));

    assertThat(scene.shop.hasAccess).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.log()).endsWith("billing ended", "access revoked");
  }

  @Test
  void the_window_is_cut_short_when_an_approver_says_so() {
    scene.ask("now");
    scene.untilAt("undo-window");

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.now()).isBefore(FakeShop.START.plus(Duration.ofHours(1)));
  }

  @Test
  void a_cancellation_in_temporal_is_noted_and_not_obeyed() {
    scene.ask("now");
    scene.untilAt("undo-window");

    scene.stub.cancel();
    scene.env.sleep(Duration.ofMinutes(1));

    assertThat(scene.request().record()).extracting(Entry::step).contains("cancel");
    assertThatThrownBy(scene::result).isInstanceOf(WorkflowFailedException.class);
    assertThat(scene.shop.log()).endsWith("billing ended", "access revoked");
    assertThat(scene.lastView()).extracting("state").isEqualTo(TicketState.DONE);
  }

  // ---- who, and whether ----

  @Test
  void a_reason_that_is_never_automatic_asks_another_person() {
    scene.askBecause("goodwill");
    scene.untilTold(TicketState.NEEDS_APPROVAL);
    assertThat(scene.lastView()).extracting("waitsFor").isEqualTo(WaitsFor.APPROVERS);
    assertThat(scene.lastNote())
        .containsExactly(
            "Approval needed: cancel order ord_1, at once. Asked by lena: goodwill.",
            "Why: goodwill is never automatic. Customer: told nothing.",
            "Owner: Refund approvers until Tue 14:00, then it expires.",
            "Do now (not lena): macro Cancellation: approve or Cancellation: refuse.",
            "Do not: cancel anything by hand meanwhile.");
    scene.say(CommandKind.APPROVE, "lena", Role.REQUESTER, Role.APPROVER);
    scene.untilNote("Approval by lena not counted: the same person asked for this cancellation.");
    assertThat(scene.shop.log()).isEmpty();

    scene.say(CommandKind.APPROVE, "ana", Role.APPROVER);

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.approvers).contains("ana");
  }

  @Test
  void a_refusal_changes_nothing_and_says_so() {
    scene.askBecause("goodwill");
    scene.untilTold(TicketState.NEEDS_APPROVAL);

    scene.say(CommandKind.REFUSE, "ana", Role.APPROVER);

    assertThat(scene.ending()).isEqualTo(CaseStatus.REFUSED);
    assertThat(scene.shop.log()).isEmpty();
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation not made: order ord_1: refused by ana. Nothing was changed.",
            "Customer: nothing is cancelled.",
            "Owner: you.",
            "Do now: answer the customer; if it is still wanted, apply macro Cancellation: cancel"
                + " again.",
            "Do not: tell the customer that it is cancelled.");
  }

  @Test
  void nobody_decides_for_a_day_and_nothing_is_changed() {
    scene.askBecause("goodwill");

    assertThat(scene.ending()).isEqualTo(CaseStatus.EXPIRED);
    assertThat(scene.shop.log()).isEmpty();
  }

  @Test
  void somebody_elses_order_is_rejected_without_a_fact_about_it() {
    scene.shop.customer = FakeShop.STRANGER;
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.REJECTED);
    assertThat(scene.shop.log()).isEmpty();
    assertThat(scene.lastNote())
        .containsExactly(
            "Cancellation not made: order ord_1: it does not belong to this ticket's customer.",
            "Customer: told nothing; this has cancelled nothing.",
            "Owner: you.",
            "Do now: correct Cancellation object and apply macro Cancellation: cancel again.",
            "Do not: tell this customer anything about it.");
  }

  @Test
  void an_order_of_which_nobody_knows_whose_it_is_needs_a_person() {
    scene.shop.customer = new PersonTag("none");
    scene.ask("now");
    scene.untilTold(TicketState.NEEDS_PERSON);
    assertThat(scene.lastNote().get(0))
        .isEqualTo(
            "Cancellation of order ord_1 waits: nobody knows whether it belongs to this ticket's"
                + " customer. A person must look.");
    assertThat(scene.shop.writes).allMatch(write -> write.minds().isEmpty());

    assertThat(scene.decide(DecisionKind.APPROVE).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource({"false,OPEN,Shop knows no order ord_1", "true,CANCELLED,it is cancelled already"})
  void what_is_not_there_or_over_is_rejected(boolean found, OrderFacts.Stage stage, String why) {
    scene.shop.found = found;
    scene.shop.order = stage;
    scene.shop.billing = SubscriptionFacts.Status.ENDED;
    nothingIsLeft();
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.REJECTED);
    assertThat(scene.shop.log()).isEmpty();
    assertThat(scene.lastNote().get(0))
        .isEqualTo("Cancellation not made: order ord_1: " + why + ".");
  }

  private void nothingIsLeft() {
    scene.shop.parcel = ShipmentFacts.Stage.VOID;
    scene.shop.hasAccess = false;
    scene.shop.refunds.add(
        new PaymentFacts.Refund("re_9", new Money(2490, "EUR"), true, "", "", FakeShop.START, "1"));
  }

  @Test
  void an_order_that_was_cancelled_by_hand_still_has_its_billing_ended() {
    scene.shop.order = OrderFacts.Stage.CANCELLED;
    scene.shop.orderMark = "by hand";
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(scene.shop.log())
        .containsExactly("end scheduled", "label voided", "billing ended", "access revoked");
  }

  @Test
  void an_order_without_anything_that_hangs_on_it_is_closed_and_paid_back() {
    scene.shop.subscription = "";
    scene.shop.shipment = "";
    scene.shop.access = "";
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);

    assertThat(scene.shop.log()).containsExactly("order closed");
    assertThat(scene.lastNote().get(1)).endsWith("Refunded: 24.90 EUR of payment pi_1 (re_1).");
  }

  @Test
  void access_that_is_left_out_is_named_and_nobody_is_told_that_all_is_cancelled() {
    accessIsAway();

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote().get(0)).endsWith("billing has ended, access stays.");
    assertThat(scene.lastNote().get(3))
        .isEqualTo("Do now: tell the customer what of it goes on, then solve.");
  }

  @Test
  void access_that_is_left_out_while_its_system_stays_away_is_not_said_to_stay() {
    accessIsAway();
    scene.shop.silent.addAll(List.of("revokeAccess", "findRevocation"));

    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.lastNote().get(0))
        .endsWith("billing has ended, access was left out, and whether it stays is not known.");
    assertThat(scene.lastNote().get(3))
        .isEqualTo("Do now: tell the customer what of it goes on, then solve.");
  }

  private void accessIsAway() {
    scene.shop.fails("revokeAccess", Fault.AWAY);
    scene.ask("now");
    scene.untilAt("revoke-access");
  }

  @Test
  void a_command_for_another_object_is_passed_on() {
    scene.shop.says(new ObjectId("ord_2"), CommandKind.SEND, "lena", "now", Role.REQUESTER);
    scene.submit();

    assertThat(scene.result().ends()).isEmpty();
    assertThat(scene.shop.forwarded).containsExactly("ord_2");
  }

  @Test
  void where_is_it_is_answered_with_what_it_waits_for() {
    scene.ask("now");
    scene.untilAt("undo-window");

    scene.say(CommandKind.WHERE_IS_IT, "lena", Role.REQUESTER);

    scene.untilNote("Cancellation waits: the customer may change their mind. Owner: Caserail.");
  }
}
