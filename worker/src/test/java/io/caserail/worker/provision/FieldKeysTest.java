package io.caserail.worker.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.worker.config.ProvisionConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
}
