package io.caserail.sandbox.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompanyTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final CompanySandbox shop = CompanySandbox.start(0, surroundings);

  CompanyTest() {
    shop.add(shop.order("ord_1", "kim@example.com").access("acs_1").payment("pi_1", 990, "EUR"));
    shop.add(CompanyAccount.of("acc_1", "kim@example.com"));
  }

  @AfterEach
  void close() {
    shop.close();
    surroundings.close();
  }

  @Test
  void an_order_shows_what_hangs_on_it() throws Exception {
    JsonNode order = json(get("/orders/ord_1"));

    assertThat(order.path("stage").textValue()).isEqualTo("open");
    assertThat(order.at("/customer/email").textValue()).isEqualTo("kim@example.com");
    assertThat(order.at("/paid/minor").longValue()).isEqualTo(990);
  }

  @Test
  void a_repeated_key_is_answered_as_the_first_time_for_a_day() throws Exception {
    HttpResponse<String> first = cancel("op", "k1");
    HttpResponse<String> again = cancel("op", "k1");
    surroundings.clock().advance(Duration.ofHours(25));
    HttpResponse<String> late = cancel("op", "k1");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(json(late).path("code").textValue()).isEqualTo("already");
    assertThat(surroundings.books().of(CompanySandbox.SYSTEM, "order.cancelled")).hasSize(1);
  }

  @Test
  void a_key_that_was_used_for_something_else_is_refused() throws Exception {
    cancel("op", "k1");

    HttpResponse<String> other = cancel("other", "k1");

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).path("code").textValue()).isEqualTo("idempotency_mismatch");
    assertThat(other.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  @Test
  void a_change_is_found_by_its_operation_and_another_is_not() throws Exception {
    cancel("op", "k1");

    JsonNode found = json(get("/changes?operationId=op")).path("changes");

    assertThat(found).hasSize(1);
    assertThat(found.at("/0/idempotencyKey").textValue()).isEqualTo("k1");
    assertThat(json(get("/changes?operationId=other")).path("changes")).isEmpty();
  }

  @Test
  void a_slow_change_is_pending_until_its_time() throws Exception {
    shop.changesTake(Duration.ofHours(1));
    HttpResponse<String> accepted = cancel("op", "k1");
    surroundings.clock().advance(Duration.ofHours(2));

    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(json(accepted).path("pollAfterSeconds").intValue()).isBetween(3_500, 3_600);
    assertThat(json(get("/changes?operationId=op")).at("/changes/0/status").textValue())
        .isEqualTo("succeeded");
  }

  @Test
  void an_invitations_link_is_the_customers_and_stands_in_no_book() throws Exception {
    HttpResponse<String> sent =
        post(
            "/accounts/acc_1/changes",
            "k1",
            "{\"operationId\":\"op\",\"change\":\"invite\",\"value\":\"vs_1\","
                + "\"link\":\"https://v.example/secret\"}");

    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(shop.openLink("acc_1")).isEqualTo("https://v.example/secret");
    assertThat(surroundings.books().text()).contains("vs_1").doesNotContain("v.example");
    assertThat(get("/changes?operationId=op").body()).doesNotContain("v.example");
  }

  @Test
  void people_who_ask_for_what_is_not_there_are_told_so() {
    assertThatThrownBy(() -> shop.order("ord_9")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shop.openLink("acc_1")).hasMessageContaining("no such invitation");
  }

  private HttpResponse<String> cancel(String operation, String key)
      throws IOException, InterruptedException {
    return post(
        "/orders/ord_1/changes",
        key,
        "{\"operationId\":\"%s\",\"change\":\"cancel\"}".formatted(operation));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String key, String body)
      throws IOException, InterruptedException {
    return http.send(
        request(path)
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(shop.url() + path))
        .header("Authorization", "Bearer " + shop.token());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
