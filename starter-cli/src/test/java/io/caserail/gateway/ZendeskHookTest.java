package io.caserail.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZendeskHookTest {
  private final RunningGateway running = new RunningGateway();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_signed_hint_reaches_the_case_of_its_payment() {
    var answer = running.zendesk(RunningGateway.REFUND);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
    assertThat(running.inbox().said).containsExactly("submit refund pi_3QabcDEF 35436 webhook");
  }

  @ParameterizedTest
  @CsvSource({
    "refund, pi_3QabcDEF",
    "cancellation, ord_1001",
    "cancellation, sub_1QabcDEF",
    "verification, acct_77-x",
  })
  void a_hint_reaches_the_case_of_its_kind(String kind, String object) {
    var answer = running.zendesk(hint(kind, object));

    assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
    assertThat(running.inbox().said)
        .containsExactly("submit " + kind + " " + object + " 35436 webhook");
  }

  @ParameterizedTest
  @CsvSource({
    "settlement, re_3QabcDEF",
    "CANCELLATION, ord_1001",
    "cancellation, o",
    "cancellation, ../ord_1",
    "cancellation, ord 1",
    "verification, ''",
  })
  void a_kind_that_no_ticket_asks_for_and_an_object_of_no_form_are_put_aside(
      String kind, String object) {
    var answer = running.zendesk(hint(kind, object));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"result\":\"quarantined\"}");
    assertThat(running.inbox().said).containsExactly("quarantine zendesk");
  }

  @Test
  void a_kind_that_is_not_set_up_is_put_aside() {
    try (RunningGateway refundsOnly =
        new RunningGateway(
            List.of(RunningGateway.STRIPE),
            Map.of(CaseKind.REFUND, GatewaySettings.PAYMENT_INTENT))) {

      var answer = refundsOnly.zendesk(hint("cancellation", "ord_1001"));

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("{\"result\":\"quarantined\"}");
      assertThat(refundsOnly.inbox().quarantined)
          .singleElement()
          .satisfies(entry -> assertThat(entry.clause()).contains("not set up here"));
    }
  }

  private static String hint(String kind, String object) {
    return RunningGateway.REFUND.replace("refund", kind).replace("pi_3QabcDEF", object);
  }

  @Test
  void the_same_invocation_is_a_duplicate_once_temporal_has_it() {
    running.zendesk(RunningGateway.REFUND);

    var again = running.zendesk(RunningGateway.REFUND);

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo("{\"result\":\"duplicate\"}");
    assertThat(running.inbox().said).hasSize(1);
  }

  @Test
  void an_invocation_that_temporal_did_not_take_is_no_duplicate() {
    running.inbox().goAway();
    var first = running.zendesk(RunningGateway.REFUND);
    running.inbox().comeBack();

    var again = running.zendesk(RunningGateway.REFUND);

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).hasValue("10");
    assertThat(again.body()).isEqualTo("{\"result\":\"accepted\"}");
    assertThat(running.inbox().said).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{not json",
        "[]",
        "null",
        "{}",
        "{\"kind\":\"refund\"}",
        "{\"kind\":\"refund\",\"kind\":\"x\",\"ticket\":\"1\",\"object\":\"pi_3QabcDEF\"}",
        "{\"kind\":\"teleport\",\"ticket\":\"1\",\"object\":\"pi_3QabcDEF\"}",
        "{\"kind\":\"refund\",\"ticket\":\"1\",\"object\":\"ch_3QabcDEF\"}",
        "{\"kind\":\"refund\",\"ticket\":\"1\",\"object\":\"pi_3Qabc/../x\"}",
        "{\"kind\":\"refund\",\"ticket\":\"x\",\"object\":\"pi_3QabcDEF\"}",
        "{\"kind\":\"refund\",\"ticket\":123456789012345678901234567890,\"object\":\"pi_3QabcDEF\"}",
        "{\"kind\":\"refund\",\"ticket\":\"99999999999999999999\",\"object\":\"pi_3QabcDEF\"}",
        "{\"kind\":{\"a\":1},\"ticket\":[\"1\"],\"object\":true}",
        "{\"kind\":\"refund\",\"ticket\":\"\u0663\u0664\",\"object\":\"pi_3QabcDEF\"}",
        "{\"kind\":\"refund\",\"ticket\":\"1\",\"object\":\"pi_\u202e3QabcDEF\"}",
        "{\"kind\":\"refund\",\"ticket\":\"1\\ud800\",\"object\":\"pi_3QabcDEF\"}",
        "{\"kind\":\"refund\",\"ticket\":\"1\",\"object\":\"pi_3QabcDEF\"} trailing"
      })
  void an_authentic_event_that_is_not_understood_is_put_aside_and_its_sender_content(String body) {
    var answer = running.zendesk(body);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"result\":\"quarantined\"}");
    assertThat(running.inbox().quarantined)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.source()).isEqualTo("zendesk");
              assertThat(entry.eventId()).matches("[0-9a-f]{32}");
              assertThat(entry.body()).isEqualTo(body);
            });
    assertThat(running.inbox().said).containsExactly("quarantine zendesk");
  }

  @Test
  void deep_nesting_and_endless_numbers_are_put_aside() {
    running.zendesk("{\"a\":" + "[".repeat(60_000) + "]".repeat(60_000) + "}");
    running.zendesk("{\"kind\":\"refund\",\"ticket\":" + "9".repeat(100_000) + "}");

    assertThat(running.inbox().said).containsExactly("quarantine zendesk", "quarantine zendesk");
    assertThat(running.inbox().quarantined)
        .allSatisfy(e -> assertThat(e.body().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(65_536));
  }

  @Test
  void bytes_that_are_no_utf_8_are_put_aside() {
    byte[] odd = new byte[200_000];
    Arrays.fill(odd, (byte) 0xff);

    var answer =
        running
            .senders()
            .send(
                running.senders().zendesk(Senders.ZENDESK_SECRET, RunningGateway.NOW, "i-1", odd));

    assertThat(answer.body()).isEqualTo("{\"result\":\"quarantined\"}");
    assertThat(running.inbox().quarantined.get(0).body().getBytes(UTF_8))
        .hasSizeLessThanOrEqualTo(65_536);
  }

  @Test
  void a_replay_under_another_invocation_id_is_no_second_quarantine_entry() {
    running
        .senders()
        .send(
            running
                .senders()
                .zendesk(Senders.ZENDESK_SECRET, RunningGateway.NOW, "i-1", "{}".getBytes(UTF_8)));

    var replay =
        running
            .senders()
            .send(
                running
                    .senders()
                    .zendesk(
                        Senders.ZENDESK_SECRET, RunningGateway.NOW, "i-2", "{}".getBytes(UTF_8)));

    assertThat(replay.body()).isEqualTo("{\"result\":\"duplicate\"}");
    assertThat(running.inbox().quarantined).hasSize(1);
  }

  @Test
  void unknown_fields_are_fine_and_nothing_in_them_is_believed() {
    var answer =
        running.zendesk(
            RunningGateway.REFUND.replace(
                "}", ",\"amount\":1e999,\"approved\":true,\"\u200bkind\":\"x\"}"));

    assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
    assertThat(running.inbox().said).containsExactly("submit refund pi_3QabcDEF 35436 webhook");
  }

  @Test
  void an_event_that_zendesk_sends_by_itself_is_ignored_and_counted() {
    var answer =
        running.zendesk("{\"type\":\"zen:event-type:ticket.status_changed\",\"id\":\"1\"}");

    assertThat(answer.body()).isEqualTo("{\"result\":\"ignored\"}");
    assertThat(running.inbox().said).isEmpty();
    assertThat(running.get("/metrics").body())
        .contains("caserail_webhook_answers_seconds_count{result=\"ignored\",source=\"zendesk\"");
  }
}
