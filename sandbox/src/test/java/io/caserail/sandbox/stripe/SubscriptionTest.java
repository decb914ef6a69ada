package io.caserail.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.model.StripeObject;
import com.stripe.net.RequestOptions;
import com.stripe.param.EventListParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionResumeParams;
import com.stripe.param.SubscriptionRetrieveParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.service.SubscriptionService;
import io.caserail.sandbox.core.BookEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stripe's own client cancels subscriptions, and time does the rest. */
class SubscriptionTest {
  private final RunningStripe running = RunningStripe.start(StripeOptions.defaults());
  private final Customer ada = running.stripe().customer("ada@example.org");

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_subscription_made_over_the_api_shows_its_term_on_the_item_and_its_payment_on_the_invoice()
      throws Exception {
    // given
    var made =
        api()
            .create(
                SubscriptionCreateParams.builder()
                    .setCustomer(ada.id())
                    .addItem(
                        SubscriptionCreateParams.Item.builder()
                            .setPriceData(
                                SubscriptionCreateParams.Item.PriceData.builder()
                                    .setCurrency("eur")
                                    .setProduct("prod_gold")
                                    .setUnitAmount(1_990L)
                                    .setRecurring(
                                        SubscriptionCreateParams.Item.PriceData.Recurring.builder()
                                            .setInterval(
                                                SubscriptionCreateParams.Item.PriceData.Recurring
                                                    .Interval.MONTH)
                                            .build())
                                    .build())
                            .build())
                    .putMetadata("access", "user-7")
                    .build());

    // when
    var read =
        api()
            .retrieve(
                made.getId(),
                SubscriptionRetrieveParams.builder()
                    .addExpand("latest_invoice.payments")
                    .addExpand("customer")
                    .build());

    // then
    assertThat(read.getStatus()).isEqualTo("active");
    assertThat(read.getMetadata()).containsEntry("access", "user-7");
    assertThat(read.getCustomerObject().getEmail()).isEqualTo("ada@example.org");
    assertThat(read.getCancelAt()).isNull();
    assertThat(read.getCanceledAt()).isNull();
    assertThat(read.getEndedAt()).isNull();
    var item = read.getItems().getData().get(0);
    assertThat(Instant.ofEpochSecond(item.getCurrentPeriodEnd()))
        .isBetween(now().plus(Duration.ofDays(27)), now().plus(Duration.ofDays(31)));
    assertThat(item.getPrice().getUnitAmount()).isEqualTo(1_990);
    var paid = read.getLatestInvoiceObject().getPayments().getData().get(0);
    assertThat(paid.getAmountPaid()).isEqualTo(1_990);
    assertThat(
            running
                .client()
                .v1()
                .paymentIntents()
                .retrieve(paid.getPayment().getPaymentIntent())
                .getCustomer())
        .isEqualTo(ada.id());
  }

  @Test
  void a_term_that_ends_is_followed_by_the_next_one_and_its_payment() throws Exception {
    // given
    Subscription made = monthly().create();

    // when
    running.clock().advance(Duration.ofDays(65));

    // then
    var read = api().retrieve(made.id());
    assertThat(read.getItems().getData().get(0).getCurrentPeriodEnd())
        .isGreaterThan(now().getEpochSecond());
    var paid =
        running
            .client()
            .v1()
            .invoices()
            .list(
                InvoiceListParams.builder()
                    .setSubscription(made.id())
                    .setStatus(InvoiceListParams.Status.PAID)
                    .addExpand("data.payments")
                    .build())
            .getData();
    assertThat(paid).hasSize(3);
    assertThat(paid.get(0).getId()).isEqualTo(read.getLatestInvoice());
    assertThat(paid).allMatch(i -> i.getPayments().getData().size() == 1);
    assertThat(books("subscription.renewed", made)).hasSize(2);
    assertThat(running.surroundings().books().of("stripe", "payment.taken")).hasSize(3);
  }

  @Test
  void a_payment_that_is_missed_leaves_an_open_invoice_without_a_payment() throws Exception {
    // given
    Subscription made = monthly().create();

    // when
    running.stripe().subscriptionBecomes(made.id(), SubscriptionStatus.PAST_DUE);

    // then
    var read =
        api()
            .retrieve(
                made.id(),
                SubscriptionRetrieveParams.builder().addExpand("latest_invoice.payments").build());
    assertThat(read.getStatus()).isEqualTo("past_due");
    assertThat(read.getLatestInvoiceObject().getStatus()).isEqualTo("open");
    assertThat(read.getLatestInvoiceObject().getPayments().getData()).isEmpty();
  }

  @Test
  void a_scheduled_end_is_reached_when_the_term_is_over() throws Exception {
    // given
    Subscription made = monthly().create();
    var asked = api().update(made.id(), endWithTerm().putMetadata("operation_id", "a/b/c").build());
    long termEnd = made.term().end().getEpochSecond();
    assertThat(asked.getStatus()).isEqualTo("active");
    assertThat(asked.getCancelAtPeriodEnd()).isTrue();
    assertThat(asked.getCancelAt()).isEqualTo(termEnd);
    assertThat(asked.getCanceledAt()).isNotNull();
    assertThat(asked.getEndedAt()).isNull();

    // when
    running.clock().advance(Duration.ofDays(40));

    // then
    var over = api().retrieve(made.id());
    assertThat(over.getStatus()).isEqualTo("canceled");
    assertThat(over.getCanceledAt()).isEqualTo(asked.getCanceledAt());
    assertThat(over.getEndedAt()).isEqualTo(termEnd);
    assertThat(over.getMetadata()).containsEntry("operation_id", "a/b/c");
    assertThat(books("subscription.renewed", made)).isEmpty();
    assertThat(books("subscription.end_scheduled", made).get(0).details())
        .containsEntry("metadata.operation_id", "a/b/c");
    assertThat(books("subscription.ended", made)).hasSize(1);
  }

  @Test
  void a_scheduled_end_is_taken_back_before_the_term_is_over() throws Exception {
    // given
    Subscription made = monthly().create();
    api().update(made.id(), endWithTerm().putMetadata("operation_id", "a/b/c").build());

    // when
    var kept =
        api()
            .update(
                made.id(),
                SubscriptionUpdateParams.builder()
                    .setCancelAtPeriodEnd(false)
                    .putMetadata("operation_id", "")
                    .build());
    running.clock().advance(Duration.ofDays(40));

    // then
    assertThat(kept.getCancelAtPeriodEnd()).isFalse();
    assertThat(kept.getCancelAt()).isNull();
    assertThat(kept.getCanceledAt()).isNull();
    assertThat(kept.getMetadata()).isEmpty();
    assertThat(api().retrieve(made.id()).getStatus()).isEqualTo("active");
    assertThat(books("subscription.end_taken_back", made)).hasSize(1);
  }

  @Test
  void a_date_of_its_own_is_not_taken_back_by_the_term_parameter() throws Exception {
    // given
    Subscription made = monthly().create();
    Instant date = now().plus(Duration.ofDays(3));
    running.stripe().scheduleEndByHand(made.id(), date);

    // when
    var after =
        api()
            .update(
                made.id(), SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(false).build());

    // then
    assertThat(after.getCancelAt()).isEqualTo(date.getEpochSecond());
    running.clock().advance(Duration.ofDays(4));
    assertThat(running.stripe().subscriptionOf(made.id()).status())
        .isEqualTo(SubscriptionStatus.CANCELED);
  }

  @ParameterizedTest
  @EnumSource(
      value = SubscriptionStatus.class,
      names = {"INCOMPLETE", "TRIALING", "ACTIVE", "PAST_DUE", "UNPAID", "PAUSED"})
  void a_subscription_of_each_status_ends_at_once(SubscriptionStatus status) throws Exception {
    // given
    Subscription made = monthly().status(status).create();
    assertThat(api().retrieve(made.id()).getStatus()).isEqualTo(status.wire());

    // when
    var over =
        api()
            .cancel(
                made.id(),
                SubscriptionCancelParams.builder()
                    .setProrate(false)
                    .setInvoiceNow(false)
                    .setCancellationDetails(
                        SubscriptionCancelParams.CancellationDetails.builder()
                            .setComment("a/b/end")
                            .build())
                    .build());

    // then
    assertThat(over.getStatus()).isEqualTo("canceled");
    assertThat(over.getEndedAt()).isEqualTo(over.getCanceledAt()).isNotNull();
    assertThat(over.getCancellationDetails().getComment()).isEqualTo("a/b/end");
    BookEntry entry = books("subscription.ended", made).get(0);
    assertThat(entry.details())
        .containsEntry("prorate", "false")
        .containsEntry("invoice_now", "false");
  }

  @Test
  void what_is_over_takes_metadata_and_nothing_else() throws Exception {
    // given
    Subscription made = monthly().create();
    running.stripe().endByHand(made.id());

    // when
    var refused =
        catchThrowableOfType(
            InvalidRequestException.class, () -> api().update(made.id(), endWithTerm().build()));
    var again = catchThrowableOfType(InvalidRequestException.class, () -> api().cancel(made.id()));
    var marked =
        api().update(made.id(), SubscriptionUpdateParams.builder().putMetadata("a", "b").build());

    // then
    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getCode()).isEqualTo("invalid_canceled_subscription_fields");
    assertThat(again.getStatusCode()).isEqualTo(404);
    assertThat(again.getCode()).isEqualTo("resource_missing");
    assertThat(marked.getMetadata()).containsEntry("a", "b");
  }

  @Test
  void what_a_schedule_manages_is_not_ended_past_it() {
    // given
    Subscription made = monthly().managedBySchedule().create();

    // when
    var refused =
        catchThrowableOfType(
            InvalidRequestException.class, () -> api().update(made.id(), endWithTerm().build()));

    // then
    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getCode()).isNull();
    assertThat(refused.getMessage()).contains("managed by the subscription schedule");
  }

  @Test
  void only_a_paused_subscription_is_resumed() throws Exception {
    // given
    Subscription paused = monthly().status(SubscriptionStatus.PAUSED).create();
    Subscription active = monthly().create();

    // when
    var resumed = api().resume(paused.id(), SubscriptionResumeParams.builder().build());
    var refused =
        catchThrowableOfType(InvalidRequestException.class, () -> api().resume(active.id()));

    // then
    assertThat(resumed.getStatus()).isEqualTo("active");
    assertThat(refused.getStatusCode()).isEqualTo(400);
  }

  @Test
  void a_list_shows_a_customers_subscriptions_and_the_ended_ones_only_when_asked()
      throws Exception {
    // given
    Subscription kept = monthly().create();
    Subscription ended = monthly().create();
    running.stripe().endByHand(ended.id());
    running.stripe().subscription(running.stripe().customer("bob@example.org").id()).create();

    // when
    var open = api().list(SubscriptionListParams.builder().setCustomer(ada.id()).build());
    var all =
        api()
            .list(
                SubscriptionListParams.builder()
                    .setCustomer(ada.id())
                    .setStatus(SubscriptionListParams.Status.ALL)
                    .build());

    // then
    assertThat(open.getData()).extracting(s -> s.getId()).containsExactly(kept.id());
    assertThat(all.getData()).extracting(s -> s.getId()).containsExactly(ended.id(), kept.id());
  }

  @Test
  void the_same_key_gets_the_first_answer_although_the_end_was_taken_back_since() throws Exception {
    // given
    Subscription made = monthly().create();
    var key = RequestOptions.builder().setIdempotencyKey("key-1").build();
    api().update(made.id(), endWithTerm().build(), key);
    running.stripe().keepByHand(made.id());

    // when
    var replayed = api().update(made.id(), endWithTerm().build(), key);

    // then
    assertThat(replayed.getCancelAtPeriodEnd()).isTrue();
    assertThat(api().retrieve(made.id()).getCancelAtPeriodEnd()).isFalse();
  }

  @Test
  void changes_and_ends_are_events() throws Exception {
    // given
    Subscription made = monthly().create();
    api().update(made.id(), endWithTerm().build());
    running.clock().advance(Duration.ofDays(40));

    // when
    var events =
        running.client().v1().events().list(EventListParams.builder().build()).getData().stream()
            .filter(e -> e.getType().startsWith("customer.subscription."))
            .toList();

    // then
    assertThat(events)
        .extracting(e -> e.getType())
        .containsExactly(
            "customer.subscription.deleted",
            "customer.subscription.updated",
            "customer.subscription.created");
    StripeObject ended = events.get(0).getDataObjectDeserializer().getObject().orElseThrow();
    assertThat(((com.stripe.model.Subscription) ended).getStatus()).isEqualTo("canceled");
    assertThat(events.get(1).getData().getPreviousAttributes())
        .containsEntry("cancel_at_period_end", false);
  }

  @Test
  void the_restricted_key_changes_nothing() throws Exception {
    // given
    Subscription made = monthly().create();
    var reader = running.clientWith(running.stripe().readOnlyKey()).v1().subscriptions();

    // then
    assertThat(reader.retrieve(made.id()).getStatus()).isEqualTo("active");
    assertThatThrownBy(() -> reader.update(made.id(), endWithTerm().build()))
        .isInstanceOf(PermissionException.class);
    assertThatThrownBy(() -> reader.cancel(made.id())).isInstanceOf(PermissionException.class);
    assertThat(running.stripe().subscriptionOf(made.id()).ending().asked()).isNull();
  }

  private SubscriptionService api() {
    return running.client().v1().subscriptions();
  }

  private SubscriptionBuilder monthly() {
    return running.stripe().subscription(ada.id());
  }

  private static SubscriptionUpdateParams.Builder endWithTerm() {
    return SubscriptionUpdateParams.builder().setCancelAtPeriodEnd(true);
  }

  private Instant now() {
    return running.clock().instant();
  }

  private List<BookEntry> books(String kind, Subscription subscription) {
    return running.surroundings().books().about(subscription.id()).stream()
        .filter(e -> e.kind().equals(kind))
        .toList();
  }
}
