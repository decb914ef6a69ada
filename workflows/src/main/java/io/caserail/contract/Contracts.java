package io.caserail.contract;

import io.caserail.contract.Route.Verdict;
import io.caserail.model.CaseKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contracts in force. One that is missing, incomplete or contradictory holds for nothing: its
 * kinds of cases are disabled, and all others run.
 *
 * @param byState those that could be read, whether they are in order or not; the first that names
 *     an event has it
 * @param flaws all that is wrong
 * @param unread what is there in the place of each that could not be read
 */
public record Contracts(
    Map<LifecycleState, Contract> byState,
    List<Flaw> flaws,
    Map<LifecycleState, UnreadContract> unread) {

  public Contracts {
    byState = Collections.unmodifiableMap(new LinkedHashMap<>(byState));
    flaws = List.copyOf(flaws);
    unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
  }

  /**
   * These, and for each state that is not in order now what was in order before. That comes first,
   * so that an edit which goes wrong takes no event from where it went.
   */
  public Contracts keeping(Contracts before) {
    Map<LifecycleState, Contract> inForce = new LinkedHashMap<>();
    for (LifecycleState state : LifecycleState.values()) {
      if (of(state).isEmpty()) {
        before.of(state).ifPresent(contract -> inForce.put(state, contract));
      }
    }
    List<Flaw> left =
        flaws.stream()
            .filter(flaw -> flaw.state() == null || !inForce.containsKey(flaw.state()))
            .toList();
    Map<LifecycleState, UnreadContract> unknown = new LinkedHashMap<>(unread);
    unknown.keySet().removeAll(inForce.keySet());
    byState.forEach(inForce::putIfAbsent);
    return new Contracts(inForce, left, unknown);
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
   * Where an event belongs. What no contract names is for a person where one that can't be read may
   * name it, and for nobody else.
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
    boolean isStrange = !sends(source);
    for (Map.Entry<LifecycleState, UnreadContract> file : unread.entrySet()) {
      if (file.getValue().mayName(source, type, isStrange)) {
        LifecycleState state = file.getKey();
        return new Route(
            Verdict.DISABLED, state, null, null, state.word() + ": its contract can't be read");
      }
    }
    return new Route(Verdict.UNKNOWN_TYPE, null, null, null, "events: no contract names this type");
  }

  /** Whether any contract names this sender. */
  private boolean sends(String source) {
    return byState.values().stream()
        .flatMap(contract -> contract.events().stream())
        .anyMatch(event -> event.source().equals(source));
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
