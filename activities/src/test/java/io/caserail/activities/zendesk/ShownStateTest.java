package io.caserail.activities.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.port.SaidBy;
import io.caserail.port.TicketState;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the lists of a ticket show once a run was ended by somebody and another one speaks. */
final class ShownStateTest {
  private static final SaidBy FIRST = SaidBy.of("refund-acme-pi_1", "run-1");
  private static final SaidBy SECOND = SaidBy.of("refund-acme-pi_1", "run-2");
  private static final ViewMark BEFORE = mark("a", TicketState.WORKING, FIRST);
  private static final ViewMark ENDED = mark("a", TicketState.NEEDS_PERSON, FIRST.afterItsEnd());
  private static final ViewMark ASKS = mark("b", TicketState.NEEDS_APPROVAL, SECOND);

  @Test
  void a_run_that_was_ended_needs_a_person_until_another_one_speaks() {
    assertThat(shown(ENDED, BEFORE)).isEqualTo(TicketState.NEEDS_PERSON);
    assertThat(shown(ASKS, BEFORE, ENDED)).isEqualTo(TicketState.NEEDS_APPROVAL);
  }

  @Test
  void what_is_told_late_of_its_end_changes_nothing() {
    assertThat(ShownState.of(ENDED, List.of(BEFORE, ASKS))).isNull();
    assertThat(shown(mark("b", TicketState.DONE, SECOND), BEFORE, ASKS, ENDED))
        .isEqualTo(TicketState.DONE);
  }

  @Test
  void another_case_says_nothing_for_it() {
    SaidBy other = SaidBy.of("refund-acme-pi_2", "run-3");

    assertThat(shown(mark("c", TicketState.DONE, other), BEFORE, ENDED))
        .isEqualTo(TicketState.NEEDS_PERSON);
  }

  @Test
  void what_the_ended_run_had_said_of_an_earlier_request_does_not_count_for_it() {
    ViewMark earlier = mark("z", TicketState.DONE, FIRST);

    assertThat(shown(ENDED, earlier, BEFORE)).isEqualTo(TicketState.NEEDS_PERSON);
  }

  @Test
  void a_run_that_came_before_does_not_count_for_one_that_left_no_mark() {
    SaidBy third = SaidBy.of("refund-acme-pi_1", "run-3");

    assertThat(shown(mark("c", TicketState.NEEDS_PERSON, third.afterItsEnd()), BEFORE))
        .isEqualTo(TicketState.NEEDS_PERSON);
  }

  @Test
  void what_may_have_been_sent_stays_until_its_own_request_speaks() {
    ViewMark doubt = mark("a", TicketState.CHECK_NEEDED, FIRST.afterItsEnd());

    assertThat(shown(mark("b", TicketState.WITHDRAWN, SECOND), BEFORE, doubt))
        .isEqualTo(TicketState.CHECK_NEEDED);
  }

  private static TicketState shown(ViewMark own, ViewMark... marks) {
    return Objects.requireNonNull(ShownState.of(own, List.of(marks))).state();
  }

  private static ViewMark mark(String key, TicketState state, SaidBy by) {
    return new ViewMark(key, 1, "", List.of(), CaseKind.REFUND, state, null, false, List.of(), by);
  }
}
