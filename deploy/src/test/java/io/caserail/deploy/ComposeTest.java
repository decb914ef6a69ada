package io.caserail.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeTest {
  private static final JsonNode COMPOSE = DeployFiles.yaml("compose.yaml");
  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(PASSWORD|PWD|SECRET|TOKEN|KEY|CREDENTIAL)S?");

  @Test
  void it_brings_caserail_and_all_that_it_needs() {
    assertThat(services())
        .contains("postgres", "temporal", "temporal-ui", "worker", "watchdog", "gateway");
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_service_runs_a_pinned_image(String name) {
    assertThat(service(name).path("image").asText()).matches(PinnedImage::matches);
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_service_can_write_nothing_and_gain_nothing(String name) {
    JsonNode service = service(name);

    assertThat(service.path("read_only").asBoolean()).isTrue();
    assertThat(DeployFiles.texts(service.path("cap_drop"))).containsExactly("ALL");
    assertThat(service.has("cap_add")).isFalse();
    assertThat(service.path("privileged").asBoolean()).isFalse();
    assertThat(DeployFiles.texts(service.path("security_opt")))
        .containsExactly("no-new-privileges:true");
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_port_is_published_on_loopback_only(String name) {
    JsonNode service = service(name);

    assertThat(DeployFiles.texts(service.path("ports")))
        .allMatch(port -> port.matches("127\\.0\\.0\\.1:[0-9]+:[0-9]+"));
    assertThat(service.has("network_mode")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("services")
  void a_secret_comes_as_a_file(String name) {
    JsonNode service = service(name);

    for (Map.Entry<String, JsonNode> variable : service.path("environment").properties()) {
      assertThat(variable.getKey()).doesNotMatch(SECRET_NAME);
      if (variable.getKey().endsWith("_FILE")) {
        String secret = variable.getValue().asText().replace("/run/secrets/", "");
        assertThat(DeployFiles.texts(service.path("secrets"))).contains(secret);
        assertThat(COMPOSE.at("/secrets/" + secret + "/file").asText())
            .isEqualTo("./secrets/" + secret);
      }
    }
  }

  @Test
  void only_the_worker_holds_keys_of_other_systems() {
    assertThat(DeployFiles.texts(service("gateway").path("secrets")))
        .containsExactly("zendesk_webhook_secret", "stripe_webhook_secret");
    for (String name : services().filter(name -> !name.equals("worker")).toList()) {
      assertThat(DeployFiles.texts(service(name).path("secrets")))
          .doesNotContain("stripe_key", "caserail_person_key");
    }
    assertThat(services().filter(ComposeTest::writesTickets))
        .containsExactlyInAnyOrder("worker", "watchdog");
  }

  private static boolean writesTickets(String name) {
    return DeployFiles.texts(service(name).path("secrets")).contains("zendesk_client_secret");
  }

  @Test
  void the_database_is_reached_by_temporal_alone() {
    List<String> near =
        services()
            .filter(name -> DeployFiles.texts(service(name).path("networks")).contains("data"))
            .toList();

    assertThat(near).containsExactlyInAnyOrder("postgres", "temporal-schema", "temporal");
    assertThat(COMPOSE.at("/networks/data/internal").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "worker, 8086, /readyz, worker",
    "watchdog, 8087, /readyz, worker --watchdog",
    "gateway, 8085, /healthz, gateway"
  })
  void our_processes_are_asked_how_they_are(String name, String port, String path, String command) {
    assertThat(DeployFiles.texts(service(name).at("/healthcheck/test")))
        .containsExactly("CMD", "/opt/caserail/bin/healthcheck", port, path);
    assertThat(DeployFiles.texts(service(name).path("command")))
        .containsExactly(command.split(" "));
    assertThat(service(name).path("user").asText()).matches("[1-9][0-9]*:[1-9][0-9]*");
  }

  static Stream<String> services() {
    return COMPOSE.path("services").properties().stream().map(Map.Entry::getKey);
  }

  private static JsonNode service(String name) {
    return COMPOSE.path("services").path(name);
  }
}
