package io.caserail.engine;

import io.caserail.decision.Block;
import io.caserail.decision.Person;
import io.caserail.port.TicketView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a kind of case says of its waits, and which of its inputs may be mended meanwhile. */
public interface Voice {
  /** The view for a wait of the request that is being served. */
  TicketView waiting(Block block);

  /** The view that asks once more. */
  default TicketView reminder(Block block) {
    TicketView view = waiting(block);
    List<String> note = new ArrayList<>(view.note());
    if (!note.isEmpty()) {
      note.set(0, "Reminder: " + note.get(0));
    }
    return view.saying(note);
  }

  /** Whether there is an input that names neither money nor object, and so can be mended. */
  default boolean canCorrect() {
    return false;
  }

  /**
   * Mends inputs; what was agreed to before does not hold any more.
   *
   * @return why not; null when it was done
   */
  default @Nullable String correct(Map<String, String> values, Person by) {
    return "nothing of this request can be mended; withdraw it and ask again";
  }
}
