package io.caserail.worker.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.contract.LifecycleState;
import io.caserail.worker.config.ProvisionConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FieldKeysTest {
  @Test
  void they_are_the_fields_that_an_account_with_every_kind_gets() {
    ProvisionConfig config =
        ProvisionConfig.parse(
            """
            account: acme
            zendesk:
              baseUrl: https://acme.zendesk.com
              integrationUser: 1
              cancellation: {}
              verification: {}
              provisioner: { clientId: a, clientSecret: b }
            """,
            Path.of(""),
            Map.of());

    List<String> fields =
        Blueprint.of(config).items().stream()
            .filter(item -> item.part() == Part.FIELD)
            .map(item -> item.key().substring("field/".length()))
            .toList();

    assertThat(FieldKeys.ALL).containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void every_field_is_one_in_which_some_state_is_asked_for_or_shows() {
    assertThat(Stream.of(LifecycleState.values()).flatMap(state -> FieldKeys.of(state).stream()))
        .containsAll(FieldKeys.ALL);
    assertThat(FieldKeys.of(LifecycleState.VERIFICATION))
        .containsExactly(
            "command",
            "state",
            "waits_for",
            "reference",
            "by_hand_reference",
            "verification.object",
            "verification.reason");
    assertThat(FieldKeys.of(LifecycleState.RISK)).containsExactly("facts");
  }
}
