package io.caserail.sandbox.core;

import io.caserail.sandbox.fault.CallFacts;
import io.caserail.sandbox.fault.FaultKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every HTTP call that any stand-in received, from which fault tables are made. Thread-safe. */
public final class Calls {
  private final Clock clock;
  private final List<CallRecord> records = new ArrayList<>();
  private final Map<String, Long> ordinals = new HashMap<>();
  private final List<CallListener> listeners = new CopyOnWriteArrayList<>();

  public Calls(Clock clock) {
    this.clock = clock;
  }

  /** Calls whose effect has happened, in that order. */
  public synchronized List<CallRecord> all() {
    return List.copyOf(records);
  }

  public List<CallRecord> of(String system) {
    return all().stream().filter(c -> c.system().equals(system)).toList();
  }

  public List<CallRecord> of(String system, String endpoint) {
    return of(system).stream().filter(c -> c.endpoint().equals(endpoint)).toList();
  }

  /** Forgets the records and starts all ordinals but the overall one at 1 again. */
  public synchronized void clear() {
    records.clear();
    ordinals.keySet().removeIf(key -> !key.isEmpty());
  }

  /** Adds a listener; closing the answer removes it. */
  public Watch watch(CallListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** A listener's registration. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  CallFacts arrive(String system, String endpoint, String method, String path, String query) {
    CallFacts facts = number(system, endpoint, method, path, query);
    listeners.forEach(l -> l.arrived(facts));
    return facts;
  }

  private synchronized CallFacts number(
      String system, String endpoint, String method, String path, String query) {
    return new CallFacts(
        ordinals.merge("", 1L, Long::sum),
        system,
        ordinals.merge(system, 1L, Long::sum),
        ordinals.merge(system + " " + endpoint, 1L, Long::sum),
        endpoint,
        method,
        path,
        query,
        clock.instant());
  }

  void processed(CallFacts facts, int status, boolean effect, List<FaultKind> faults) {
    CallRecord call = new CallRecord(facts, status, effect, faults);
    synchronized (this) {
      records.add(call);
    }
    listeners.forEach(l -> l.processed(call));
  }
}
