package io.caserail.display;

import io.caserail.decision.Block;
import io.caserail.port.TicketView;
import java.util.ArrayList;
import java.util.List;

/** What a kind of case says of its waits. */
public interface Voice {
  /** The view for a wait of the request that is being served. */
  TicketView waiting(Block block);

  /** The view that asks once more. */
  default TicketView reminder(Block block) {
    return beginning("Reminder: ", waiting(block));
  }

  /** The view for a wait that takes longer than it may. */
  default TicketView late(Block block) {
    return beginning("Late: ", waiting(block)).beingLate();
  }

  private static TicketView beginning(String word, TicketView view) {
    List<String> note = new ArrayList<>(view.note());
    if (!note.isEmpty()) {
      note.set(0, word + note.get(0));
    }
    return view.saying(note);
  }
}
