package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.stripe.param.EventListParams;
import com.stripe.param.RefundCreateParams;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.hook.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stripe's own library checks the signatures and reads the events. */
class EventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long TOLERANCE_SECONDS = 300;

  private final RunningStripe running = RunningStripe.start(StripeOptions.defaults());
  private Inbox inbox;

  @BeforeEach
  void open() throws Exception {
    inbox = new Inbox();
  }

  @AfterEach
  void stop() {
    inbox.close();
    running.close();
  }

  @Test
  void what_radar_says_is_sent_with_the_payment_that_it_is_about() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();

    // when
    running.stripe().openReview(payment.id());
    running.stripe().closeReview(payment.id(), ReviewEnd.APPROVED);
    running.stripe().warnOfFraud(payment.id());

    // then
    var events = running.client().v1().events().list(EventListParams.builder().build()).getData();
    assertThat(events)
        .extracting(Event::getType)
        .startsWith("radar.early_fraud_warning.created", "review.closed", "review.opened");
    assertThat(events.subList(0, 3))
        .allSatisfy(event -> assertThat(event.toJson()).contains(payment.id()));
  }

  @Test
  void a_refund_sends_signed_events_with_the_refund_and_the_charge() throws Exception {
    // given
    running.stripe().sendEventsTo(inbox.url());
    Payment payment = running.stripe().payment().amount(9000, "eur").create();

    // when
    var refund =
        running
            .client()
            .v1()
            .refunds()
            .create(
                RefundCreateParams.builder()
                    .setPaymentIntent(payment.id())
                    .setAmount(2500L)
                    .putMetadata("operation_id", "pi/1/pay")
                    .build());

    // then
    List<Event> events = delivered();
    assertThat(events)
        .extracting(Event::getType)
        .containsExactlyInAnyOrder("refund.created", "charge.refunded");
    assertThat(events).allMatch(e -> !e.getLivemode()).allMatch(e -> e.getRequest() != null);
    var inEvent = (com.stripe.model.Refund) object(events, "refund.created");
    assertThat(inEvent.getId()).isEqualTo(refund.getId());
    assertThat(inEvent.getMetadata()).containsEntry("operation_id", "pi/1/pay");
    assertThat(((Charge) object(events, "charge.refunded")).getAmountRefunded()).isEqualTo(2500);
  }

  @Test
  void a_refund_that_fails_after_success_sends_updated_and_failed() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.REFUND_FAIL).create();
    running.stripe().refundByHand(payment.id(), 2500);
    running.stripe().sendEventsTo(inbox.url());
    running.clock().advance(Duration.ofHours(2));

    // when
    running.stripe().catchUp();

    // then
    List<Event> events = delivered();
    assertThat(events)
        .extracting(Event::getType)
        .containsExactlyInAnyOrder("refund.updated", "refund.failed");
    var failed = (com.stripe.model.Refund) object(events, "refund.failed");
    assertThat(failed.getStatus()).isEqualTo("failed");
    assertThat(failed.getFailureReason()).isEqualTo("expired_or_canceled_card");
    assertThat(events.get(0).getData().getPreviousAttributes())
        .containsEntry("status", "succeeded");
    assertThat(events.get(0).getRequest().getId()).isNull();
  }

  @Test
  void time_brings_the_events_without_anybody_asking() throws Exception {
    // given
    Payment payment = running.stripe().payment().card(TestCard.PENDING_REFUND).create();
    running.stripe().refundByHand(payment.id(), 2500);
    running.stripe().sendEventsTo(inbox.url(), "refund.updated");

    // when
    running.clock().advance(Duration.ofHours(2));

    // then
    assertThat(inbox.awaitFirst(PATIENCE)).isTrue();
    assertThat(delivered()).extracting(Event::getType).containsExactly("refund.updated");
  }

  @Test
  void a_dispute_is_announced_and_its_end_too() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    running.stripe().sendEventsTo(inbox.url());

    // when
    Dispute dispute = running.stripe().dispute(payment.id(), DisputeStatus.NEEDS_RESPONSE);
    running.stripe().changeDispute(dispute.id(), DisputeStatus.UNDER_REVIEW);
    running.stripe().changeDispute(dispute.id(), DisputeStatus.LOST);

    // then
    assertThat(delivered())
        .extracting(Event::getType)
        .containsExactlyInAnyOrder(
            "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed");
  }

  @Test
  void an_endpoint_gets_only_the_types_it_wants() throws Exception {
    // given
    running.stripe().sendEventsTo(inbox.url(), "refund.created");
    Payment payment = running.stripe().payment().create();

    // when
    running.stripe().refundByHand(payment.id(), 2500);

    // then
    assertThat(delivered()).extracting(Event::getType).containsExactly("refund.created");
  }

  @Test
  void a_refused_delivery_is_repeated_with_the_same_event_until_it_is_accepted() throws Exception {
    // given
    inbox.refuse(500, 301, 404);
    running.stripe().sendEventsTo(inbox.url(), "refund.created");
    Payment payment = running.stripe().payment().create();

    // when
    running.stripe().refundByHand(payment.id(), 2500);

    // then
    assertThat(delivered()).hasSize(4).extracting(Event::getId).containsOnly(lastEventId());
  }

  @Test
  void deliveries_end_after_about_three_days() {
    // given
    Result refused = Result.answered(500, null);

    // when
    Duration all =
        Stream.iterate(1, n -> n + 1)
            .map(attempt -> EventDelivery.pauseAfter(attempt, refused))
            .takeWhile(Optional::isPresent)
            .map(Optional::orElseThrow)
            .reduce(Duration.ZERO, Duration::plus);

    // then
    assertThat(all).isBetween(Duration.ofHours(60), Duration.ofHours(72));
  }

  @Test
  void a_doubled_event_has_the_same_id_twice() throws Exception {
    // given
    String endpoint = running.stripe().sendEventsTo(inbox.url(), "refund.created");
    running
        .surroundings()
        .faults()
        .add(Fault.webhook(StripeSandbox.SYSTEM).hook(endpoint).doubled());
    Payment payment = running.stripe().payment().create();

    // when
    running.stripe().refundByHand(payment.id(), 2500);

    // then
    assertThat(delivered()).hasSize(2).extracting(Event::getId).containsOnly(lastEventId());
  }

  @Test
  void a_signature_made_with_another_secret_is_not_accepted() throws Exception {
    // given
    running.stripe().sendEventsTo(inbox.url(), "refund.created");
    running.stripe().refundByHand(running.stripe().payment().create().id(), 2500);
    delivered();

    // when
    Inbox.Received received = inbox.received().get(0);

    // then
    assertThatThrownBy(
            () ->
                Webhook.constructEvent(
                    received.body(),
                    received.signature(),
                    "whsec_other",
                    TOLERANCE_SECONDS,
                    running.clock()))
        .isInstanceOf(SignatureVerificationException.class);
  }

  @Test
  void events_are_listed_newest_first_and_by_type() throws Exception {
    // given
    Payment payment = running.stripe().payment().create();
    Refund first = running.stripe().refundByHand(payment.id(), 100);
    Refund second = running.stripe().refundByHand(payment.id(), 200);

    // when
    var all = running.client().v1().events().list();
    var created =
        running
            .client()
            .v1()
            .events()
            .list(EventListParams.builder().setType("refund.created").build());

    // then
    assertThat(all.getData())
        .extracting(Event::getType)
        .containsExactly("charge.refunded", "refund.created", "charge.refunded", "refund.created");
    assertThat(created.getData())
        .extracting(e -> e.getDataObjectDeserializer().getObject().orElseThrow())
        .extracting(o -> ((com.stripe.model.Refund) o).getId())
        .containsExactly(second.id(), first.id());
    Event one = running.client().v1().events().retrieve(created.getData().get(0).getId());
    assertThat(one.getType()).isEqualTo("refund.created");
  }

  private String lastEventId() throws Exception {
    return running
        .client()
        .v1()
        .events()
        .list(EventListParams.builder().setType("refund.created").build())
        .getData()
        .get(0)
        .getId();
  }

  /** All that has arrived once nothing is on its way, each with its signature verified. */
  private List<Event> delivered() throws Exception {
    assertThat(running.surroundings().webhooks().awaitIdle(PATIENCE)).isTrue();
    List<Event> events = new ArrayList<>();
    for (Inbox.Received received : inbox.received()) {
      events.add(
          Webhook.constructEvent(
              received.body(),
              received.signature(),
              running.stripe().webhookSecret(),
              TOLERANCE_SECONDS,
              running.clock()));
    }
    return events;
  }

  private static Object object(List<Event> events, String type) {
    return events.stream()
        .filter(e -> e.getType().equals(type))
        .findFirst()
        .orElseThrow()
        .getDataObjectDeserializer()
        .getObject()
        .orElseThrow();
  }
}
