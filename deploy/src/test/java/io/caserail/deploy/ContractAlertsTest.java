package io.caserail.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts name alerts; these are the ones that there are. */
class ContractAlertsTest {
  private static final Map<String, String> AUDIENCES =
      AlertRulesTest.alerts()
          .collect(
              Collectors.toMap(
                  AlertRulesTest.Alert::toString,
                  alert -> alert.rule().at("/labels/audience").asText()));

  @ParameterizedTest
  @MethodSource("contracts")
  void an_alert_of_a_contract_exists_and_rings_for_the_audience_that_is_named(String state) {
    List<JsonNode> alerts =
        DeployFiles.yaml("../contracts/" + state + ".yaml").path("alerts").valueStream().toList();

    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(
            alert ->
                assertThat(AUDIENCES)
                    .containsEntry(alert.path("alert").asText(), alert.path("audience").asText()));
  }

  static Stream<String> contracts() {
    return DeployFiles.yaml("../contracts/contract.schema.json")
        .at("/properties/state/enum")
        .valueStream()
        .map(JsonNode::asText);
  }
}
