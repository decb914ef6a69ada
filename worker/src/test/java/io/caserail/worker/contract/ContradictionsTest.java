package io.caserail.worker.contract;

import static io.caserail.contract.LifecycleState.BILLING;
import static io.caserail.contract.LifecycleState.CANCELLATION;
import static io.caserail.contract.LifecycleState.RISK;
import static io.caserail.contract.LifecycleState.VERIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.call.Causes;
import io.caserail.call.Failure;
import io.caserail.contract.CaseShape;
import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.port.CommandKind;
import io.caserail.port.FailureType;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.Trouble;
import io.caserail.worker.config.Durations;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
          deadline: 24h | deadline: 23h | cases.refund.deadline: is shorter than the 24h after which the policy shows it as late (waits.promise)
          pay: 12h | pay: 1m | cases.refund.steps.pay: is shorter than the 12h after which a wait there shows as late (waits.longest); change one of them
          approve: 24h | approve: 12h | cases.refund.steps.approve: is shorter than the 24h after which a wait there shows as late (waits.approval); change one of them
          risk-review: 24h | risk-review: 12h | cases.refund.steps.risk-review: is shorter than the 24h after which a wait there shows as late (waits.promise); change one of them
          settle: 10d | settle: 9d | cases.settlement.steps.settle: is shorter than the 10d after which a wait there shows as late (waits.settlement); change one of them
          'pay: 12h, ' | '' | cases.refund.steps.pay: is missing; the code has this step, so give it a budget
          pay: 12h | pey: 12h | cases.refund.steps.pey: is no step of the code; its steps: look-up, approve, risk-review, pay, hand-over
          pivot: [pay] | pivot: [] | cases.refund.pivot: the code passes the pivot with pay, which is not said here
          pivot: [pay] | pivot: [pay, approve] | cases.refund.pivot: the code never passes the pivot with approve
          undone: [] | undone: [pay] | cases.refund.undone: the code never takes back pay
          decisions: [approve | decisions: [compensate, approve | cases.refund.decisions: compensate is never offered by the code
          done_by_hand, withdraw, extend | withdraw, extend | cases.refund.decisions: the code offers done_by_hand, which is not said here
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
            "cases.cancellation.steps.goods-back: is shorter than the 60d after which a wait"
                + " there shows as late (cancellation.returnWithin); change one of them");
  }

  @Test
  void where_nothing_is_promised_a_case_may_take_as_long_as_its_steps_together() {
    Contracts contracts = read(CANCELLATION, "deadline: 500d", "deadline: 400d");

    assertThat(contracts.flaws())
        .extracting(ContradictionsTest::said)
        .containsExactly(
            "cases.cancellation.deadline: is shorter than its steps together, which may take 439d");
  }

  /**
   * Each of these waits has a time of its own, and the engine's causes say what they are. That
   * cases do so is played by LateCaseTest.
   */
  @ParameterizedTest
  @CsvSource({
    "REFUND, look-up, 11h",
    "REFUND, pay, 11h",
    "REFUND, approve, 13h",
    "REFUND, risk-review, 40h",
    "SETTLEMENT, settle, 10d",
    "SETTLEMENT, failed, 13h",
    "CANCELLATION, look-up, 11h",
    "CANCELLATION, void-label, 13h",
    "CANCELLATION, undo-window, 1h",
    "CANCELLATION, billing-ended, 11h",
    "CANCELLATION, label-void, 30d",
    "CANCELLATION, refund, 24h",
    "VERIFICATION, open, 11h",
    "VERIFICATION, invite, 13h",
    "VERIFICATION, wait, 25h",
    "VERIFICATION, erased, 4d"
  })
  void a_wait_is_late_when_the_code_shows_it(CaseKind kind, String step, String time) {
    Policy policy =
        PolicyFile.parse(
            """
            waits: { longest: 11h, doubtOwner: 2h, approval: 13h, promise: 40h }
            cancellation: { undoWindow: 1h }
            roles: {1: [requester]}
            """,
            Map.of());
    Waits waits = policy.refunds().waits();
    Failure away =
        new Failure(
            FailureType.UPSTREAM_AWAY,
            new Trouble(FaultDomain.UPSTREAM, "Stripe", "Stripe does not answer", ""));

    assertThat(StepWaits.of(policy, kind, step).time()).isEqualTo(Durations.parse(time));
    assertThat(Causes.away(away, List.of(), waits).due()).isEqualTo(Duration.ofHours(11));
    assertThat(Causes.inDoubt(away, waits).due()).isLessThanOrEqualTo(Duration.ofHours(11));
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
