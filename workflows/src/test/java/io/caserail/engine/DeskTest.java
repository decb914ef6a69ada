package io.caserail.engine;

import static io.caserail.engine.Blocks.block;
import static io.caserail.engine.Blocks.decision;
import static io.caserail.engine.Blocks.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeskTest {
  private static final Person ANA = person("ana", Role.APPROVER);
  private static final Person BEN = person("ben", Role.APPROVER);
  private final Desk desk = new Desk();

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
