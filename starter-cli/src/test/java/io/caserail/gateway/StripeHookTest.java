package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StripeHookTest {
  private final RunningGateway running = new RunningGateway();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void news_about_a_refund_wakes_its_settlement() {
    var answer = running.stripe(RunningGateway.refundEvent("refund.updated"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(running.inbox().said).containsExactly("wake settlement re_3Qabc evt_1Qabc");
  }

  @Test
  void a_failed_refund_starts_its_settlement_where_none_is_open() {
    running.stripe(RunningGateway.refundEvent("refund.failed"));

    assertThat(running.inbox().said).containsExactly("wakeOrStart re_3Qabc evt_1Qabc");
  }

  @ParameterizedTest
  @CsvSource({
    "customer.subscription.updated, ord_1001, cancellation",
    "customer.subscription.deleted, sub_1Q, cancellation",
    "identity.verification_session.verified, acct_7, verification",
    "identity.verification_session.requires_input, acct_7, verification",
    "identity.verification_session.redacted, acct_7, verification",
  })
  void news_about_what_a_case_has_changed_wakes_that_case(String type, String object, String kind) {
    String operation = object + "/0123456789abcdef/stop-billing@2";

    running.inbox().waiting.add(object);

    var answer = running.stripe(RunningGateway.changeEvent(type, operation));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
    assertThat(running.inbox().said).containsExactly("wake " + kind + " " + object + " evt_1Qabc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"review.opened", "review.closed", "radar.early_fraud_warning.created"})
  void what_the_risk_engine_says_wakes_the_refunds_of_its_payment(String type) {
    var answer = running.stripe(RunningGateway.riskEvent(type, "pi_3Qabc"));
    var ofACharge =
        running.stripe(RunningGateway.riskEvent(type, "pi_3Qabc").replace("\"pi_3Qabc\"", "null"));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(ofACharge.body()).isEqualTo("{\"result\":\"ignored\"}");
    assertThat(running.inbox().said).containsExactly("wake refund pi_3Qabc evt_1Qabc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ord_1001",
        "ord_1001/0123456789abcdef",
        "ord_1001/0123456789ABCDEF/pay",
        "ord_1001/0123456789abcdef/pay/undo",
        "ord_1001/0123456789abcdef/",
        "or d/0123456789abcdef/pay",
        "../x/0123456789abcdef/pay",
        "{{x}}/0123456789abcdef/pay",
      })
  void what_names_no_operation_of_ours_is_left_to_the_poll(String operation) {
    var answer =
        running.stripe(RunningGateway.changeEvent("customer.subscription.updated", operation));

    assertThat(answer.body()).isEqualTo("{\"result\":\"ignored\"}");
    assertThat(running.inbox().said).isEmpty();
  }

  @Test
  void a_change_of_the_other_mode_is_ignored_and_one_of_no_mode_put_aside() {
    String event =
        RunningGateway.changeEvent(
            "identity.verification_session.verified", "acct_7/0123456789abcdef/open");

    var other = running.stripe(event.replace("\"livemode\":false", "\"livemode\":true"));
    var none = running.stripe(event.replace("\"livemode\":false,", ""));
    var nameless = running.stripe(event.replace("evt_1Qabc", "../evt"));

    assertThat(other.body()).isEqualTo("{\"result\":\"ignored\"}");
    assertThat(none.body()).isEqualTo("{\"result\":\"quarantined\"}");
    assertThat(nameless.body()).isEqualTo("{\"result\":\"quarantined\"}");
    assertThat(running.inbox().said).doesNotContain("wake verification acct_7 evt_1Qabc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "charge.refunded",
        "customer.subscription.created",
        "customer.created",
        "refund.invented"
      })
  void other_news_of_the_payment_system_is_ignored(String type) {
    var answer = running.stripe(RunningGateway.refundEvent(type));

    assertThat(answer.body()).isEqualTo("{\"result\":\"ignored\"}");
    assertThat(running.inbox().said).isEmpty();
  }

  @Test
  void an_event_of_the_other_mode_is_ignored() {
    var answer =
        running.stripe(
            RunningGateway.refundEvent("refund.failed")
                .replace("\"livemode\":false", "\"livemode\":true"));

    assertThat(answer.body()).isEqualTo("{\"result\":\"ignored\"}");
    assertThat(running.inbox().said).isEmpty();
  }

  @Test
  void a_refund_event_without_its_refund_is_put_aside_under_its_own_id() {
    var answer =
        running.stripe(RunningGateway.refundEvent("refund.failed").replace("re_3Qabc", "../x"));

    assertThat(answer.body()).isEqualTo("{\"result\":\"quarantined\"}");
    assertThat(running.inbox().quarantined)
        .singleElement()
        .satisfies(entry -> assertThat(entry.eventId()).isEqualTo("evt_1Qabc"));
  }
}
