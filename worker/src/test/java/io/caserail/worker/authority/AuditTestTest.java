package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.Role;
import io.caserail.port.AuditFacts;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuditTestTest {
  private final AuditTest audits = new AuditTest(Scene.POLICY, Scene.MACROS);

  /** What an audit may say; the good one passes every clause. */
  private record Audit(
      String channel,
      boolean creation,
      boolean changedByRule,
      @Nullable String macro,
      CaseKind about,
      CommandKind kind,
      boolean staff,
      List<String> groups) {
    static Audit good() {
      return new Audit(
          "web", false, false, "101", CaseKind.REFUND, CommandKind.SEND, true, List.of("1"));
    }

    AuditFacts facts() {
      return new AuditFacts(
          "500",
          Instant.EPOCH,
          channel,
          creation,
          changedByRule,
          macro,
          about,
          kind,
          "7",
          staff,
          groups);
    }
  }

  static Stream<Arguments> clauses() {
    return Stream.of(
        clause(
            "creation",
            a -> new Audit(a.channel, true, false, a.macro, a.about, a.kind, true, a.groups),
            "it was set when the ticket was created, and only a later click counts"),
        clause(
            "program",
            a -> new Audit("api", false, false, a.macro, a.about, a.kind, true, a.groups),
            "it did not come from an agent's own screen but by 'api'"),
        clause(
            "e-mail",
            a -> new Audit("email", false, false, a.macro, a.about, a.kind, true, a.groups),
            "it did not come from an agent's own screen but by 'email'"),
        clause(
            "markup as a channel",
            a -> new Audit("<b>{{x}}", false, false, a.macro, a.about, a.kind, true, a.groups),
            "it did not come from an agent's own screen but by 'something unknown'"),
        clause(
            "trigger",
            a -> new Audit(a.channel, false, true, a.macro, a.about, a.kind, true, a.groups),
            "a trigger or automation set it, not a person"),
        clause(
            "by hand",
            a -> new Audit(a.channel, false, false, null, a.about, a.kind, true, a.groups),
            "the command was set without its macro; apply the macro"),
        clause(
            "foreign macro",
            a -> new Audit(a.channel, false, false, "999", a.about, a.kind, true, a.groups),
            "the macro that was applied is not ours for this command"),
        clause(
            "our macro of another command",
            a -> new Audit(a.channel, false, false, "103", a.about, a.kind, true, a.groups),
            "the macro that was applied is not ours for this command"),
        clause(
            "our macro of another kind of case",
            a -> new Audit(a.channel, false, false, "201", a.about, a.kind, true, a.groups),
            "the macro that was applied is not ours for this command"),
        clause(
            "macro of a refund for a cancellation",
            a ->
                new Audit(
                    a.channel, false, false, "101", CaseKind.CANCELLATION, a.kind, true, a.groups),
            "the macro that was applied is not ours for this command"),
        clause(
            "a kind without macros",
            a ->
                new Audit(
                    a.channel, false, false, "101", CaseKind.VERIFICATION, a.kind, true, a.groups),
            "the macro that was applied is not ours for this command"),
        clause(
            "customer or former agent",
            a -> new Audit(a.channel, false, false, a.macro, a.about, a.kind, false, a.groups),
            "its author is no active agent"),
        clause(
            "no group",
            a -> new Audit(a.channel, false, false, a.macro, a.about, a.kind, true, List.of("999")),
            "its author is in no group that may do this"),
        clause(
            "wrong role",
            a -> new Audit(a.channel, false, false, a.macro, a.about, a.kind, true, List.of("2")),
            "that takes the role requester, which its author does not have"));
  }

  private static Arguments clause(String name, UnaryOperator<Audit> change, String refusal) {
    return Arguments.of(name, change.apply(Audit.good()), refusal);
  }

  @Test
  void a_click_by_somebody_with_the_role_counts_with_all_their_roles() {
    Audit both =
        new Audit(
            "web",
            false,
            false,
            "101",
            CaseKind.REFUND,
            CommandKind.SEND,
            true,
            List.of("1", "2", "x"));

    Proof proof = audits.judge(both.facts());

    assertThat(proof.refusal()).isNull();
    assertThat(proof.roles()).containsExactly(Role.REQUESTER, Role.APPROVER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clauses")
  void each_clause_refuses_with_its_own_words_and_no_role(
      String name, Audit audit, String refusal) {
    Proof proof = audits.judge(audit.facts());

    assertThat(proof.refusal()).isEqualTo(refusal);
    assertThat(proof.roles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SEND, REQUESTER, true",
    "SEND, APPROVER, false",
    "SEND, FINANCE, false",
    "SEND_AND_TELL, REQUESTER, true",
    "SEND_AND_TELL, OPERATOR, false",
    "APPROVE, APPROVER, true",
    "APPROVE, FINANCE, true",
    "APPROVE, REQUESTER, false",
    "APPROVE, OPERATOR, false",
    "REFUSE, APPROVER, true",
    "REFUSE, REQUESTER, false",
    "WITHDRAW, REQUESTER, true",
    "WITHDRAW, OPERATOR, false",
    "DONE_BY_HAND, FINANCE, true",
    "DONE_BY_HAND, OPERATOR, false",
    "CHECKED_FOUND, FINANCE, true",
    "CHECKED_FOUND, APPROVER, false",
    "CHECKED_NONE, FINANCE, true",
    "CHECKED_NONE, REQUESTER, false",
    "RETRY, OPERATOR, true",
    "WHERE_IS_IT, REQUESTER, true",
  })
  void each_command_takes_its_roles(CommandKind kind, Role role, boolean may) {
    assertThat(CommandRoles.refusal(kind, List.of(role)) == null).isEqualTo(may);
  }
}
