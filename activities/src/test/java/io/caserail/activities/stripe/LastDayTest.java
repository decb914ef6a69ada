package io.caserail.activities.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.port.Attempt;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is on its way, and may be for long. */
class LastDayTest {
  private static final String PAYER = "cus_1 ";

  private final PaymentScene scene = new PaymentScene();
  private final LastDay day = new LastDay(scene.client(), "acme", scene.surroundings.clock());

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void what_is_on_its_way_of_the_same_payment_is_no_other_payments() {
    ObjectId other = scene.payment;
    RefundOrder elsewhere = order(other, "00000000000000a1");
    ObjectId payment = scene.pays(b -> b);
    RefundOrder first = order(payment, "00000000000000a2");
    RefundOrder second = order(payment, "00000000000000a3");
    for (RefundOrder one : List.of(elsewhere, first)) {
      day.sending(one);
      day.before(one, PAYER);
    }
    day.sending(second);

    assertThat(day.before(second, PAYER))
        .extracting(LastDay.OnItsWay::operation)
        .containsExactly(elsewhere.attempt().id().value());
  }

  @Test
  void what_was_in_doubt_for_more_than_a_day_counts_from_when_it_is_sent_afresh() {
    RefundOrder order = order(scene.payment, "00000000000000a1");
    RefundOrder later = order(scene.pays(b -> b), "00000000000000a2");
    day.sending(order);
    day.before(order, PAYER);
    scene.surroundings.clock().advance(Duration.ofHours(25));
    day.sending(later);
    day.before(later, PAYER);

    day.sending(order);
    List<LastDay.OnItsWay> before = day.before(order, PAYER);

    assertThat(before)
        .extracting(LastDay.OnItsWay::operation)
        .containsExactly(later.attempt().id().value());
    assertThat(day.of("77", List.of(), "", "EUR"))
        .isEqualTo(new PaymentFacts.Day(2, new Money(4_980, "EUR"), null));
  }

  private RefundOrder order(ObjectId payment, String key) {
    RefundOrder like = scene.order();
    Attempt attempt = like.attempt();
    return new RefundOrder(
        new Attempt(
            OperationId.of(payment, new RequestKey(key), "pay"),
            attempt.commandId(),
            0,
            attempt.sendBefore(),
            false),
        payment,
        like.amount(),
        like.askedAmount(),
        like.reason(),
        like.ticket(),
        like.request(),
        like.approvals(),
        like.known());
  }
}
