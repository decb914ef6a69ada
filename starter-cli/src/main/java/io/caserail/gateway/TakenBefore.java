package io.caserail.gateway;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers the latest events that Temporal has. It only saves signals: the case itself knows a
 * duplicate by its content, and after a restart it has to.
 */
final class TakenBefore {
  private final Set<String> events;

  TakenBefore(int most) {
    this.events =
        Collections.synchronizedSet(
            Collections.newSetFromMap(
                new LinkedHashMap<>() {
                  @Override
                  protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > most;
                  }
                }));
  }

  boolean contains(String event) {
    return events.contains(event);
  }

  /** To be called only once Temporal has the event. */
  void add(String event) {
    events.add(event);
  }
}
