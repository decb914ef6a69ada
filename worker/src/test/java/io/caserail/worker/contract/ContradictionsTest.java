package io.caserail.worker.contract;

import static io.caserail.contract.LifecycleState.BILLING;
import static io.caserail.contract.LifecycleState.CANCELLATION;
import static io.caserail.contract.LifecycleState.RISK;
import static io.caserail.contract.LifecycleState.VERIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.contract.CaseShape;
import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.port.CommandKind;
import io.caserail.worker.policy.PolicyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a contract says and the code does otherwise. */
class ContradictionsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deadline: 5d | deadline: 72h | cases.refund.deadline: is shorter than its steps together, which may take 5763m
          pay: 1m | pay: 30s | cases.refund.steps.pay: is shorter than the 45s that the policy lets it wait (waits.sendBudget); change one of them
          approve: 24h | approve: 12h | cases.refund.steps.approve: is shorter than the 24h that the policy lets it wait (waits.approval); change one of them
          pay: 1m | pay: 30h | cases.refund.deadline: is shorter than its steps together, which may take 7562m
          'pay: 1m, ' | '' | cases.refund.steps.pay: is missing; the code has this step, so give it a budget
          pay: 1m | pey: 1m | cases.refund.steps.pey: is no step of the code; its steps: look-up, approve, risk-review, pay, hand-over
          pivot: [pay] | pivot: [] | cases.refund.pivot: the code passes the pivot with pay, which is not said here
          pivot: [pay] | pivot: [pay, approve] | cases.refund.pivot: the code never passes the pivot with approve
          undone: [] | undone: [pay] | cases.refund.undone: the code never takes back pay
          decisions: [approve | decisions: [compensate, approve | cases.refund.decisions: compensate is never offered by the code
          acceptableDelay: 15m | acceptableDelay: 10m | acceptableDelay: is shorter than the 15m in which the ticket says nothing of a wait
          acceptableDelay: 15m | acceptableDelay: 6d | cases.refund.deadline: is shorter than acceptableDelay
          refund.amount | refund.colour | fields.6: refund.colour is no field that is set up
          'tell_checking, ' | 'tell_lies, ' | messages.3: tell_lies is no text for customers
          'refund.amount, ' | '' | fields: the code uses refund.amount, which is not said here
          'waits_for, ' | '' | fields: the code uses waits_for, which is not said here
          'tell_checking, ' | '' | messages: the code tells customers tell_checking, which is not said here
          'failed_bank, ' | '' | messages: the code tells customers failed_bank, which is not said here
          message: tell_delayed | message: tell_cancelled | fallback.message: tell_cancelled is not listed under messages
          I did it by hand | I did it myself | byHand.0.steps: names the macro "Refund: I did it myself", which zendesk apply never makes
          type: refund.updated | type: refund.update | events.2.type: refund.update is no event that the sweep asks Stripe for; it asks for: refund.created,
          state: billing | state: risk | state: is risk, and the file is called billing.yaml
          pattern: "^evt_[ | pattern: "^evt_(([ | events.1.versions.0.schema: is no JSON Schema
          """)
  void a_contradiction_is_named_by_its_clause(String before, String after, String said) {
    Contracts contracts = read(BILLING, before, after);

    assertThat(contracts.flaws())
        .extracting(ContradictionsTest::said)
        .anyMatch(one -> one.startsWith(said));
    assertThat(contracts.allows(CaseKind.REFUND)).isFalse();
    assertThat(contracts.allows(CaseKind.CANCELLATION)).isTrue();
  }

  @Test
  void a_kind_that_a_contract_should_govern_is_missed_and_a_foreign_one_refused() {
    Contracts contracts =
        read(VERIFICATION, "  verification:\n    deadline", "  refund:\n    deadline");

    assertThat(contracts.flaws())
        .extracting(Flaw::clause)
        .containsExactlyInAnyOrder("cases.verification", "cases.refund");
  }

  @Test
  void a_case_is_started_by_the_contract_that_governs_it() {
    Contracts contracts =
        read(
            RISK,
            "type: review.opened\n    effect: wake",
            "type: review.opened\n    effect: start");

    assertThat(contracts.flaws()).extracting(Flaw::clause).containsExactly("events.2.case");
  }

  @Test
  void what_tickets_show_of_a_followed_state_must_be_said() {
    Contracts contracts = read(RISK, "waits_for, facts]", "waits_for]");

    assertThat(contracts.flaws())
        .extracting(Flaw::toString)
        .singleElement(InstanceOfAssertFactories.STRING)
        .matches("risk.yaml:[0-9]+ fields: the code uses facts, which is not said here");
    assertThat(contracts.of(RISK)).isEmpty();
    assertThat(contracts.allows(CaseKind.REFUND)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void whatever_customers_are_told_is_a_reviewed_text(CaseKind kind) {
    assertThat(CodeFacts.builtIn().messages()).containsAll(CaseShape.of(kind).tells());
  }

  @Test
  void what_is_undone_in_a_cancellation_must_be_said() {
    Contracts contracts =
        read(
            CANCELLATION,
            "undone: [close-order, stop-billing, revoke-access]",
            "undone: [close-order, revoke-access]");

    assertThat(contracts.flaws())
        .extracting(ContradictionsTest::said)
        .containsExactly(
            "cases.cancellation.undone: the code takes back stop-billing, which is not said here");
  }

  @Test
  void a_policy_that_waits_longer_than_the_contract_allows_contradicts_it() {
    CodeFacts patient =
        CodeFacts.under(
            PolicyFile.parse(
                "cancellation: { returnWithin: 60d }\nroles: {1: [requester]}\n", Map.of()));

    Contracts contracts = ContractFiles.load(null, patient);

    assertThat(contracts.flaws())
        .extracting(ContradictionsTest::said)
        .containsExactly(
            "cases.cancellation.steps.goods-back: is shorter than the 60d that the policy lets it"
                + " wait (cancellation.returnWithin); change one of them");
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void every_step_has_a_wait(CaseKind kind) {
    assertThat(CaseShape.of(kind).names())
        .allSatisfy(
            step ->
                assertThat(StepWaits.of(CodeFacts.builtIn().policy(), kind, step).time())
                    .isGreaterThanOrEqualTo(Duration.ZERO));
  }

  @ParameterizedTest
  @EnumSource(CaseKind.class)
  void every_decision_can_be_given_as_a_command(CaseKind kind) {
    assertThat(CommandKind.values())
        .extracting(CommandKind::name)
        .containsAll(CaseShape.of(kind).offers().stream().map(DecisionKind::name).toList());
  }

  private Contracts read(LifecycleState state, String before, String after) {
    return ContractFolder.in(directory).with(state, text -> text.replace(before, after)).read();
  }

  private static String said(Flaw flaw) {
    return flaw.clause() + ": " + flaw.what();
  }
}
