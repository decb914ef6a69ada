package io.caserail.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.model.CaseKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewaySettingsTest {
  private static final WebhookSecret SECRET = new WebhookSecret("now", "a-secret-of-some-length");

  @Test
  void the_public_test_secret_is_refused() {
    assertThatThrownBy(
            () -> new WebhookSecret("now", "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public test secret");
  }

  @Test
  void a_short_secret_is_refused_and_not_quoted() {
    assertThatThrownBy(() -> new WebhookSecret("now", "hunter2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 characters")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_secret_is_never_shown() {
    assertThat(SECRET).hasToString("now=***");
  }

  @Test
  void all_that_is_wrong_is_named_at_once() {
    assertThatThrownBy(
            () ->
                new GatewaySettings(
                    "",
                    70_000,
                    true,
                    GatewaySettings.FORMS,
                    GatewaySettings.BODY_CAP,
                    GatewaySettings.FRESHNESS,
                    List.of(),
                    List.of(),
                    RunningGateway.TERMS))
        .hasMessageContaining("host")
        .hasMessageContaining("70000")
        .hasMessageContaining("no webhook secret");
  }

  @Test
  void tickets_ask_for_no_settlement() {
    assertThatThrownBy(
            () ->
                new GatewaySettings(
                    "127.0.0.1",
                    0,
                    true,
                    Map.of(CaseKind.SETTLEMENT, GatewaySettings.ANY_OBJECT),
                    GatewaySettings.BODY_CAP,
                    GatewaySettings.FRESHNESS,
                    List.of(SECRET),
                    List.of(),
                    RunningGateway.TERMS))
        .hasMessageContaining("not for [SETTLEMENT]");
  }

  @Test
  void two_secrets_of_one_sender_have_two_names() {
    assertThatThrownBy(
            () ->
                new GatewaySettings(
                    "127.0.0.1",
                    0,
                    true,
                    GatewaySettings.FORMS,
                    GatewaySettings.BODY_CAP,
                    GatewaySettings.FRESHNESS,
                    List.of(SECRET, SECRET),
                    List.of(),
                    RunningGateway.TERMS))
        .hasMessageContaining("same name");
  }
}
