package io.caserail.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.easypost.TrackerStatus;
import io.caserail.sandbox.stripe.Payment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults());

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void the_addresses_are_one_line_of_json_with_urls_and_credentials() {
    String line = sandbox.addresses().json();

    JsonNode json = Json.parse(line.getBytes(StandardCharsets.UTF_8));
    assertThat(line).doesNotContain("\n");
    assertThat(json.at("/zendesk/baseUrl").asText()).isEqualTo(sandbox.zendesk().url().toString());
    assertThat(json.at("/zendesk/clients/caserail-reader").asText()).isNotEmpty();
    assertThat(json.at("/zendesk/world/fields/action").asLong()).isPositive();
    assertThat(json.at("/stripe/secretKey").asText()).startsWith("sk_test");
    assertThat(json.at("/easypost/baseUrl").asText())
        .isEqualTo(sandbox.easypost().url().toString());
    assertThat(json.at("/easypost/apiKey").asText()).startsWith("EZTK");
    assertThat(json.at("/scim/baseUrl").asText()).endsWith("/scim/v2");
    assertThat(sandbox.addresses().toString())
        .doesNotContain(sandbox.scim().token())
        .doesNotContain(sandbox.easypost().apiKey())
        .doesNotContain(sandbox.easypost().webhookSecret())
        .doesNotContain(sandbox.stripe().secretKey())
        .doesNotContain(sandbox.addresses().zendesk().webhookSecret());
  }

  @Test
  void a_fault_is_added_seen_and_removed_over_http() throws Exception {
    HttpResponse<String> added =
        call(
            "POST",
            "/faults",
            "{\"system\":\"zendesk\",\"kind\":\"status\",\"endpoint\":\"GET *\",\"status\":503,"
                + "\"headers\":{\"Retry-After\":\"3\"}}");
    HttpResponse<String> struck = get(sandbox.zendesk().url() + "/api/v2/users/me");

    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(struck.statusCode()).isEqualTo(503);
    assertThat(struck.headers().firstValue("Retry-After")).contains("3");
    assertThat(json(call("GET", "/faults", null)).at("/0/hits").asInt()).isEqualTo(1);
    assertThat(call("DELETE", "/faults", null).statusCode()).isEqualTo(204);
    assertThat(sandbox.faults().active()).isEmpty();
  }

  @Test
  void an_unreadable_fault_is_refused_with_the_reason() throws Exception {
    HttpResponse<String> answer = call("POST", "/faults", "{\"kind\":\"gremlins\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("GREMLINS");
  }

  @Test
  void the_clock_moves_over_http() throws Exception {
    call("POST", "/clock/advance", "{\"seconds\":90000}");

    assertThat(sandbox.clock().ahead().toHours()).isEqualTo(25);
  }

  @Test
  void a_refund_is_asked_for_from_a_terminal_and_stands_in_the_books() throws Exception {
    long ticket =
        json(call("POST", "/zendesk/tickets", "{\"subject\":\"Broken\"}")).path("id").asLong();

    JsonNode view =
        json(
            call(
                "POST",
                "/zendesk/tickets/" + ticket + "/macro",
                "{\"agent\":\"Lena\",\"macro\":\"Refund: send\","
                    + "\"fields\":{\"Refund payment\":\"pi_3Abc\"}}"));

    assertThat(view.at("/shown/Caserail action").asText()).isEqualTo("Send refund");
    assertThat(json(call("GET", "/books", null)).findValuesAsText("kind"))
        .contains("ticket.created", "ticket.changed", "ticket.comment");
    assertThat(call("GET", "/books/text", null).body()).contains("person Lena");
    assertThat(sandbox.calls().all()).isEmpty();
  }

  @Test
  void an_order_and_an_account_are_taken_up_over_http() throws Exception {
    call("POST", "/company/accounts", "{\"id\":\"acc_7\",\"email\":\"kim@example.com\"}");
    HttpResponse<String> added =
        call(
            "POST",
            "/company/orders",
            "{\"id\":\"ord_7\",\"email\":\"kim@example.com\",\"shipment\":\"shp_7\","
                + "\"payment\":\"pi_7\",\"minor\":990}");

    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(sandbox.company().order("ord_7").shipment()).isEqualTo("shp_7");
    assertThat(sandbox.company().account("acc_7").email()).isEqualTo("kim@example.com");
    assertThat(sandbox.addresses().toString()).doesNotContain(sandbox.company().token());
  }

  @Test
  void a_system_goes_down_and_up_over_http() throws Exception {
    Payment payment = sandbox.stripe().payment().amount(2490, "eur").create();
    assertThat(call("POST", "/systems/stripe/down", "").statusCode()).isEqualTo(204);
    assertThat(call("POST", "/systems/stripe/up", "").statusCode()).isEqualTo(204);

    assertThat(get(sandbox.stripe().url() + "/v1/payment_intents/" + payment.id()).statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_label_is_bought_and_its_parcel_moved_over_http() throws Exception {
    String id =
        json(call("POST", "/easypost/shipments", "{\"reference\":\"order-1\"}"))
            .path("id")
            .asText();

    call("POST", "/easypost/shipments/" + id + "/track", "{\"status\":\"delivered\"}");

    assertThat(sandbox.easypost().shipment(id).status()).isEqualTo(TrackerStatus.DELIVERED);
    assertThat(call("POST", "/easypost/shipments", "{\"carrier\":\"pigeon\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_user_is_added_over_http() throws Exception {
    JsonNode user = json(call("POST", "/scim/users", "{\"userName\":\"kim\"}"));

    assertThat(sandbox.scim().user(user.path("id").asText()).active()).isTrue();
    assertThat(json(call("GET", "/scim/users", null)).at("/0/userName").asText()).isEqualTo("kim");
  }

  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> call(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher sent =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return http.send(
        HttpRequest.newBuilder(URI.create(sandbox.addresses().control() + path))
            .method(method, sent)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
