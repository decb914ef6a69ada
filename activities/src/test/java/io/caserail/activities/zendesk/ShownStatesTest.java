package io.caserail.activities.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.model.CaseKind;
import io.caserail.model.RequestKey;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a ticket says of a request, whatever it says of the others. */
class ShownStatesTest {
  private static final RequestKey AGAIN = new RequestKey("0123456789abcde0");

  private final TicketScene scene = new TicketScene();
  private long revision;

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"DONE", "FAILED", "PENDING", "REFUSED"})
  void a_wish_that_is_asked_for_again_leaves_what_the_first_one_has_come_to(TicketState state) {
    shows(TicketScene.KEY, TicketState.WORKING);
    shows(TicketScene.KEY, state);
    shows(TicketScene.KEY, TicketState.WORKING);
    shows(AGAIN, TicketState.DONE, TicketScene.KEY);

    assertThat(shown(TicketScene.KEY)).isEqualTo(state);
    assertThat(shown(AGAIN)).isEqualTo(TicketState.DONE);
  }

  @Test
  void what_is_said_of_the_first_one_afterwards_counts() {
    shows(TicketScene.KEY, TicketState.PENDING);
    shows(TicketScene.KEY, TicketState.WORKING);
    shows(AGAIN, TicketState.PENDING, TicketScene.KEY);
    shows(TicketScene.KEY, TicketState.DONE);

    assertThat(shown(TicketScene.KEY)).isEqualTo(TicketState.DONE);
  }

  @Test
  void nothing_is_shown_of_a_wish_that_was_only_a_look_alike_of_another() {
    shows(TicketScene.KEY, TicketState.WORKING);
    shows(TicketScene.KEY, TicketState.NEEDS_PERSON);
    shows(AGAIN, TicketState.DONE, TicketScene.KEY);

    assertThat(shown(TicketScene.KEY)).isNull();
  }

  @Test
  void what_a_person_has_ended_after_its_failure_is_known_from_the_ticket_for_ever() {
    shows(TicketScene.KEY, TicketState.DONE);
    assertThat(endedAfterFailure()).isFalse();
    shows(TicketScene.KEY, TicketState.FAILED);
    assertThat(endedAfterFailure()).isFalse();
    shows(TicketScene.KEY, TicketState.DONE);
    assertThat(endedAfterFailure()).isTrue();
    shows(TicketScene.KEY, TicketState.FAILED);
    assertThat(endedAfterFailure()).isFalse();
  }

  private boolean endedAfterFailure() {
    return new ShownStates(scene.client, scene.fields, scene.settings)
        .hasEndedAfterFailure(TicketScene.TICKET, TicketScene.KEY.value());
  }

  private @Nullable TicketState shown(RequestKey request) {
    return new ShownStates(scene.client, scene.fields, scene.settings)
        .of(TicketScene.TICKET, request.value());
  }

  private void shows(RequestKey request, TicketState state, RequestKey... left) {
    var unused =
        scene.tickets.showOnTicket(
            new ShowRequest(
                TicketScene.TICKET,
                new TicketView(state, WaitsFor.REQUESTER, "", List.of()),
                request,
                ++revision,
                List.of(),
                CaseKind.REFUND,
                Arrays.asList(left)));
  }
}
