package io.caserail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.company.Quirk;
import io.caserail.sandbox.core.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UpstreamCheckCommandTest {
  @TempDir private Path folder = Path.of(".");
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final CompanySandbox shop = CompanySandbox.start(0, surroundings);

  @BeforeEach
  void configure() throws IOException {
    shop.add(shop.order("ord_1", "kim@example.com"));
    Files.writeString(
        folder.resolve("caserail.yaml"),
        """
        company:
          name: Acme Shop
          baseUrl: %s
          auth: { bearer: %s }
        """
            .formatted(shop.url(), shop.token()));
  }

  @AfterEach
  void close() {
    shop.close();
    surroundings.close();
  }

  private Shell.Printed check(String... more) {
    return new Shell("--config", folder.resolve("caserail.yaml").toString())
        .type(
            Stream.concat(Stream.of("upstream", "check"), Arrays.stream(more))
                .toArray(String[]::new));
  }

  @Test
  void a_service_that_keeps_the_contract_is_exit_code_0() {
    var printed = check("--object", "orders/ord_1", "--change", "cancel");

    assertThat(printed.exitCode()).isZero();
    assertThat(printed.out())
        .startsWith("Makes the change 'cancel' on orders/ord_1 in Acme Shop, once, for real.")
        .contains("two requests at once under one key make one change")
        .contains("The service keeps the contract.")
        .doesNotContain("fail", shop.token());
  }

  @Test
  void a_broken_rule_is_exit_code_1_and_says_what_to_do() {
    shop.have(Quirk.FINDS_NOTHING);

    var printed = check("--object", "orders/ord_1", "--change", "cancel");

    assertThat(printed.exitCode()).isEqualTo(1);
    assertThat(printed.out())
        .containsPattern("the change is found by its operation id, once +fail +not found")
        .contains("Do: store the operation id with the change")
        .contains("The service breaks the contract.");
  }

  @Test
  void a_program_gets_one_line_of_json() throws IOException {
    var printed = check("--object", "orders/ord_1", "--change", "cancel", "--output", "json");

    JsonNode json = new ObjectMapper().readTree(printed.out());
    assertThat(printed.out()).hasLineCount(1);
    assertThat(json.path("passed").booleanValue()).isTrue();
    assertThat(json.path("object").textValue()).isEqualTo("orders/ord_1");
    assertThat(json.at("/checks/0/rule").textValue()).isEqualTo("reads_the_object");
  }

  @Test
  void without_an_object_nothing_is_called() {
    var printed = check("--change", "cancel");

    assertThat(printed.exitCode()).isEqualTo(2);
    assertThat(printed.err()).contains("makes one change, for real", "Do: ", "--object");
    assertThat(surroundings.calls().all()).isEmpty();
    printed.assertNoTrace();
  }

  @Test
  void what_is_no_object_or_change_is_exit_code_2() {
    assertThat(check("--object", "ord_1", "--change", "cancel").err()).contains("orders/<id>");
    assertThat(check("--object", "parcels/p_1", "--change", "cancel").exitCode()).isEqualTo(2);
    assertThat(check("--object", "orders/ord_1", "--change", "CANCEL IT").exitCode()).isEqualTo(2);
    assertThat(surroundings.calls().all()).isEmpty();
  }

  @Test
  void a_service_that_is_not_there_is_exit_code_3() {
    surroundings.faults().down(CompanySandbox.SYSTEM);

    var printed = check("--object", "orders/ord_1", "--change", "cancel");

    assertThat(printed.exitCode()).isEqualTo(3);
    assertThat(printed.err()).contains("Acme Shop can't be reached", "Nothing was changed");
    printed.assertNoTrace();
  }
}
