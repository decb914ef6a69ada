package io.caserail.decision;

import static io.caserail.decision.Blocks.block;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          decision      | block needs      | requester | approver | finance | operator
          APPROVE       | APPROVER         |           | x        |         |
          APPROVE       | FINANCE          |           |          | x       |
          APPROVE       | APPROVER FINANCE |           | x        | x       |
          REFUSE        | ''               |           | x        | x       |
          REFUSE        | APPROVER         |           | x        | x       |
          RETRY         | ''               | x         | x        | x       | x
          RETRY         | FINANCE          | x         | x        | x       | x
          CHECKED_FOUND | ''               |           |          | x       |
          CHECKED_NONE  | ''               |           |          | x       |
          DONE_BY_HAND  | ''               | x         | x        | x       |
          DONE_BY_HAND  | APPROVER         |           | x        |         |
          DONE_BY_HAND  | APPROVER FINANCE |           | x        | x       |
          WITHDRAW      | ''               | x         | x        | x       |
          WITHDRAW      | APPROVER         | x         | x        | x       |
          COMPENSATE    | ''               | x         | x        | x       |
          SKIP          | ''               |           | x        | x       |
          CORRECT       | ''               | x         | x        | x       |
          EXTEND        | ''               |           | x        | x       |
          HAND_OVER     | ''               | x         | x        | x       | x
          """)
  void who_may_say_what(
      DecisionKind kind,
      String needs,
      String requester,
      String approver,
      String finance,
      String operator) {
    Block block = block("approve#1", roles(needs), kind);

    assertThat(may(block, kind, Role.REQUESTER)).isEqualTo(requester != null);
    assertThat(may(block, kind, Role.APPROVER)).isEqualTo(approver != null);
    assertThat(may(block, kind, Role.FINANCE)).isEqualTo(finance != null);
    assertThat(may(block, kind, Role.OPERATOR)).isEqualTo(operator != null);
  }

  @ParameterizedTest
  @EnumSource
  void who_has_no_role_decides_nothing(DecisionKind kind) {
    Block block = block("approve#1", List.of(Role.APPROVER), kind);

    assertThat(DecisionRules.refusal(block.offers(), block.needs(), kind, List.of()))
        .startsWith("that takes ");
  }

  @ParameterizedTest
  @EnumSource
  void what_is_not_offered_nobody_may_say(DecisionKind kind) {
    Block block = block("approve#1", List.of(Role.APPROVER));

    assertThat(DecisionRules.refusal(block.offers(), block.needs(), kind, List.of(Role.values())))
        .contains("is not possible now");
  }

  @Test
  void a_refusal_says_what_is_possible_or_who_could() {
    Block block =
        block(
            "approve#1",
            List.of(Role.APPROVER, Role.FINANCE),
            DecisionKind.APPROVE,
            DecisionKind.DONE_BY_HAND);

    assertThat(
            DecisionRules.refusal(
                block.offers(), block.needs(), DecisionKind.CHECKED_NONE, List.of(Role.FINANCE)))
        .isEqualTo("checked none is not possible now; possible: approve, done by hand");
    assertThat(
            DecisionRules.refusal(
                block.offers(), block.needs(), DecisionKind.APPROVE, List.of(Role.REQUESTER)))
        .isEqualTo("that takes approver or finance");
  }

  private static boolean may(Block block, DecisionKind kind, Role role) {
    return DecisionRules.refusal(block.offers(), block.needs(), kind, List.of(role)) == null;
  }

  private static List<Role> roles(String words) {
    return words.isEmpty()
        ? List.of()
        : Arrays.stream(words.split(" ")).map(Role::valueOf).toList();
  }
}
