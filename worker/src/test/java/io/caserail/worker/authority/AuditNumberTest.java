package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.zendesk.Meant;
import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.model.CaseKind;
import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import io.caserail.port.SaidBy;
import io.caserail.worker.config.Trust;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A signal or update that points at an audit proves what that audit proves, and no more. */
final class AuditNumberTest {
  private final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource(Trust.class)
  void an_unused_audit_proves_what_its_author_said(Trust trust) {
    Proof proof = proof(trust, "audit-600", CommandKind.APPROVE, unused("600"));

    assertThat(proof.refusal()).isNull();
    assertThat(proof.roles()).containsExactly(Role.APPROVER);
    Command said = Objects.requireNonNull(proof.said());
    assertThat(said.actor()).isEqualTo("8");
    assertThat(said.person()).isEqualTo(Scene.ANA);
    assertThat(said.id()).isEqualTo("audit-600");
  }

  @Test
  void an_audit_that_was_used_proves_nothing_any_more() {
    assertThat(proof(Trust.PROOF, "audit-600", CommandKind.APPROVE, scene.commands).refusal())
        .isEqualTo("what this audit says was dealt with before");
  }

  @Test
  void an_audit_proves_its_own_kind_only() {
    assertThat(proof(Trust.PROOF, "audit-600", CommandKind.WITHDRAW, unused("600")).refusal())
        .isEqualTo("this audit says approve");
  }

  @Test
  void an_audit_about_another_kind_of_case_proves_nothing() {
    List<TicketCommand> approved = unused("600").stream().map(Scene::aboutACancellation).toList();

    assertThat(proof(Trust.PROOF, "audit-600", CommandKind.APPROVE, approved).refusal())
        .isEqualTo("this audit is about a cancellation");
  }

  @Test
  void a_number_that_is_not_in_the_ticket_proves_nothing() {
    assertThat(proof(Trust.PROOF, "audit-1", CommandKind.APPROVE, unused("600")).refusal())
        .isEqualTo("ticket 42 has no such audit that gives a command");
  }

  @Test
  void an_audit_that_would_not_count_in_the_ticket_does_not_count_here() {
    TicketCommand byApi =
        scene.command(
            "700", CommandKind.APPROVE, "8", Scene.ANA, "2", Scene.NOW, "api", scene.values);

    assertThat(
            proof(Trust.LOCAL, "audit-700", CommandKind.APPROVE, List.of(as(byApi, false)))
                .refusal())
        .contains("did not come from an agent's own screen");
  }

  @Test
  void a_case_without_a_ticket_believes_no_audit() {
    Assertion nowhere = new Assertion("kim", "signal", "audit-600", CommandKind.APPROVE);

    assertThat(authority(Trust.PROOF, unused("600")).prove(nowhere).refusal()).isNotNull();
  }

  @Test
  void what_its_author_could_read_is_counted_by_the_case_it_is_shown_to() {
    TicketCommand yes = unused("600").get(0);
    String mine = "refund-acme-pi_1";
    TicketCommand read =
        new TicketCommand(
            yes.id(),
            yes.facts(),
            false,
            yes.actorName(),
            yes.person(),
            1_005,
            true,
            yes.values(),
            Meant.NONE,
            Map.of(SaidBy.of(mine, "").about(), 5L, "another", 1_005L));

    Assertion shown =
        new Assertion(
            "whoever",
            "signal",
            "audit-600",
            CommandKind.APPROVE,
            Scene.TICKET,
            CaseKind.REFUND,
            "",
            mine);

    assertThat(
            Objects.requireNonNull(authority(Trust.PROOF, List.of(read)).prove(shown).said())
                .seen())
        .isEqualTo(5);
  }

  private Proof proof(Trust trust, String ref, CommandKind kind, List<TicketCommand> commands) {
    return authority(trust, commands)
        .prove(new Assertion("whoever", "signal", ref, kind, Scene.TICKET, CaseKind.REFUND));
  }

  private PolicyAuthority authority(Trust trust, List<TicketCommand> commands) {
    TicketRecord ticket =
        new TicketRecord(
            Scene.TICKET, true, scene.customer, Map.of(CaseKind.REFUND, scene.values), 3, commands);
    return new PolicyAuthority(
        Scene.POLICY,
        trust,
        Map.of(CaseKind.REFUND, Map.of(CommandKind.APPROVE, List.of("103"))),
        any -> ticket,
        null,
        new AssertionTest(Scene.POLICY, Scene.ACCOUNT, null),
        Pauses.NONE,
        () -> Scene.NOW);
  }

  private List<TicketCommand> unused(String audit) {
    return scene.commands.stream()
        .filter(c -> c.id().equals("audit-" + audit))
        .map(c -> as(c, false))
        .toList();
  }

  private static TicketCommand as(TicketCommand c, boolean used) {
    return new TicketCommand(
        c.id(), c.facts(), used, c.actorName(), c.person(), c.seen(), c.sameCustomer(), c.values());
  }
}
