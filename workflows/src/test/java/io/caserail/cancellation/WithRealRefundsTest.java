package io.caserail.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caserail.cancellation.FakeShop.Fault;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Money;
import io.caserail.model.Role;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancellation and the cases of its refunds, both as they are, on one ticket. */
class WithRealRefundsTest {
  private final CancellationScene scene = CancellationScene.withRefunds();

  @AfterEach
  void stop() {
    scene.close();
  }

  /** Only the payment of 9.90 EUR is due, for which nobody is asked. */
  private void small() {
    scene.shop.orderPayment = "";
  }

  @Test
  void one_refund_needs_a_yes_in_the_same_ticket_the_other_none_and_both_are_made_once() {
    scene.ask("now");
    scene.untilRefundIs("pi_1", CaseStatus.NEEDS_APPROVAL);
    scene.untilTold(TicketState.NEEDS_APPROVAL);
    assertThat(scene.waitsAt("refund")).isTrue();
    assertThat(scene.shop.refunds).isEmpty();

    scene.sayOfRefund("pi_1", CommandKind.APPROVE, "ana", Role.APPROVER);

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.orders)
        .extracting(o -> o.payment().value(), RefundOrder::amount, o -> o.request().commandId())
        .containsExactly(
            tuple("pi_1", new Money(2490, "EUR"), "audit-1"),
            tuple("pi_2", new Money(990, "EUR"), "audit-1"));
    assertThat(scene.shop.orders)
        .extracting(o -> Objects.requireNonNull(o.origin()).operation().value())
        .containsExactly(scene.operation("refund"), scene.operation("refund@2"));
    assertThat(scene.shop.orders.get(0).approvals()).hasSize(1);
    assertThat(scene.lastNote().get(1))
        .endsWith(
            "Refunded: 24.90 EUR of payment pi_1 (re_1) and 9.90 EUR of payment pi_2 (re_2).");
    assertThat(scene.shop.views())
        .extracting(TicketView::note)
        .anyMatch(
            note ->
                !note.isEmpty()
                    && note.get(0).startsWith("Refund sent: 24.90 EUR")
                    && note.get(2)
                        .equals("Owner: Caserail, which goes on with the cancellation of ord_1.")
                    && note.get(3)
                        .equals(
                            "Do now: nothing; its note says when to tell the customer and to"
                                + " solve."));
  }

  @Test
  void the_end_of_a_refund_is_heard_without_waiting_for_the_next_poll() {
    scene.ask("now");
    scene.untilRefundIs("pi_1", CaseStatus.NEEDS_APPROVAL);
    scene.env.sleep(Duration.ofHours(3));
    Instant before = scene.now();
    scene.sayOfRefund("pi_1", CommandKind.APPROVE, "ana", Role.APPROVER);

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.closedAt()).isBefore(before.plus(Duration.ofMinutes(2)));
  }

  @Test
  void a_refusal_blocks_the_cancellation_and_a_retry_asks_the_people_afresh() {
    scene.ask("now");
    scene.untilRefundIs("pi_1", CaseStatus.NEEDS_APPROVAL);
    scene.untilTold(TicketState.NEEDS_APPROVAL);
    scene.sayOfRefund("pi_1", CommandKind.REFUSE, "ana", Role.APPROVER);
    scene.until(CaseStatus.BLOCKED);
    assertThat(Objects.requireNonNull(scene.block()).cause())
        .isEqualTo("the refund of 24.90 EUR of payment pi_1 was not made: refused by ana");

    assertThat(scene.decide(DecisionKind.RETRY).accepted()).isTrue();
    scene.untilRefundIs("pi_1", CaseStatus.NEEDS_APPROVAL);
    scene.env.sleep(Duration.ofMinutes(1));
    scene.sayOfRefund("pi_1", CommandKind.APPROVE, "bert", Role.APPROVER);

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.refunds).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ONCE", "AWAY", "LOST"})
  void a_hand_over_without_a_report_is_made_again_and_the_money_goes_once(Fault fault) {
    small();
    scene.shop.fails("askForRefund", fault);
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.refunds)
        .extracting(PaymentFacts.Refund::amount)
        .containsExactly(new Money(990, "EUR"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ONCE", "AWAY", "LOST"})
  void a_payment_system_that_fails_delays_both_and_pays_once(Fault fault) {
    small();
    scene.shop.fails("issueRefund", fault);
    scene.ask("now");

    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.refunds).hasSize(1);
  }

  @Test
  void nobody_answers_for_a_day_and_the_cancellation_says_so() {
    scene.ask("now");
    scene.until(CaseStatus.BLOCKED);

    assertThat(Objects.requireNonNull(scene.block()).code()).isEqualTo("refund_expired");
    assertThat(scene.decide(DecisionKind.SKIP).accepted()).isTrue();
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);
    assertThat(scene.shop.refunds).hasSize(1);
  }

  @Test
  void a_refund_that_was_made_by_hand_meanwhile_is_not_made_again() {
    scene.ask("now");
    scene.untilRefundIs("pi_1", CaseStatus.NEEDS_APPROVAL);
    scene.shop.refunds.add(
        new PaymentFacts.Refund("re_hand", new Money(2490, "EUR"), true, "", "", scene.now()));
    scene.sayOfRefund("pi_1", CommandKind.APPROVE, "ana", Role.APPROVER);
    scene.until(CaseStatus.BLOCKED);

    assertThat(Objects.requireNonNull(scene.block()).cause())
        .contains("nothing of this payment is left to refund");
    assertThat(scene.shop.orders).isEmpty();
  }

  @Test
  void each_case_names_the_other() {
    scene.ask("now");
    scene.untilRefundIs("pi_1", CaseStatus.NEEDS_APPROVAL);

    assertThat(scene.request().record())
        .extracting("what")
        .contains("a case of its own: refund-test-pi_1");
    assertThat(Objects.requireNonNull(scene.refund("pi_1")).requests().get(0).record())
        .extracting("what")
        .contains("follows from the cancellation of ord_1 (" + scene.operation("refund") + "#0)");
  }

  @Test
  void what_was_asked_twice_is_known_by_its_case() {
    small();
    scene.ask("now");
    assertThat(scene.ending()).isEqualTo(CaseStatus.COMPLETED);

    Outcome again = scene.client.became(scene.shop.asked.get(0));
    AskedRefunds cases = new AskedRefunds(scene.client);
    Outcome unused = cases.askForRefund(scene.shop.asked.get(0));

    assertThat(again.ref()).isEqualTo("re_1");
    assertThat(List.of(scene.shop.refunds.size(), scene.shop.orders.size())).containsOnly(1);
  }
}
