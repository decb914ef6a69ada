package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that stay up: what they print once they listen, and that they stop when told to. */
final class ProcessCommandsTest {
  @Test
  void the_sandbox_prints_one_line_of_addresses_and_credentials_once_it_listens() throws Exception {
    try (Running sandbox = new Running("sandbox", "--output", "json")) {
      JsonNode line = new ObjectMapper().readTree(sandbox.firstLine());

      assertThat(line.at("/stripe/secretKey").textValue()).isNotBlank();
      assertThat(line.at("/zendesk/clients").size()).isPositive();
      String zendesk = line.at("/zendesk/baseUrl").textValue();
      assertThat(status(zendesk + "/api/v2/tickets/1")).isEqualTo(401);
      assertThat(sandbox.stop()).isZero();
    }
  }

  @Test
  void the_gateway_listens_with_webhook_secrets_only(@TempDir Path folder) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("caserail.yaml"),
            """
            account: acme
            mode: sandbox
            temporal:
              target: 127.0.0.1:%s
            gateway:
              port: 0
              secrets:
                zendesk:
                  now: a-secret-of-some-length
            """
                .formatted(TemporalForTests.freePort()));

    try (Running gateway = new Running("gateway", "--config", config.toString())) {
      String line = gateway.firstLine();

      assertThat(line).startsWith("Gateway listens at http://127.0.0.1:");
      assertThat(status(line.substring(line.indexOf("http")) + "/healthz")).isEqualTo(200);
      assertThat(gateway.stop()).isZero();
    }
  }

  @Test
  void a_watchdog_runs_alone_without_any_other_systems_key(@TempDir Path folder) throws Exception {
    try (TemporalForTests temporal = new TemporalForTests()) {
      Path config =
          Files.writeString(
              folder.resolve("caserail.yaml"),
              """
              account: acme
              temporal: { target: '%s' }
              watchdog: { healthPort: 0 }
              stripe: { key: '${NOT_GIVEN_TO_IT}' }
              zendesk:
                baseUrl: http://127.0.0.1:1
                clientId: caserail
                clientSecret: zendesk-secret
                integrationUser: 9
                fields: { command: 1, state: 2, waitsFor: 3, reference: 4, byHandReference: 5 }
                refund:
                  fields: { payment: 6, amount: 7, reason: 8 }
                  macros: { send: 101 }
              """
                  .formatted(temporal.address()));

      try (Running watchdog = new Running("worker", "--watchdog", "--config", config.toString())) {
        String line = watchdog.firstLine();

        assertThat(line).startsWith("Watchdog runs; health at port ");
        String port = line.substring(line.lastIndexOf(' ') + 1);
        assertThat(status("http://127.0.0.1:" + port + "/readyz")).isEqualTo(200);
        assertThat(
                temporal.client().newUntypedWorkflowStub("watchdog-acme").describe().getTaskQueue())
            .isEqualTo("caserail-watchdog");
        assertThat(watchdog.stop()).isZero();
      }
    }
  }

  @Test
  void a_gateway_with_the_public_test_secret_does_not_start(@TempDir Path folder) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("caserail.yaml"),
            """
            account: acme
            mode: sandbox
            gateway:
              secrets:
                zendesk:
                  now: dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==
            """);

    var printed = new Shell().type("gateway", "--config", config.toString());

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("public test secret");
    printed.assertNoTrace();
  }

  private static int status(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
