package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(strings = {"charge.refunded", "customer.created", "refund.invented"})
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
