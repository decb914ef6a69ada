package io.caserail.activities.zendesk;

import io.caserail.model.RequestKey;
import io.caserail.port.SaidBy;
import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What our two lists show on a ticket with several requests: the worst that is open, by the order
 * of {@link TicketState}, with whom that one waits for. The notes keep the requests apart. What the
 * watchdog says for a case that has said nothing counts until a case of that kind speaks itself;
 * and what it says for a run that was ended, until a later run of the same case speaks.
 *
 * @param late whether it takes too long
 * @param waitsFor null leaves that list as it is
 */
record ShownState(TicketState state, boolean late, @Nullable WaitsFor waitsFor) {
  /**
   * The worst over a view that is about to be written, and the newest of each other request.
   *
   * @param own the mark of that view
   * @param marks those on the ticket, oldest first
   * @return null when the view leaves the lists as they are
   */
  static @Nullable ShownState of(ViewMark own, List<ViewMark> marks) {
    TicketState state = own.state();
    if (state == null || isOutspoken(own, own, marks) || isFollowed(own, own, marks)) {
      return null;
    }
    Map<String, ShownState> others = new LinkedHashMap<>();
    for (ViewMark mark : marks) {
      TicketState other = mark.state();
      if (other != null && !mark.key().equals(own.key())) {
        others.put(mark.key(), new ShownState(other, mark.late(), mark.waitsFor()));
      }
      if (isFollowed(mark, own, marks)) {
        others.remove(mark.key());
      }
      mark.left().forEach(others::remove);
    }
    own.left().forEach(others::remove);
    for (ViewMark mark : marks) {
      if (isOutspoken(mark, own, marks)) {
        others.remove(mark.key());
      }
    }
    ShownState worst = new ShownState(state, own.late(), own.waitsFor());
    for (ShownState other : others.values()) {
      worst = other.isWorseThan(worst) ? other : worst;
    }
    return worst;
  }

  /** The same, whether it is late or not. */
  ShownState inTime() {
    return new ShownState(state, false, waitsFor);
  }

  /** Of two that are in the same state the late one is worse. */
  private boolean isWorseThan(ShownState other) {
    return state.isWorseThan(other.state) || (state == other.state && late && !other.late);
  }

  /**
   * Whether it was said for a case that had said nothing itself, and a case of its kind has spoken.
   */
  private static boolean isOutspoken(ViewMark mark, ViewMark own, List<ViewMark> marks) {
    return mark.key().equals(RequestKey.unheard(mark.about()).value())
        && Stream.concat(marks.stream(), Stream.of(own))
            .anyMatch(
                other ->
                    other.state() != null
                        && other.about() == mark.about()
                        && !other.key().equals(mark.key()));
  }

  /**
   * Whether it was said for a run that was ended, and another one of its case has spoken since.
   * Only of what needs a person: where something may have been sent, that stays until its own
   * request speaks.
   */
  private static boolean isFollowed(ViewMark mark, ViewMark own, List<ViewMark> marks) {
    SaidBy ended = mark.by();
    if (ended == null || !ended.ended() || mark.state() != TicketState.NEEDS_PERSON) {
      return false;
    }
    return Stream.concat(marks.stream(), Stream.of(own))
        .filter(other -> other.state() != null)
        .map(ViewMark::by)
        .filter(by -> by != null && by.about().equals(ended.about()))
        .dropWhile(by -> !by.run().equals(ended.run()))
        .anyMatch(by -> !by.ended() && !by.run().equals(ended.run()));
  }

  /** Whether another request has shown a state on the ticket. */
  static boolean isShared(ViewMark own, List<ViewMark> marks) {
    return marks.stream().anyMatch(m -> m.state() != null && !m.key().equals(own.key()));
  }
}
