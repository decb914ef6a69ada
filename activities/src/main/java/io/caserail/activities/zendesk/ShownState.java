package io.caserail.activities.zendesk;

import io.caserail.port.TicketState;
import io.caserail.port.WaitsFor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What our two lists show on a ticket with several requests: the worst that is open, by the order
 * of {@link TicketState}, with whom that one waits for. The notes keep the requests apart.
 *
 * @param waitsFor null leaves that list as it is
 */
record ShownState(TicketState state, @Nullable WaitsFor waitsFor) {
  /**
   * The worst over a view that is about to be written, and the newest of each other request.
   *
   * @param own the mark of that view
   * @param marks those on the ticket, oldest first
   * @return null when the view leaves the lists as they are
   */
  static @Nullable ShownState of(ViewMark own, List<ViewMark> marks) {
    TicketState state = own.state();
    if (state == null) {
      return null;
    }
    Map<String, ShownState> others = new LinkedHashMap<>();
    for (ViewMark mark : marks) {
      TicketState other = mark.state();
      if (other != null && !mark.key().equals(own.key())) {
        others.put(mark.key(), new ShownState(other, mark.waitsFor()));
      }
      mark.left().forEach(others::remove);
    }
    own.left().forEach(others::remove);
    ShownState worst = new ShownState(state, own.waitsFor());
    for (ShownState other : others.values()) {
      worst = other.state().isWorseThan(worst.state()) ? other : worst;
    }
    return worst;
  }

  /** Whether another request has shown a state on the ticket. */
  static boolean isShared(ViewMark own, List<ViewMark> marks) {
    return marks.stream().anyMatch(m -> m.state() != null && !m.key().equals(own.key()));
  }
}
