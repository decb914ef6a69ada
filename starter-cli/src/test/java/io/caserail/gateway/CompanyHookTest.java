package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompanyHookTest {
  private static final String CHANGED =
      "{\"type\":\"order.updated\",\"timestamp\":\"2026-11-23T14:02:07Z\","
          + "\"data\":{\"id\":\"ord_1001\"}}";

  private final RunningGateway running = RunningGateway.ofAll();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void an_event_of_our_own_system_wakes_the_case_that_it_names() {
    running.inbox().waiting.add("ord_1001");

    var answer = send("shop", "msg_1", CHANGED, Senders.SHOP_SECRET);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
    assertThat(running.inbox().said).containsExactly("wake cancellation ord_1001 msg_1");
  }

  @Test
  void an_event_for_which_no_case_waits_is_ignored() {
    assertThat(send("shop", "msg_1", CHANGED, Senders.SHOP_SECRET).body())
        .isEqualTo("{\"result\":\"ignored\"}");
  }

  @Test
  void one_of_several_signatures_is_enough_and_several_secrets_count() {
    assertThat(send("shop", "msg_1", CHANGED, Senders.SHOP_NEXT).statusCode()).isEqualTo(202);
    assertThat(send("store", "msg_2", CHANGED, foreign(), Senders.SHOP_SECRET).statusCode())
        .isEqualTo(202);
    assertThat(send("store", "msg_3", CHANGED, Senders.SHOP_NEXT).statusCode()).isEqualTo(401);
  }

  @Test
  void what_the_contracts_say_of_one_system_holds_for_no_other() {
    assertThat(send("store", "msg_1", CHANGED, Senders.SHOP_SECRET).body())
        .isEqualTo("{\"result\":\"ignored\"}");
    assertThat(running.inbox().said).isEmpty();
  }

  @Test
  void the_same_id_is_handed_on_once() {
    send("shop", "msg_1", CHANGED, Senders.SHOP_SECRET);

    var again = send("shop", "msg_1", CHANGED, Senders.SHOP_SECRET);

    assertThat(again.body()).isEqualTo("{\"result\":\"duplicate\"}");
    assertThat(running.inbox().said).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"ord_1001, ../x", "id, name", "timestamp, time", "order.updated, ''"})
  void what_is_against_the_contract_is_put_aside(String part, String spoilt) {
    var answer = send("shop", "msg_1", CHANGED.replace(part, spoilt), Senders.SHOP_SECRET);

    assertThat(answer.body()).isEqualTo("{\"result\":\"quarantined\"}");
    assertThat(running.inbox().quarantined)
        .singleElement()
        .satisfies(entry -> assertThat(entry.eventId()).isEqualTo("msg_1"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301})
  void a_stale_time_is_not_authentic(long seconds) {
    Instant then = RunningGateway.NOW.plusSeconds(seconds);

    running.assertRefused(
        running
            .senders()
            .send(running.senders().company("shop", "msg_1", then, CHANGED, Senders.SHOP_SECRET)),
        401);
  }

  @ParameterizedTest
  @CsvSource({"webhook-id, msg_2", "webhook-timestamp, 1", "webhook-signature, 'v1,zz'"})
  void a_header_that_was_changed_is_not_authentic(String header, String value) {
    var request =
        running
            .senders()
            .company("shop", "msg_1", RunningGateway.NOW, CHANGED, Senders.SHOP_SECRET);

    running.assertRefused(running.senders().send(request.setHeader(header, value)), 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "SHOP", "..%2Fzendesk", "shop%00"})
  void a_system_that_is_not_set_up_has_no_address(String name) {
    var answer = send(name, "msg_1", CHANGED, Senders.SHOP_SECRET);

    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(running.inbox().said).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"whsec_c2hvcnQ=", "whsec_not base64 at all......", "no-prefix-but-long-enough"})
  void a_secret_that_is_none_of_standard_webhooks_is_refused_and_not_quoted(String secret) {
    assertThatThrownBy(
            () -> new Trusted(Map.of("company-shop", List.of(new WebhookSecret("now", secret)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(secret);
  }

  private static String foreign() {
    return "whsec_YS1zZWNyZXQtdGhhdC1uby1vbmUtaGVyZS1rbm93cw==";
  }

  private HttpResponse<String> send(String system, String id, String body, String... secrets) {
    return running
        .senders()
        .send(running.senders().company(system, id, RunningGateway.NOW, body, secrets));
  }
}
