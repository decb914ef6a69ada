package io.caserail.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketStateTest {
  private static final List<TicketState> WORST_FIRST =
      List.of(
          TicketState.CHECK_NEEDED,
          TicketState.FAILED,
          TicketState.NEEDS_PERSON,
          TicketState.NEEDS_APPROVAL,
          TicketState.WAITING,
          TicketState.PENDING,
          TicketState.WORKING);

  @Test
  void of_two_open_states_one_is_worse() {
    for (TicketState one : WORST_FIRST) {
      for (TicketState other : WORST_FIRST) {
        assertThat(one.isWorseThan(other))
            .as(one + " and " + other)
            .isEqualTo(WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other));
      }
    }
  }

  @Test
  void an_ending_is_worse_than_nothing_and_every_open_state_worse_than_it() {
    List<TicketState> endings =
        Arrays.stream(TicketState.values()).filter(TicketState::isEnding).toList();

    assertThat(endings)
        .containsExactlyInAnyOrder(
            TicketState.DONE,
            TicketState.REJECTED,
            TicketState.REFUSED,
            TicketState.WITHDRAWN,
            TicketState.EXPIRED);
    for (TicketState ending : endings) {
      assertThat(TicketState.values()).noneMatch(ending::isWorseThan);
      assertThat(WORST_FIRST).allMatch(open -> open.isWorseThan(ending));
    }
  }
}
