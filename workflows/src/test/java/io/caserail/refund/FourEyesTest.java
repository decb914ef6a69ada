package io.caserail.refund;

import static io.caserail.refund.Given.CUSTOMER;
import static io.caserail.refund.Given.LENA;
import static io.caserail.refund.Given.NOBODY;
import static io.caserail.refund.Given.NOW;
import static io.caserail.refund.Given.STRANGER;
import static io.caserail.refund.Given.aRefund;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.Claim;
import io.caserail.refund.FourEyes.Approval;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FourEyesTest {
  private static final PersonTag ANA = new PersonTag("00000000000000dd");
  private static final PersonTag BEN = new PersonTag("00000000000000ee");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "counts",
      textBlock =
          """
          another person                     | ana    | ANA      | counts
          another person without an address  | ana    | NOBODY   | counts
          the requester                      | lena   | LENA     | the same person asked for this refund
          the requester without an address   | lena   | NOBODY   | the same person asked for this refund
          the requester by a second account  | lena2  | LENA     | the same person asked for this refund
          the ticket's customer              | cora   | CUSTOMER | the refund would go to the same person
          the payer, who is somebody else    | petra  | STRANGER | the refund would go to the same person
          who has approved it already        | ben    | BEN      | the same person has approved it already
          the same by a second account       | ben2   | BEN      | the same person has approved it already
          the same without an address        | ben    | NOBODY   | the same person has approved it already
          """)
  void whose_yes_counts(String about, String actor, String tag, String refusal) {
    List<Approval> earlier = List.of(approval("ben", BEN, Role.APPROVER));

    String answer =
        FourEyes.refusal(
            aRefund().request(), STRANGER, earlier, approval(actor, tag(tag), Role.APPROVER));

    assertThat(answer).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          needs              | approvals                             | missing
          ''                 | ''                                    | ''
          APPROVER           | ''                                    | APPROVER
          APPROVER           | ana=APPROVER                          | ''
          APPROVER           | ana=FINANCE                           | APPROVER
          APPROVER           | ana=REQUESTER+OPERATOR                | APPROVER
          APPROVER           | ana=FINANCE ben=APPROVER              | ''
          APPROVER FINANCE   | ''                                    | APPROVER FINANCE
          APPROVER FINANCE   | ana=APPROVER                          | FINANCE
          APPROVER FINANCE   | ana=FINANCE                           | APPROVER
          APPROVER FINANCE   | ana=APPROVER ben=FINANCE              | ''
          APPROVER FINANCE   | ana=FINANCE ben=APPROVER              | ''
          APPROVER FINANCE   | ana=APPROVER+FINANCE                  | FINANCE
          APPROVER FINANCE   | ana=APPROVER+FINANCE ben=APPROVER     | ''
          APPROVER FINANCE   | ana=APPROVER+FINANCE ben=FINANCE      | ''
          APPROVER FINANCE   | ben=APPROVER ana=APPROVER+FINANCE     | ''
          APPROVER FINANCE   | ana=APPROVER ben=APPROVER             | FINANCE
          """)
  void each_person_stands_for_one_role_and_for_the_one_that_helps(
      String needs, String approvals, String missing) {
    assertThat(FourEyes.missing(roles(needs, " "), approvals(approvals)))
        .isEqualTo(roles(missing, " "));
  }

  private static List<Approval> approvals(String words) {
    return words.isEmpty()
        ? List.of()
        : Arrays.stream(words.split(" "))
            .map(word -> word.split("="))
            .map(
                word -> approval(word[0], tag(word[0]), roles(word[1], "\\+").toArray(Role[]::new)))
            .toList();
  }

  private static List<Role> roles(String words, String between) {
    return words.isEmpty()
        ? List.of()
        : Arrays.stream(words.split(between)).map(Role::valueOf).toList();
  }

  private static Approval approval(String actor, PersonTag tag, Role... roles) {
    return new Approval(new Claim("audit-9", actor, ""), tag, List.of(roles), NOW);
  }

  private static PersonTag tag(String name) {
    return switch (name) {
      case "ANA", "ana" -> ANA;
      case "BEN", "ben" -> BEN;
      case "LENA" -> LENA;
      case "CUSTOMER" -> CUSTOMER;
      case "STRANGER" -> STRANGER;
      default -> NOBODY;
    };
  }
}
