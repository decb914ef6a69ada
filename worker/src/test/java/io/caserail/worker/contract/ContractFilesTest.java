package io.caserail.worker.contract;

import static io.caserail.contract.LifecycleState.BILLING;
import static io.caserail.contract.LifecycleState.CANCELLATION;
import static io.caserail.contract.LifecycleState.IDENTITY;
import static io.caserail.contract.LifecycleState.RISK;
import static io.caserail.contract.LifecycleState.SHIPMENT;
import static io.caserail.contract.LifecycleState.VERIFICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caserail.contract.Contracts;
import io.caserail.contract.EventContract.Effect;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.contract.Route;
import io.caserail.contract.Route.Verdict;
import io.caserail.model.CaseKind;
import io.caserail.worker.config.ConfigInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractFilesTest {
  private static final Path SHIPPED = Path.of("../contracts");

  @TempDir Path directory;

  @Test
  void the_shipped_contracts_are_in_order_and_agree_with_the_code() {
    Contracts contracts = ContractFiles.load(SHIPPED, CodeFacts.builtIn());

    assertThat(contracts.flaws()).isEmpty();
    assertThat(contracts.byState()).containsOnlyKeys(LifecycleState.values());
  }

  @ParameterizedTest
  @EnumSource(LifecycleState.class)
  void what_is_built_in_is_what_is_shipped(LifecycleState state) throws IOException {
    String name = state.word() + ".yaml";

    assertThat(ContractFiles.builtInText(name))
        .isEqualTo(Files.readString(SHIPPED.resolve(name)))
        .startsWith("# yaml-language-server: $schema=./contract.schema.json\n");
  }

  @Test
  void a_flaw_is_named_by_file_line_and_clause() {
    Contracts contracts =
        folder()
            .with(
                BILLING,
                text ->
                    text.replace("contact: payments@example.com }\n\ntruth", "}\n\ntruth")
                        .replace("owner: { team: Payments,", "owner: { team: Payments"))
            .read();

    int line = lineOf("owner:");
    assertThat(said(contracts))
        .containsExactly("billing.yaml:" + line + " owner.contact: is missing; add it");
  }

  @Test
  void a_flawed_contract_disables_its_kinds_only() {
    Contracts contracts =
        folder().with(BILLING, text -> text.replace("undone: []", "undone: [pay]")).read();

    assertThat(contracts.allows(CaseKind.REFUND)).isFalse();
    assertThat(contracts.allows(CaseKind.SETTLEMENT)).isFalse();
    assertThat(contracts.allows(CaseKind.CANCELLATION)).isTrue();
    assertThat(contracts.allows(CaseKind.VERIFICATION)).isTrue();
  }

  @Test
  void a_missing_contract_disables_its_kinds() {
    Contracts contracts = folder().without(VERIFICATION).read();

    assertThat(contracts.allows(CaseKind.VERIFICATION)).isFalse();
    assertThat(said(contracts)).singleElement().asString().contains("there is no file");
  }

  @Test
  void a_contract_that_is_no_yaml_is_named_with_its_line() {
    Contracts contracts = folder().with(RISK, text -> text.replace("owner: {", "owner: {{")).read();

    assertThat(contracts.flawsOf(RISK)).singleElement().extracting(Flaw::line).isNotEqualTo(0);
  }

  @Test
  void a_file_of_no_state_is_named_and_disables_nothing() throws IOException {
    ContractFolder folder = folder();
    Files.writeString(directory.resolve("loyalty.yaml"), "state: loyalty\n");

    Contracts contracts = folder.read();

    assertThat(said(contracts)).singleElement().asString().startsWith("loyalty.yaml: is the");
    assertThat(CaseKind.values()).allMatch(contracts::allows);
  }

  @Test
  void a_folder_that_is_not_there_is_an_error() {
    assertThatThrownBy(() -> ContractFiles.load(directory.resolve("none"), CodeFacts.builtIn()))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void an_event_finds_its_route() {
    Route route = ContractFiles.builtIn().route("stripe", "refund.failed", "2025-09-30.clover");

    assertThat(route.verdict()).isEqualTo(Verdict.KNOWN);
    assertThat(route.state()).isEqualTo(BILLING);
    assertThat(route.event())
        .satisfies(event -> assertThat(event.effect()).isEqualTo(Effect.START))
        .satisfies(event -> assertThat(event.wakes()).isEqualTo(CaseKind.SETTLEMENT))
        .satisfies(event -> assertThat(event.correlation().object()).isEqualTo("/data/object/id"));
  }

  @Test
  void an_event_that_no_contract_names_has_no_route() {
    assertThat(ContractFiles.builtIn().route("stripe", "invoice.paid", "").verdict())
        .isEqualTo(Verdict.UNKNOWN_TYPE);
    assertThat(ContractFiles.builtIn().route("easypost", "refund.failed", "").verdict())
        .isEqualTo(Verdict.UNKNOWN_TYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "stripe, review.opened, DISABLED",
    "stripe, our.own, DISABLED",
    "stripe, our.ow, UNKNOWN_TYPE",
    "stripe, invoice.paid, UNKNOWN_TYPE",
    "easypost, our.own, UNKNOWN_TYPE",
    "stripe, refund.failed, KNOWN",
    "stripe, '', UNKNOWN_TYPE"
  })
  void of_a_contract_that_can_not_be_read_its_text_and_the_built_in_one_say_what_it_may_name(
      String source, String type, Verdict verdict) {
    Path path =
        folder()
            .with(RISK, text -> "state: [\nevents:\n - { source: stripe, type: our.own }\n")
            .path();

    assertThat(ContractFiles.forRouting(path).route(source, type, "").verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "easypost, tracker.updated, DISABLED",
    "easypost, batch.created, DISABLED",
    "stripe, invoice.paid, UNKNOWN_TYPE"
  })
  void of_one_that_is_not_there_may_come_all_of_a_sender_that_no_other_names(
      String source, String type, Verdict verdict) {
    Path path = folder().without(SHIPMENT).path();

    assertThat(ContractFiles.forRouting(path).route(source, type, "").verdict()).isEqualTo(verdict);
  }

  @Test
  void what_was_in_order_before_keeps_its_events_from_an_edit_that_takes_them() {
    Contracts before = folder().read();
    Contracts edited =
        folder()
            .with(
                VERIFICATION,
                text ->
                    text.replace("source: shop", "source: stripe")
                        .replace("type: account.updated", "type: refund.failed")
                        .replace("version: \"1\"", "version: \"*\""))
            .read();

    Contracts inForce = edited.keeping(before);

    assertThat(edited.flawsOf(BILLING)).isNotEmpty();
    assertThat(inForce.flaws()).isEmpty();
    assertThat(inForce.route("stripe", "refund.failed", "2025").state()).isEqualTo(BILLING);
  }

  @Test
  void several_versions_of_an_event_stand_side_by_side() {
    Contracts contracts =
        folder()
            .with(
                CANCELLATION,
                text ->
                    text.replace(
                        "    versions:\n      - version: \"1\"\n",
                        """
                            versions:
                              - version: "2"
                                schema: { required: [id] }
                              - version: "1"
                        """))
            .read();

    assertThat(contracts.flaws()).isEmpty();
    assertThat(contracts.route("shop", "order.updated", "2").version())
        .satisfies(version -> assertThat(version.schema()).contains("\"required\":[\"id\"]"));
    assertThat(contracts.route("shop", "order.updated", "1").verdict()).isEqualTo(Verdict.KNOWN);
    assertThat(contracts.route("shop", "order.updated", "3"))
        .satisfies(route -> assertThat(route.verdict()).isEqualTo(Verdict.UNKNOWN_VERSION))
        .satisfies(route -> assertThat(route.clause()).contains("cancellation.events.versions"));
  }

  @Test
  void an_event_of_a_flawed_contract_is_known_and_goes_nowhere() {
    Contracts contracts =
        folder().with(BILLING, text -> text.replace("undone: []", "undone: [pay]")).read();

    assertThat(contracts.route("stripe", "refund.failed", "").verdict())
        .isEqualTo(Verdict.DISABLED);
  }

  @Test
  void whoever_only_routes_by_them_knows_no_policy_to_hold_them_against() {
    Path path = folder().with(BILLING, text -> text.replace("undone: []", "undone: [pay]")).path();

    assertThat(ContractFiles.forRouting(path).route("stripe", "refund.failed", "").verdict())
        .isEqualTo(Verdict.KNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ id: /id }", "{ object: /object, operation: /operation }"})
  void an_event_names_its_object_in_one_way(String correlation) {
    Contracts contracts =
        folder()
            .with(
                BILLING, text -> text.replace("{ object: /object, ticket: /ticket }", correlation))
            .read();

    assertThat(said(contracts))
        .singleElement()
        .asString()
        .endsWith("events.0.correlation: needs exactly one of object, operation, part");
  }

  @Test
  void an_event_that_is_ignored_is_for_no_case() {
    Contracts contracts =
        folder()
            .with(
                IDENTITY,
                text -> text.replaceFirst("effect: ignore\n", "effect: ignore\n    case: refund\n"))
            .read();

    assertThat(said(contracts))
        .singleElement()
        .asString()
        .endsWith("events.0.case: does not belong here; remove it");
  }

  @Test
  void a_clause_that_nobody_knows_is_named_with_those_that_there_are() {
    Contracts contracts =
        folder().with(RISK, text -> text.replace("serves:", "journey: x\nserves:")).read();

    assertThat(said(contracts))
        .singleElement()
        .asString()
        .contains("journey: is not known; known here: state, serves, owner, truth");
  }

  @Test
  void an_event_with_two_routes_is_refused_at_the_second_one() {
    Contracts contracts =
        folder()
            .with(
                SHIPMENT, text -> text.replace("type: refund.successful", "type: tracker.updated"))
            .read();

    assertThat(said(contracts))
        .singleElement()
        .asString()
        .contains("events.1.versions.0.version", "shipment.events.0");
  }

  private ContractFolder folder() {
    return ContractFolder.in(directory);
  }

  private static List<String> said(Contracts contracts) {
    return contracts.flaws().stream().map(Flaw::toString).toList();
  }

  private static int lineOf(String start) {
    return ContractFiles.builtInText("billing.yaml")
            .lines()
            .toList()
            .indexOf(
                ContractFiles.builtInText("billing.yaml")
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .findFirst()
                    .orElseThrow())
        + 1;
  }
}
