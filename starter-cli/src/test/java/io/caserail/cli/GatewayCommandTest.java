package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.gateway.GatewaySettings;
import io.caserail.gateway.Keyring;
import io.caserail.model.CaseKind;
import io.caserail.worker.config.FrontConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a gateway takes hints for. */
final class GatewayCommandTest {
  private static final FrontConfig FRONT =
      FrontConfig.parse(
          """
          account: acme
          zendesk: { cancellation: { macros: { send: 1 } } }
          gateway: { secrets: { zendesk: { now: a-secret-of-some-length } } }
          """,
          Path.of("."),
          Map.of());

  private static GatewaySettings settings(Map<CaseKind, Pattern> forms) {
    return GatewayCommand.settings(
        FRONT, forms, GatewayCommand.terms(FRONT), Keyring.fixed(GatewayCommand.trusted(FRONT)));
  }

  @Test
  void hints_are_taken_for_the_kinds_that_are_set_up_in_their_usual_forms() {
    Map<CaseKind, Pattern> objects = settings(Map.of()).objects();

    assertThat(objects)
        .containsEntry(CaseKind.REFUND, GatewaySettings.PAYMENT_INTENT)
        .containsEntry(CaseKind.CANCELLATION, GatewaySettings.ANY_OBJECT)
        .hasSize(2);
  }

  @Test
  void a_form_that_is_given_takes_the_place_of_the_usual_one() {
    Pattern orders = Pattern.compile("ord_[0-9]+");

    assertThat(settings(Map.of(CaseKind.CANCELLATION, orders)).objects().get(CaseKind.CANCELLATION))
        .isEqualTo(orders);
  }

  @Test
  void a_form_for_a_kind_that_is_not_set_up_is_refused() {
    assertThatThrownBy(() -> settings(Map.of(CaseKind.VERIFICATION, GatewaySettings.ANY_OBJECT)))
        .isInstanceOf(Stopped.class)
        .hasMessageContaining("no section under zendesk");
  }
}
