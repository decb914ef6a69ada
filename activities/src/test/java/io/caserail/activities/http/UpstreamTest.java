package io.caserail.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.caserail.activities.http.ScriptedServer.Told;
import io.caserail.activities.http.ScriptedServer.Wire;
import io.caserail.model.FaultDomain;
import io.caserail.port.FailureType;
import io.caserail.port.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One call, on the wire. */
class UpstreamTest {
  private static final Endpoint READ = Endpoint.read("things");
  private static final Endpoint WRITE = Endpoint.sharedWrite("update_thing");
  private static final HttpSettings QUICK =
      new HttpSettings(
          Duration.ofSeconds(5),
          Duration.ofMillis(1500),
          Duration.ofSeconds(5),
          2048,
          "Caserail/1");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T14:00:00Z"));
  private final ScriptedServer server = new ScriptedServer(asked -> Told.json(200, "{\"a\":1}"));
  private final HttpCalls calls = new HttpCalls(QUICK);
  private final List<String> watched = new ArrayList<>();
  private final Upstream upstream =
      new Upstream(
          calls,
          new Failures("Stripe", FaultDomain.UPSTREAM),
          clock,
          new WriteBudget(clock, 4),
          (system, endpoint, result, took) -> watched.add(endpoint + " " + result));

  @AfterEach
  void close() {
    calls.close();
    server.close();
  }

  @Test
  void an_answer_comes_back_with_its_body_and_we_say_who_we_are() {
    HttpAnswer answer = upstream.call(READ, get());

    assertThat(answer.json().path("a").asInt()).isEqualTo(1);
    assertThat(server.asked().get(0).headers()).containsEntry("user-agent", "Caserail/1");
    assertThat(watched).containsExactly("things 200");
  }

  @ParameterizedTest(name = "{0}: read {1}, write {2}")
  @CsvSource({
    "LOST,      UPSTREAM_AWAY, IN_DOUBT",
    "TRUNCATED, UPSTREAM_AWAY, IN_DOUBT",
    "NEVER,     UPSTREAM_AWAY, IN_DOUBT",
  })
  void an_answer_that_gets_lost_leaves_only_a_write_in_doubt(
      Wire wire, FailureType read, FailureType write) {
    server.play(asked -> Told.json(200, "{\"a\":1}").on(wire));

    assertThat(failure(READ, get()).getType()).isEqualTo(read.name());
    assertThat(failure(WRITE, put()).getType()).isEqualTo(write.name());
  }

  @Test
  void a_call_is_made_once_whatever_happens() {
    server.play(asked -> Told.json(200, "").on(Wire.LOST));

    failure(READ, get());

    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void a_write_that_may_be_repeated_at_once_is_not_repeated_by_itself() {
    server.play(
        asked ->
            server.asked().size() == 1
                ? Told.json(503, "{}").with("Retry-After", "0")
                : Told.json(409, "{}"));

    HttpAnswer answer = upstream.call(WRITE, put());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void a_refused_connection_was_clearly_not_sent() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    Request request = put(URI.create("http://127.0.0.1:" + unused));

    ApplicationFailure failure = failure(WRITE, request);

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(watched).containsExactly("update_thing NOT_SENT");
  }

  @Test
  void a_host_without_an_address_was_clearly_not_sent() {
    ApplicationFailure failure = failure(WRITE, put(URI.create("http://nowhere.invalid")));

    assertThat(failure.getType()).isEqualTo("UPSTREAM_AWAY");
  }

  @Test
  void a_server_without_tls_was_clearly_not_sent() {
    URI https = URI.create("https://127.0.0.1:" + server.port());

    assertThat(failure(WRITE, put(https)).getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"<html>hello</html>", "{\"a\":1", "{\"a\":1}{", "[1]", "{\"a\":1,\"a\":2}", "''"})
  void a_success_that_is_no_json_object_can_not_be_read(String body) {
    server.play(asked -> Told.json(200, body));

    assertThat(failure(READ, get()).getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(failure(WRITE, put()).getType()).isEqualTo("IN_DOUBT");
  }

  @Test
  void a_success_without_content_is_complete() {
    server.play(asked -> Told.json(204, ""));

    HttpAnswer answer = upstream.call(WRITE, put());

    assertThat(answer.isSuccess()).isTrue();
    assertThat(answer.json().isMissingNode()).isTrue();
  }

  @Test
  void an_error_without_json_keeps_its_status() {
    server.play(asked -> Told.json(502, "<html>bad gateway</html>"));

    assertThat(upstream.call(READ, get()).status()).isEqualTo(502);
  }

  @Test
  void a_body_above_the_limit_is_not_read_and_not_shown() {
    server.play(asked -> Told.json(200, "{\"a\":\"" + "secret".repeat(1000) + "\"}"));

    ApplicationFailure failure = failure(WRITE, put());

    assertThat(failure.getType()).isEqualTo("IN_DOUBT");
    assertThat(trouble(failure).toString()).contains("2048").doesNotContain("secret");
  }

  @Test
  void a_redirect_is_not_followed() {
    server.play(asked -> Told.json(302, "").with("Location", "/elsewhere"));

    HttpAnswer answer = upstream.call(READ, get());

    assertThat(answer.status()).isEqualTo(302);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void after_a_429_the_endpoint_is_left_alone_until_its_time_is_over() {
    server.play(asked -> Told.json(429, "{}").with("Retry-After", "30"));
    upstream.call(READ, get());
    server.play(asked -> Told.json(200, "{}"));
    clock.pass(Duration.ofSeconds(10));

    ApplicationFailure held = failure(READ, get());

    assertThat(held.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(held.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(20));
    assertThat(server.asked()).hasSize(1);
    assertThat(upstream.call(WRITE, put()).isSuccess()).isTrue();
    clock.pass(Duration.ofSeconds(20));
    assertThat(upstream.call(READ, get()).isSuccess()).isTrue();
  }

  @Test
  void after_a_429_one_tries_first_and_the_others_when_it_was_answered() {
    server.play(asked -> Told.json(429, "{}").with("Retry-After", "30"));
    upstream.call(WRITE, put());
    clock.pass(Duration.ofSeconds(30));

    upstream.requireTurn(WRITE);

    assertThat(turn().getNextRetryDelay()).isEqualTo(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(1));
    upstream.requireTurn(WRITE);
    assertThat(turn().getType()).isEqualTo("UPSTREAM_AWAY");
    server.play(asked -> Told.json(200, "{}"));
    upstream.call(WRITE, put());
    upstream.requireTurn(WRITE);
    upstream.requireTurn(WRITE);
  }

  private ApplicationFailure turn() {
    return Objects.requireNonNull(
        catchThrowableOfType(ApplicationFailure.class, () -> upstream.requireTurn(WRITE)));
  }

  @Test
  void when_nothing_remains_of_an_endpoint_it_is_left_alone() {
    server.play(
        asked ->
            Told.json(200, "{}")
                .with("zendesk-ratelimit-things", "total=100; remaining=0; resets=41"));

    upstream.call(READ, get());

    assertThat(failure(READ, get()).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(41));
  }

  @Test
  void a_long_limit_of_one_object_does_not_keep_the_others_back() {
    server.play(asked -> Told.json(429, "{}").with("Retry-After", "540"));
    upstream.call(WRITE.of("1"), put());
    server.play(asked -> Told.json(200, "{}"));

    assertThat(failure(WRITE.of("1"), put()).getNextRetryDelay()).isEqualTo(Duration.ofMinutes(9));
    assertThat(upstream.call(WRITE.of("2"), put()).isSuccess()).isTrue();
  }

  @Test
  void a_short_limit_seen_on_one_object_is_everybody_s() {
    server.play(asked -> Told.json(429, "{}").with("Retry-After", "40"));
    upstream.call(WRITE.of("1"), put());

    assertThat(failure(WRITE.of("2"), put()).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void when_nothing_remains_of_the_account_nothing_is_called() {
    server.play(asked -> Told.json(200, "{}").with("ratelimit-remaining", "0"));
    upstream.call(READ, get());
    assertThat(upstream.call(READ, get()).isSuccess()).isTrue();
    server.play(
        asked ->
            new Told(
                200,
                "{}",
                Map.of("ratelimit-remaining", "0", "ratelimit-reset", "12"),
                Wire.WHOLE));
    upstream.call(READ, get());

    assertThat(failure(WRITE, put()).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void a_tenth_of_the_account_s_calls_is_left_to_those_that_are_under_way() {
    server.play(asked -> left(71));
    upstream.call(READ, get());
    server.play(asked -> left(70));
    upstream.call(READ, get());

    assertThat(failure(READ, get()).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(12));
    clock.pass(Duration.ofSeconds(12));
    assertThat(upstream.call(READ, get()).isSuccess()).isTrue();
  }

  private static Told left(int remaining) {
    return new Told(
        200,
        "{}",
        Map.of(
            "ratelimit-limit",
            "700",
            "ratelimit-remaining",
            Integer.toString(remaining),
            "ratelimit-reset",
            "12"),
        Wire.WHOLE);
  }

  @Test
  void writes_that_people_make_too_stay_within_our_own_budget() {
    for (int i = 0; i < 4; i++) {
      upstream.call(WRITE, put());
    }
    clock.pass(Duration.ofSeconds(15));

    assertThat(failure(WRITE, put()).getNextRetryDelay()).isEqualTo(Duration.ofSeconds(45));
    clock.pass(Duration.ofSeconds(45));
    assertThat(upstream.call(WRITE, put()).isSuccess()).isTrue();
  }

  @Test
  void those_who_find_it_used_up_are_not_all_told_to_come_in_the_same_minute() {
    for (int i = 0; i < 4; i++) {
      upstream.call(WRITE, put());
    }

    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waits.add(failure(WRITE, put()).getNextRetryDelay().toSeconds());
    }

    assertThat(waits).containsExactly(60L, 60L, 60L, 60L, 120L, 120L);
  }

  @Test
  void what_people_wait_for_has_its_room_in_the_next_minute() {
    for (int i = 0; i < 4; i++) {
      upstream.call(WRITE, put());
    }
    Endpoint first = WRITE.going(Turn.FIRST);
    assertThat(failure(first, put()).getNextRetryDelay()).isEqualTo(Duration.ofMinutes(1));
    clock.pass(Duration.ofMinutes(1));

    for (int i = 0; i < 3; i++) {
      upstream.call(WRITE, put());
    }
    assertThat(failure(WRITE, put()).getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(upstream.call(first, put()).isSuccess()).isTrue();
  }

  @Test
  void who_has_no_turn_is_told_so_before_anything_is_read() {
    for (int i = 0; i < 4; i++) {
      upstream.requireTurn(WRITE);
      upstream.call(WRITE, put());
    }

    ApplicationFailure none =
        Objects.requireNonNull(
            catchThrowableOfType(ApplicationFailure.class, () -> upstream.requireTurn(WRITE)));

    assertThat(none.getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(server.asked()).hasSize(4);
  }

  @Test
  void the_budget_is_halved_while_little_is_left_for_everybody() {
    server.play(
        asked ->
            Told.json(200, "{}")
                .with("zendesk-ratelimit-tickets-update", "total=100; remaining=24; resets=41"));
    upstream.call(WRITE, put());
    upstream.call(WRITE, put());

    assertThat(failure(WRITE, put()).getType()).isEqualTo("UPSTREAM_AWAY");
    assertThat(server.asked()).hasSize(2);
  }

  private ApplicationFailure failure(Endpoint endpoint, Request request) {
    return Objects.requireNonNull(
        catchThrowableOfType(ApplicationFailure.class, () -> upstream.call(endpoint, request)));
  }

  private static Trouble trouble(ApplicationFailure failure) {
    return Objects.requireNonNull(Failures.troubleOf(failure));
  }

  private Request get() {
    return new Request.Builder().url(HttpUrl.get(server.base())).build();
  }

  private Request put() {
    return put(server.base());
  }

  private static Request put(URI base) {
    return new Request.Builder()
        .url(HttpUrl.get(base))
        .put(RequestBody.create(new byte[] {1}, null))
        .build();
  }
}
