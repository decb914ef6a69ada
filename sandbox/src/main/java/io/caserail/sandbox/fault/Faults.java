package io.caserail.sandbox.fault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * All faults of one sandbox. Rules are tried in the order in which they were added; each counts the
 * calls that it matches for itself. Thread-safe.
 */
public final class Faults {
  /** A system's listener, which can be taken away and put back on the same port. */
  public interface Switch {
    void down();

    void up();
  }

  private final AtomicInteger ids = new AtomicInteger();
  private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
  private final Map<String, Switch> switches = new ConcurrentHashMap<>();

  public ActiveFault add(Fault fault) {
    return add(fault, call -> true);
  }

  /** Adds a fault that strikes only calls which this predicate accepts as well. */
  public ActiveFault add(Fault fault, Predicate<CallFacts> also) {
    ActiveFault added = new ActiveFault(ids.incrementAndGet(), fault, also);
    active.add(added);
    return added;
  }

  /** Ends a fault; whoever hangs in it goes on. */
  public void remove(ActiveFault fault) {
    fault.remove();
    active.remove(fault);
  }

  public Optional<ActiveFault> byId(int id) {
    return active.stream().filter(f -> f.id() == id).findFirst();
  }

  /** Ends all faults and puts every system back up. */
  public void clear() {
    active.forEach(this::remove);
    switches.values().forEach(Switch::up);
  }

  public List<ActiveFault> active() {
    return List.copyOf(active);
  }

  /** Makes a known system refuse every connection, as if its port were closed. */
  public void down(String system) {
    switchOf(system).down();
  }

  public void up(String system) {
    switchOf(system).up();
  }

  /** Called once by each system that listens. */
  public void register(String system, Switch listener) {
    switches.put(system, listener);
  }

  private Switch switchOf(String system) {
    Switch found = switches.get(system);
    if (found == null) {
      throw new IllegalArgumentException("no system called " + system);
    }
    return found;
  }

  /** The faults that strike this call, counted as hits. */
  public List<ActiveFault> strike(CallFacts call) {
    return active.stream()
        .filter(f -> f.fault().kind().moment() != FaultKind.Moment.DELIVERY)
        .filter(f -> f.strikes(call))
        .toList();
  }

  /** The faults that strike this webhook delivery, counted as hits. */
  public List<ActiveFault> strikeDelivery(String system, String hook) {
    return active.stream()
        .filter(f -> f.fault().kind().moment() == FaultKind.Moment.DELIVERY)
        .filter(f -> f.strikesDelivery(system, hook))
        .toList();
  }
}
