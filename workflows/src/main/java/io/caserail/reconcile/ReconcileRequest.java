package io.caserail.reconcile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which day is next, and what the last one has left. It stands at the beginning of each run's
 * history, so that whoever starts the next one after a run was ended from outside finds it there.
 *
 * @param plan which plan the run follows; a run of another one is replaced when a worker starts
 * @param day the next day to be compared
 * @param at when, on the day after it
 * @param zone where days begin
 * @param incomplete of how many states the last comparison has proven nothing
 * @param handed how many objects of each state it has handed on
 * @param untold of how many it could tell nobody
 */
public record ReconcileRequest(
    int plan,
    LocalDate day,
    LocalTime at,
    String zone,
    int incomplete,
    Map<String, Integer> handed,
    Map<String, Integer> untold) {
  /** The commands of {@link ReconcileWorkflowImpl}; raised with each change of their order. */
  public static final int PLAN = 1;

  public ReconcileRequest {
    handed = new TreeMap<>(handed);
    // Whoever began it before that was counted has named none.
    untold = untold == null ? new TreeMap<>() : new TreeMap<>(untold);
  }

  /** The first day of all. */
  public static ReconcileRequest first(LocalDate day, LocalTime at, ZoneId zone) {
    return new ReconcileRequest(PLAN, day, at, zone.getId(), 0, new TreeMap<>(), new TreeMap<>());
  }

  /** The same place, at the hours of today's configuration and by today's plan. */
  public ReconcileRequest goOn(LocalTime hour, ZoneId where) {
    return new ReconcileRequest(PLAN, day, hour, where.getId(), incomplete, handed, untold);
  }

  /** When the day is to be compared. */
  public Instant due() {
    return day.plusDays(1).atTime(at).atZone(ZoneId.of(zone)).toInstant();
  }

  /** After a day. */
  ReconcileRequest after(Proof proof) {
    Map<String, Integer> told = new TreeMap<>();
    proof.states().forEach(state -> told.put(state.state().word(), state.handed()));
    Map<String, Integer> nobody = new TreeMap<>();
    proof.states().forEach(state -> nobody.put(state.state().word(), state.untold()));
    int gaps = (int) proof.states().stream().filter(one -> !one.fault().isEmpty()).count();
    return new ReconcileRequest(plan, day.plusDays(1), at, zone, gaps, told, nobody);
  }
}
