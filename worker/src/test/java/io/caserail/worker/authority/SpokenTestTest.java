package io.caserail.worker.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import io.caserail.worker.config.Trust;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTestTest {
  @ParameterizedTest
  @CsvSource({
    "LOCAL, dana, SEND, REQUESTER, ''",
    "LOCAL, kim, APPROVE, APPROVER, ''",
    "LOCAL, dana, APPROVE, , 'that takes the role approver or finance, which its author does not"
        + " have'",
    "LOCAL, mallory, SEND, , the policy does not know this name",
    "LOCAL, '', SEND, , there is no proof of who says so; use the macro in the ticket",
    "LOCAL, '', RETRY, OPERATOR, ''",
    "PROOF, dana, SEND, , there is no proof of who says so; use the macro in the ticket",
    "PROOF, kim, APPROVE, , there is no proof of who says so; use the macro in the ticket",
    "PROOF, anybody, RETRY, OPERATOR, ''",
  })
  void a_name_counts_only_where_names_are_trusted(
      Trust trust, String actor, CommandKind kind, Role role, String refusal) {
    Proof proof =
        new SpokenTest(Scene.POLICY, trust).judge(new Assertion(actor, "cli", "made up", kind));

    assertThat(String.valueOf(proof.refusal())).isEqualTo(refusal.isEmpty() ? "null" : refusal);
    if (refusal.isEmpty()) {
      assertThat(proof.roles()).contains(role);
    } else {
      assertThat(proof.roles()).isEmpty();
    }
  }
}
