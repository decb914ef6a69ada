package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.CallRecord;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.fault.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksTest {
  private final RunningStripe running = RunningStripe.start(StripeOptions.defaults());

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_refund_stands_in_the_books_with_its_key_its_operation_and_its_call() throws Exception {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();

    // when
    running.post(
        "/v1/refunds",
        "amount=1500&payment_intent=" + payment.id() + "&metadata[operation_id]=pi/1/pay",
        "key-1");

    // then
    BookEntry entry = only("refund.created");
    assertThat(entry.object()).isEqualTo(running.stripe().refundsOf(payment.id()).get(0).id());
    assertThat(entry.amountMinor()).isEqualTo(1500);
    assertThat(entry.currency()).isEqualTo("eur");
    assertThat(entry.details())
        .containsEntry("metadata.operation_id", "pi/1/pay")
        .containsEntry("idempotency_key", "key-1")
        .containsEntry("payment_intent", payment.id());
    assertThat(entry.cause().kind()).isEqualTo(Cause.Kind.HTTP);
  }

  @Test
  void a_replayed_answer_leaves_the_books_alone() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    String body = "amount=1500&payment_intent=" + payment.id();

    // when
    running.post("/v1/refunds", body, "key-1");
    running.post("/v1/refunds", body, "key-1");

    // then
    only("refund.created");
    assertThat(running.surroundings().calls().of(StripeSandbox.SYSTEM, "POST /v1/refunds"))
        .extracting(CallRecord::effect)
        .containsExactly(true, false);
  }

  @Test
  void money_that_comes_back_is_taken_off_again() {
    // given
    Payment payment = running.stripe().payment().amount(4000, "eur").create();
    Refund kept = running.stripe().refundByHand(payment.id(), 1500);
    Refund lost = running.stripe().refundByHand(payment.id(), 700);

    // when
    running.stripe().fail(lost.id(), RefundFailureReason.LOST_OR_STOLEN_CARD);

    // then
    assertThat(moved(payment)).isEqualTo(running.stripe().moneyMoved(payment.id())).isEqualTo(1500);
    assertThat(only("refund.failed").details())
        .containsEntry("failure_reason", "lost_or_stolen_card");
    assertThat(running.stripe().refund(kept.id()).status()).isEqualTo(RefundStatus.SUCCEEDED);
  }

  @Test
  void a_refund_that_failed_at_once_moved_nothing() {
    // given
    Payment payment = running.stripe().payment().card(TestCard.FAILED_AT_ONCE).create();

    // when
    running.stripe().refundByHand(payment.id(), 1500);

    // then
    assertThat(only("refund.created").movedMoney()).isFalse();
    assertThat(moved(payment)).isZero();
  }

  @Test
  void an_answer_lost_on_its_way_leaves_its_effect_in_the_books() {
    // given
    Payment payment = running.stripe().payment().create();
    running
        .surroundings()
        .faults()
        .add(Fault.on(StripeSandbox.SYSTEM).endpoint("POST /v1/refunds").answerLost());

    // when
    var lost =
        catchThrowable(
            () -> running.post("/v1/refunds", "amount=1500&payment_intent=" + payment.id(), "k"));

    // then
    assertThat(lost).isInstanceOf(IOException.class);
    assertThat(only("refund.created").amountMinor()).isEqualTo(1500);
  }

  @Test
  void a_refund_by_hand_is_a_persons_doing() {
    // given
    Payment payment = running.stripe().payment().create();

    // when
    running.stripe().refundByHand(payment.id(), 1500);

    // then
    BookEntry entry = only("refund.created");
    assertThat(entry.cause().kind()).isEqualTo(Cause.Kind.HUMAN);
    assertThat(entry.details()).doesNotContainKey("idempotency_key");
  }

  @Test
  void each_call_is_known_by_the_template_of_its_path() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();

    // when
    running.get("/v1/payment_intents/" + payment.id() + "?expand[]=latest_charge");

    // then
    assertThat(running.surroundings().calls().of(StripeSandbox.SYSTEM))
        .extracting(CallRecord::endpoint)
        .containsExactly("GET /v1/payment_intents/{id}");
  }

  private BookEntry only(String kind) {
    List<BookEntry> entries = running.surroundings().books().of(StripeSandbox.SYSTEM, kind);
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private long moved(Payment payment) {
    return running.surroundings().books().entries().stream()
        .filter(e -> payment.id().equals(e.details().get("payment_intent")))
        .map(BookEntry::amountMinor)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }
}
