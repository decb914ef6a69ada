package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EasyPostHookTest {
  static final String LEFT =
      "{\"id\":\"evt_1ab\",\"object\":\"Event\",\"mode\":\"test\",\"description\":\"tracker.updated\","
          + "\"result\":{\"id\":\"trk_1\",\"object\":\"Tracker\",\"shipment_id\":\"shp_1a2b\"}}";

  private final RunningGateway running = RunningGateway.ofAll();

  @AfterEach
  void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tracker.updated", "refund.successful"})
  void news_of_a_parcel_wakes_what_it_hangs_on(String type) {
    running.inbox().waiting.add("shp_1a2b");

    var answer = send(LEFT.replace("tracker.updated", type));

    assertThat(answer.body()).isEqualTo("{\"result\":\"accepted\"}");
    assertThat(running.inbox().said).containsExactly("wakeOn shp_1a2b evt_1ab");
  }

  @Test
  void news_of_a_parcel_that_concerns_no_case_is_ignored() {
    var answer = send(LEFT);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"result\":\"ignored\"}");
  }

  @Test
  void the_same_event_is_handed_on_once_and_again_when_temporal_did_not_take_it() {
    running.inbox().goAway();
    var away = send(LEFT);
    running.inbox().comeBack();
    var first = send(LEFT);

    var again = send(LEFT);

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo("{\"result\":\"duplicate\"}");
    assertThat(running.inbox().said).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"tracker.created", "batch.updated", "scan_form.created"})
  void other_news_is_ignored(String type) {
    assertThat(send(LEFT.replace("tracker.updated", type)).body())
        .isEqualTo("{\"result\":\"ignored\"}");
    assertThat(running.inbox().said).isEmpty();
  }

  @Test
  void the_other_mode_and_a_tracker_without_a_shipment_are_ignored() {
    assertThat(send(LEFT.replace("\"test\"", "\"production\"")).body()).contains("ignored");
    String other = LEFT.replace("evt_1ab", "evt_2ab");
    assertThat(send(other.replace("\"shp_1a2b\"", "null")).body()).contains("ignored");
    assertThat(running.inbox().said).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"mode\":\"test\",          |                 | mode is missing",
        "shp_1a2b                    | ../x            | /result/shipment_id is not of",
        "evt_1ab                      | e               | /id is not of",
        "\"tracker.updated\"         | 1               | the description",
      })
  void what_is_against_the_contract_is_put_aside(String part, String spoilt, String clause) {
    var answer = send(LEFT.replace(part, spoilt == null ? "" : spoilt));

    assertThat(answer.body()).isEqualTo("{\"result\":\"quarantined\"}");
    assertThat(running.inbox().quarantined)
        .singleElement()
        .satisfies(entry -> assertThat(entry.clause()).contains(clause));
  }

  @Test
  void a_signature_without_a_time_counts_however_old() {
    var answer = running.senders().easypost(Senders.EASYPOST_SECRET, null, LEFT);

    assertThat(running.senders().send(answer).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301})
  void a_signed_time_is_held_against_the_clock(long seconds) {
    running.assertRefused(send(LEFT, RunningGateway.NOW.plusSeconds(seconds)), 401);
  }

  @Test
  void where_a_time_is_signed_the_signature_without_one_does_not_help() {
    var request = running.senders().easypost(Senders.EASYPOST_SECRET, RunningGateway.NOW, LEFT);

    var forged =
        running.senders().send(request.setHeader("x-timestamp", "Mon, 23 Nov 2026 14:02:08 +0000"));

    running.assertRefused(forged, 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hmac-sha256-hex=", "hmac-sha256-hex=zz", "sha256=00"})
  void a_malformed_signature_is_not_authentic(String header) {
    var request = running.senders().easypost(Senders.EASYPOST_SECRET, null, LEFT);

    running.assertRefused(
        running.senders().send(request.setHeader("X-Hmac-Signature", header)), 401);
  }

  private HttpResponse<String> send(String body) {
    return send(body, RunningGateway.NOW);
  }

  private HttpResponse<String> send(String body, Instant at) {
    return running.senders().send(running.senders().easypost(Senders.EASYPOST_SECRET, at, body));
  }
}
