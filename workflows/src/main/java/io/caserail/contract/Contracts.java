package io.caserail.contract;

import io.caserail.contract.Route.Verdict;
import io.caserail.model.CaseKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contracts in force. One that is missing, incomplete or contradictory holds for nothing: its
 * kinds of cases are disabled, and all others run.
 *
 * @param byState those that could be read, whether they are in order or not
 * @param flaws all that is wrong
 */
public record Contracts(Map<LifecycleState, Contract> byState, List<Flaw> flaws) {

  public Contracts {
    byState =
        Collections.unmodifiableMap(
            byState.isEmpty() ? new EnumMap<>(LifecycleState.class) : new EnumMap<>(byState));
    flaws = List.copyOf(flaws);
  }

  /** The contract of a state, if it is in order. */
  public Optional<Contract> of(LifecycleState state) {
    return flawsOf(state).isEmpty() ? Optional.ofNullable(byState.get(state)) : Optional.empty();
  }

  /** What is wrong with the contract of a state. */
  public List<Flaw> flawsOf(LifecycleState state) {
    return flaws.stream().filter(flaw -> flaw.state() == state).toList();
  }

  /** Whether cases of a kind may be asked for. */
  public boolean allows(CaseKind kind) {
    return of(LifecycleState.of(kind)).isPresent();
  }

  /**
   * Where an event belongs. While a contract can't be read, it may be the one that names what no
   * other does.
   *
   * @param source who sends it
   * @param type the sender's name for it
   * @param version the form that it says it has; empty where it names none
   */
  public Route route(String source, String type, String version) {
    for (Contract contract : byState.values()) {
      for (EventContract event : contract.events()) {
        if (event.source().equals(source) && event.type().equals(type)) {
          return route(contract.state(), event, version);
        }
      }
    }
    for (LifecycleState state : LifecycleState.values()) {
      if (!byState.containsKey(state) && !flawsOf(state).isEmpty()) {
        return new Route(
            Verdict.DISABLED, state, null, null, state.word() + ": its contract can't be read");
      }
    }
    return new Route(Verdict.UNKNOWN_TYPE, null, null, null, "events: no contract names this type");
  }

  private Route route(LifecycleState state, EventContract event, String version) {
    if (of(state).isEmpty()) {
      return new Route(
          Verdict.DISABLED, state, event, null, state.word() + ": its contract is not in order");
    }
    return event
        .version(version)
        .map(form -> new Route(Verdict.KNOWN, state, event, form, ""))
        .orElseGet(
            () ->
                new Route(
                    Verdict.UNKNOWN_VERSION,
                    state,
                    event,
                    null,
                    state.word() + ".events.versions: this version is not named"));
  }
}
