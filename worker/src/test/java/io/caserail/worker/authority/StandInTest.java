package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.Role;
import io.caserail.port.Claim;
import io.caserail.port.Clearing;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.Proof;
import io.caserail.worker.audit.AuditSink;
import io.caserail.worker.audit.AuditedAuthority;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ana, who has approved, is in no group of approvers: she stands in for them. */
class StandInTest {
  private final Scene scene = new Scene();

  StandInTest() {
    scene.commands.remove(1);
    scene.commands.add(
        scene.command(
            "600", CommandKind.APPROVE, "8", Scene.ANA, "1", Scene.NOW.minusSeconds(1800)));
  }

  /** Of these days, of which the scene plays on 23 November. */
  private static Policy granted(String person, String role, String from, String to) {
    return PolicyFile.parse(
        "zone: UTC\ngrants: [{ person: %s, role: %s, from: %s, to: %s, reason: leave, by: 99 }]\n"
            .formatted(person, role, from, to),
        Map.of("requesters", "1", "approvers", "2", "finance", "3"));
  }

  private void grant(String person, String role, String from, String to) {
    scene.policy = granted(person, role, from, to);
  }

  private Proof said() {
    return scene.authority().prove(scene.commands.get(scene.commands.size() - 1).facts());
  }

  @Test
  void a_yes_counts_when_it_arrives_and_before_the_send_and_both_say_by_what() {
    grant("8", "approver", "2026-11-20", "2026-11-30");

    Proof proof = said();
    Clearing clearing = scene.authority().clear(scene.order, scene.payment());

    assertThat(proof.refusal()).isNull();
    assertThat(proof.roles()).containsExactly(Role.REQUESTER, Role.APPROVER);
    assertThat(proof.grant()).isEqualTo("approver until 30 Nov 2026");
    assertThat(clearing.stopped()).isNull();
    assertThat(clearing.grants()).containsExactly("8 stands in for approver until 30 Nov 2026");
  }

  @ParameterizedTest
  @CsvSource({
    "8, approver, 2026-11-24, 2026-11-30", // to come
    "8, approver, 2026-11-01, 2026-11-22", // over
    "9, approver, 2026-11-20, 2026-11-30", // somebody else's
  })
  void a_yes_outside_of_it_counts_neither_here_nor_there(
      String person, String role, String from, String to) {
    grant(person, role, from, to);

    assertThat(said().code()).isEqualTo("no_role");
    assertThat(scene.clear()).isNotNull().extracting(Outcome::code).isEqualTo("approval_missing");
  }

  @Test
  void finance_is_no_approver() {
    grant("8", "finance", "2026-11-20", "2026-11-30");

    assertThat(said().roles()).containsExactly(Role.REQUESTER, Role.FINANCE);
    assertThat(scene.clear()).isNotNull().extracting(Outcome::code).isEqualTo("approval_missing");
  }

  @Test
  void what_the_grant_does_not_name_stays_refused() {
    grant("8", "approver", "2026-11-20", "2026-11-30");
    scene.commands.add(
        scene.command("700", CommandKind.CHECKED_NONE, "8", Scene.ANA, "1", Scene.NOW));

    assertThat(
            new AuditTest(
                    scene.policy,
                    Map.of(CaseKind.REFUND, Map.of(CommandKind.CHECKED_NONE, List.of("101"))))
                .judge(scene.commands.get(2).facts())
                .refusal())
        .contains("takes the role finance");
  }

  @Test
  void it_makes_nobody_an_approver_of_what_they_have_asked_for() {
    grant("7", "approver", "2026-11-20", "2026-11-30");
    scene.commands.add(scene.command("700", CommandKind.APPROVE, "7", Scene.LENA, "1", Scene.NOW));
    scene.approvals(new Claim("audit-700", "7", ""));

    assertThat(scene.clear()).isNotNull().extracting(Outcome::code).isEqualTo("same_person");
  }

  @Test
  void a_yes_that_was_said_in_time_outlives_it() {
    grant("8", "approver", "2026-11-20", "2026-11-23");
    scene.now = Scene.NOW.plusSeconds(24 * 3600);

    assertThat(scene.clear()).isNull();
  }

  @Test
  void a_yes_does_not_outlive_a_grant_that_was_taken_out_of_the_policy() {
    assertThat(scene.clear()).isNotNull().extracting(Outcome::code).isEqualTo("approval_missing");
  }

  @Test
  void an_own_role_is_enough_and_then_no_grant_is_named() {
    grant("8", "approver", "2026-11-20", "2026-11-30");
    scene.commands.remove(1);
    scene.commands.add(
        scene.command(
            "600", CommandKind.APPROVE, "8", Scene.ANA, "2", Scene.NOW.minusSeconds(1800)));

    assertThat(said().grant()).isEmpty();
    assertThat(scene.authority().clear(scene.order, scene.payment()).grants()).isEmpty();
  }

  @Test
  void the_record_of_the_second_look_names_it(@TempDir Path folder) throws IOException {
    grant("8", "approver", "2026-11-20", "2026-11-30");
    Path file = folder.resolve("audit.jsonl");

    try (AuditSink sink = new AuditSink(file)) {
      new AuditedAuthority(scene.authority(), sink, () -> Scene.NOW, (question, verdict) -> {})
          .clear(scene.order, scene.payment());
    }

    assertThat(Files.readString(file))
        .contains("\"outcome\":\"cleared\"")
        .contains("\"grants\":[\"8 stands in for approver until 30 Nov 2026\"]")
        .doesNotContain("leave");
  }
}
