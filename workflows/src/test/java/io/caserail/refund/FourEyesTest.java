package io.caserail.refund;

import static io.caserail.refund.Given.CUSTOMER;
import static io.caserail.refund.Given.LENA;
import static io.caserail.refund.Given.NOBODY;
import static io.caserail.refund.Given.NOW;
import static io.caserail.refund.Given.STRANGER;
import static io.caserail.refund.Given.aRefund;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.Money;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.port.Claim;
import io.caserail.refund.FourEyes.Approval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          needs            | before the hold           | since        | missing
          ''               | ''                        | ''           | FINANCE
          ''               | ''                        | fin=FINANCE  | ''
          ''               | fin=FINANCE               | ''           | FINANCE
          APPROVER         | ana=APPROVER              | ''           | FINANCE
          APPROVER         | ana=APPROVER              | fin=FINANCE  | ''
          APPROVER         | ''                        | fin=FINANCE  | APPROVER
          APPROVER         | ''                        | ana=APPROVER+FINANCE | FINANCE
          APPROVER FINANCE | ana=APPROVER fin=FINANCE  | ''           | FINANCE
          APPROVER FINANCE | ana=APPROVER              | fin=FINANCE  | ''
          """)
  void only_who_knew_of_a_hold_lifts_it(String needs, String before, String since, String missing) {
    Instant hold = Given.NOW;
    List<Approval> approvals = new ArrayList<>();
    approvals(before).forEach(yes -> approvals.add(at(yes, hold.minusSeconds(1))));
    approvals(since).forEach(yes -> approvals.add(at(yes, hold)));
    Ruling ruling =
        new Ruling(
            Ruling.Kind.GO,
            RefundRules.RISK_HOLD,
            new Money(2_490, "EUR"),
            roles(needs, " "),
            List.of(),
            new Ruling.Hold(hold, List.of(Role.FINANCE)));

    assertThat(FourEyes.missing(ruling, approvals)).isEqualTo(roles(missing, " "));
  }

  private static Approval at(Approval yes, Instant at) {
    return new Approval(yes.claim(), yes.person(), yes.roles(), at);
  }

  @RepeatedTest(100)
  void whatever_approvals_there_are_nobody_counts_twice() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Role> needs = List.of(Role.APPROVER, Role.FINANCE);
    List<Approval> approvals = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      approvals.add(anyApproval(random));
    }

    List<Role> missing = FourEyes.missing(needs, approvals);

    assertThat(missing).as("seed %s: %s", seed, approvals).hasSize(2 - mostPairs(approvals));
  }

  /** How many roles distinct people can fill, by trying all pairs. */
  private static int mostPairs(List<Approval> approvals) {
    int most = 0;
    for (Approval one : approvals) {
      boolean approver = one.roles().contains(Role.APPROVER);
      if (approver || one.roles().contains(Role.FINANCE)) {
        most = Math.max(most, 1);
      }
      for (Approval other : approvals) {
        if (approver && other.roles().contains(Role.FINANCE) && !isSame(one, other)) {
          most = 2;
        }
      }
    }
    return most;
  }

  private static boolean isSame(Approval one, Approval other) {
    return one.claim().actor().equals(other.claim().actor())
        || (one.person().equals(other.person()) && !one.person().equals(NOBODY));
  }

  /** Ana has two accounts, and Gus none with an address. */
  private static Approval anyApproval(Random random) {
    List<Role> roles = new ArrayList<>();
    for (Role role : Role.values()) {
      if (random.nextBoolean()) {
        roles.add(role);
      }
    }
    Role[] drawn = roles.toArray(Role[]::new);
    return switch (random.nextInt(4)) {
      case 0 -> approval("ana", ANA, drawn);
      case 1 -> approval("ana2", ANA, drawn);
      case 2 -> approval("ben", BEN, drawn);
      default -> approval("gus", NOBODY, drawn);
    };
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
