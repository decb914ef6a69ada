package io.caserail.decision;

import static io.caserail.decision.Blocks.block;
import static io.caserail.decision.Blocks.decision;
import static io.caserail.decision.Blocks.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskTest {
  private static final Person ANA = person("ana", Role.APPROVER);
  private static final Person BEN = person("ben", Role.APPROVER);
  private final List<DecisionKind> always = new ArrayList<>();
  private final List<Decision> amended = new ArrayList<>();
  private final Desk desk =
      new Desk(
          () -> always,
          decision -> {
            amended.add(decision);
            return null;
          });

  @Test
  void a_decision_about_the_open_block_is_taken_and_handed_over_once() {
    lay("approve#1");

    Verdict verdict = desk.offer(decision("d1", DecisionKind.APPROVE, "approve#1", ""), ANA);

    assertThat(verdict).isEqualTo(Verdict.taken("taken: approve"));
    assertThat(desk.isDecided()).isTrue();
    assertThat(desk.take())
        .isEqualTo(new Taken(decision("d1", DecisionKind.APPROVE, "approve#1", ""), ANA));
    assertThat(desk.take()).isNull();
  }

  @Test
  void a_decision_that_names_no_block_is_about_the_open_one() {
    lay("approve#1");

    assertThat(desk.offer(decision("d1", DecisionKind.APPROVE), ANA).accepted()).isTrue();
  }

  @Test
  void that_it_was_paid_another_way_takes_finance_however_it_is_said() {
    desk.lay(block("failed#1", List.of(), DecisionKind.DONE_BY_HAND), person -> null);
    Decision paid =
        new Decision(
            "d1", "", DecisionKind.DONE_BY_HAND, "ana", "Paid another way", "", "bank transfer 77");

    assertRefused(desk.offer(paid, ANA), "that it was paid another way takes finance");
    assertThat(desk.offer(paid, person("fin", Role.FINANCE)).accepted()).isTrue();
  }

  @Test
  void nothing_can_be_decided_while_nothing_waits() {
    assertRefused(
        desk.offer(decision("d1", DecisionKind.APPROVE), ANA), "nothing waits for a decision now");
    lay("approve#1");
    desk.clear();
    assertRefused(
        desk.offer(decision("d1", DecisionKind.APPROVE), ANA), "nothing waits for a decision now");
  }

  @Test
  void a_decision_about_an_earlier_block_is_outdated() {
    lay("approve#1");
    lay("approve#2");

    assertRefused(
        desk.offer(decision("d1", DecisionKind.APPROVE, "approve#1", ""), ANA),
        "it was made about approve#1, but the case now waits at approve#2");
  }

  @Test
  void a_decision_that_was_taken_is_not_taken_again_for_a_later_block() {
    lay("approve#1");
    desk.offer(decision("d1", DecisionKind.APPROVE), ANA);
    desk.take();
    lay("approve#2");

    assertRefused(
        desk.offer(decision("d1", DecisionKind.APPROVE), ANA), "this decision was taken before");
  }

  @Test
  void a_decision_that_was_refused_may_be_sent_again_once_it_is_right() {
    lay("approve#1");
    desk.offer(decision("d1", DecisionKind.APPROVE), person("lena", Role.REQUESTER));

    assertThat(desk.offer(decision("d1", DecisionKind.APPROVE), ANA).accepted()).isTrue();
  }

  @Test
  void an_open_case_can_be_withdrawn_while_nothing_waits() {
    always.add(DecisionKind.WITHDRAW);

    Verdict verdict = desk.offer(decision("d1", DecisionKind.WITHDRAW), ANA);

    assertThat(verdict)
        .isEqualTo(
            Verdict.taken("taken: it is stopped before its next step, unless that is too late"));
    assertThat(desk.isDecided()).isFalse();
    assertThat(desk.takeStopping())
        .isEqualTo(new Taken(decision("d1", DecisionKind.WITHDRAW), ANA));
    assertThat(desk.takeStopping()).isNull();
  }

  @Test
  void a_withdrawal_ends_the_open_block_where_that_offers_it() {
    always.add(DecisionKind.WITHDRAW);
    desk.lay(block("pay#1", List.of(), DecisionKind.WITHDRAW), person -> null);

    assertThat(desk.offer(decision("d1", DecisionKind.WITHDRAW), ANA).accepted()).isTrue();

    assertThat(desk.isDecided()).isTrue();
    assertThat(desk.takeStopping()).isNull();
  }

  @Test
  void a_withdrawal_of_the_case_ends_the_open_block_too_and_not_only_the_next_step() {
    always.add(DecisionKind.WITHDRAW);
    desk.lay(block("wait#1", List.of(), DecisionKind.WITHDRAW), person -> null);

    assertThat(desk.offer(decision("d1", DecisionKind.WITHDRAW, "case#1", ""), ANA).accepted())
        .isTrue();

    assertThat(desk.isDecided()).isTrue();
    assertThat(desk.takeStopping()).isNull();
  }

  @Test
  void a_withdrawal_that_came_while_nothing_waited_answers_the_next_block_that_offers_it() {
    always.add(DecisionKind.WITHDRAW);
    desk.offer(decision("d1", DecisionKind.WITHDRAW), ANA);

    desk.lay(block("pay#1", List.of(), DecisionKind.RETRY), person -> null);
    assertThat(desk.isDecided()).isFalse();
    desk.lay(block("pay#2", List.of(), DecisionKind.RETRY, DecisionKind.WITHDRAW), p -> null);

    assertThat(desk.take()).isEqualTo(new Taken(decision("d1", DecisionKind.WITHDRAW), ANA));
    assertThat(desk.takeStopping()).isNull();
  }

  @Test
  void a_second_withdrawal_is_told_of_the_first() {
    always.add(DecisionKind.WITHDRAW);
    desk.offer(decision("d1", DecisionKind.WITHDRAW), ANA);

    assertRefused(
        desk.offer(decision("d2", DecisionKind.WITHDRAW), BEN), "it is being withdrawn already");
  }

  @Test
  void while_a_withdrawal_waits_a_case_can_still_be_handed_over_and_extended() {
    always.addAll(List.of(DecisionKind.EXTEND, DecisionKind.HAND_OVER, DecisionKind.WITHDRAW));
    desk.lay(block("pay#1", List.of(), DecisionKind.CHECKED_NONE), person -> null);
    desk.offer(decision("d1", DecisionKind.WITHDRAW), ANA);

    Verdict handedOver = desk.offer(decision("d2", DecisionKind.HAND_OVER), BEN);
    Verdict extended = desk.offer(decision("d3", DecisionKind.EXTEND, "case#3", ""), BEN);

    assertThat(handedOver).isEqualTo(Verdict.taken("taken: hand over"));
    assertThat(extended.accepted()).isTrue();
    assertThat(amended).extracting(Decision::id).containsExactly("d2", "d3");
    assertRefused(
        desk.offer(decision("d4", DecisionKind.WITHDRAW), BEN), "it is being withdrawn already");
    assertThat(desk.takeStopping())
        .isEqualTo(new Taken(decision("d1", DecisionKind.WITHDRAW), ANA));
  }

  @Test
  void an_amendment_leaves_the_open_block_to_be_decided() {
    always.add(DecisionKind.HAND_OVER);
    lay("approve#1");

    assertThat(desk.offer(decision("d1", DecisionKind.HAND_OVER), ANA).accepted()).isTrue();

    assertThat(amended).containsExactly(decision("d1", DecisionKind.HAND_OVER));
    assertThat(desk.isDecided()).isFalse();
    assertThat(desk.offer(decision("d2", DecisionKind.APPROVE, "approve#1", ""), BEN).accepted())
        .isTrue();
  }

  @Test
  void an_amendment_that_was_made_on_an_older_view_is_outdated() {
    always.add(DecisionKind.HAND_OVER);
    desk.offer(decision("d1", DecisionKind.HAND_OVER, "case#1", ""), ANA);

    assertRefused(
        desk.offer(decision("d2", DecisionKind.HAND_OVER, "case#1", ""), BEN),
        "it was made about case#1, and the case has moved on since");
    assertThat(desk.standing()).isEqualTo("case#2");
  }

  @Test
  void what_is_not_possible_for_the_case_now_is_refused_with_what_is() {
    always.add(DecisionKind.WITHDRAW);

    assertRefused(
        desk.offer(decision("d1", DecisionKind.EXTEND), ANA),
        "extend is not possible now; possible: withdraw");
  }

  @Test
  void of_two_at_once_the_first_counts() {
    lay("approve#1");
    desk.offer(decision("d1", DecisionKind.REFUSE), ANA);

    Verdict second = desk.offer(decision("d2", DecisionKind.APPROVE), BEN);

    assertRefused(second, "somebody else has just decided");
    assertThat(desk.take()).isEqualTo(new Taken(decision("d1", DecisionKind.REFUSE), ANA));
  }

  @Test
  void who_may_not_say_it_is_refused_and_the_block_stays_open() {
    lay("approve#1");

    assertRefused(
        desk.offer(decision("d1", DecisionKind.APPROVE), person("omar", Role.OPERATOR)),
        "that takes approver");
    assertThat(desk.isDecided()).isFalse();
  }

  @Test
  void an_objection_stops_a_yes_and_nothing_else() {
    desk.lay(
        block("approve#1", List.of(Role.APPROVER), DecisionKind.APPROVE, DecisionKind.REFUSE),
        person -> person.name().equals("ana") ? "the same person asked for this refund" : null);

    assertRefused(
        desk.offer(decision("d1", DecisionKind.APPROVE), ANA),
        "the same person asked for this refund");
    assertThat(desk.offer(decision("d2", DecisionKind.REFUSE), ANA).accepted()).isTrue();
  }

  @Test
  void in_a_review_an_objection_stops_a_no_as_well() {
    desk.lay(
        block("review#1", List.of(Role.APPROVER), DecisionKind.APPROVE, DecisionKind.REFUSE),
        person -> person.name().equals("ana") ? "the same person asked for it" : null);
    desk.review();

    assertRefused(
        desk.offer(decision("d1", DecisionKind.REFUSE), ANA), "the same person asked for it");
    assertThat(desk.offer(decision("d2", DecisionKind.REFUSE), BEN).accepted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "DONE_BY_HAND, '', false",
    "DONE_BY_HAND, ' ', false",
    "DONE_BY_HAND, re_1, true",
    "CHECKED_FOUND, '', false",
    "CHECKED_FOUND, re_1, true",
    "CHECKED_NONE, '', true",
    "RETRY, '', true",
    "WITHDRAW, '', true"
  })
  void what_was_done_elsewhere_needs_its_reference(
      DecisionKind kind, String reference, boolean accepted) {
    desk.lay(block("pay#1", List.of(), kind), person -> null);

    Verdict verdict = desk.offer(decision("d1", kind, "", reference), person("fay", Role.FINANCE));

    assertThat(verdict.accepted()).isEqualTo(accepted);
    if (!accepted) {
      assertRefused(verdict, "it needs the reference of what was done, in By-hand reference");
    }
  }

  @Test
  void a_new_block_starts_without_the_last_ones_decision() {
    lay("approve#1");
    desk.offer(decision("d1", DecisionKind.APPROVE), ANA);

    lay("approve#2");

    assertThat(desk.isDecided()).isFalse();
  }

  private void lay(String id) {
    desk.lay(
        block(id, List.of(Role.APPROVER), DecisionKind.APPROVE, DecisionKind.REFUSE),
        person -> null);
  }

  private static void assertRefused(Verdict verdict, String why) {
    assertThat(verdict).isEqualTo(Verdict.refused(why));
  }
}
