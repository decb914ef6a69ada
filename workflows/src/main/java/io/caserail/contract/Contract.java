package io.caserail.contract;

import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract of one state, as its file says it.
 *
 * @param state which state
 * @param serves the journey of the customer that it is for
 * @param owner who owns the contract and every change of it
 * @param truth which system is the source of truth, field by field
 * @param acceptableDelay how far what people see may be behind the truth
 * @param triage who decides when systems disagree
 * @param events what carries news of it
 * @param fields the fields of the ticket in which it shows or is asked for, for example {@code
 *     refund.object}
 * @param messages what customers may be told, by the keys of the reviewed texts
 * @param byHand how people do it when Caserail can't
 * @param retries who owns what is tried again
 * @param reconciliation who owns the comparison with the truth
 * @param alerts which alerts tell of it, and whom
 * @param fallback what holds while the system of truth is away
 * @param cases what it says of each kind of case that changes it
 */
public record Contract(
    LifecycleState state,
    String serves,
    Party owner,
    List<Truth> truth,
    Duration acceptableDelay,
    Triage triage,
    List<EventContract> events,
    List<String> fields,
    List<String> messages,
    List<ManualRoute> byHand,
    Party retries,
    Party reconciliation,
    List<Alert> alerts,
    Fallback fallback,
    Map<CaseKind, CaseClause> cases) {

  public Contract {
    truth = List.copyOf(truth);
    events = List.copyOf(events);
    fields = List.copyOf(fields);
    messages = List.copyOf(messages);
    byHand = List.copyOf(byHand);
    alerts = List.copyOf(alerts);
    cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
  }

  /**
   * Somebody who can be reached.
   *
   * @param team as people know it
   * @param contact an address or a channel
   */
  public record Party(String team, String contact) {
    @Override
    public String toString() {
      return team + " (" + contact + ")";
    }
  }

  /**
   * Where one field's truth is.
   *
   * @param field the field or status
   * @param system the system whose word counts
   * @param says what it means, for people
   */
  public record Truth(String field, String system, String says) {}

  /**
   * Who decides when systems disagree, and by what rule.
   *
   * @param rule in a sentence: whose word counts, and what is done about the others
   */
  public record Triage(Party by, String rule) {}

  /**
   * How people do it themselves.
   *
   * @param when in which situation
   * @param steps what to do
   * @param by the roles that may
   */
  public record ManualRoute(String when, String steps, List<Role> by) {
    public ManualRoute {
      by = List.copyOf(by);
    }
  }

  /** An alert by the name of its rule, and for whom it rings. */
  public record Alert(String name, Audience audience) {}

  /**
   * What holds while the system of truth is away.
   *
   * @param route what people do
   * @param message what customers may be told, by the key of a reviewed text
   * @param whoseFault how one sees whether it is ours or the system's
   */
  public record Fallback(String route, String message, String whoseFault) {}

  /**
   * What is said of one kind of case, all of which the code can contradict.
   *
   * @param deadline when a case is shown as late as a whole, at the latest; of a kind that is late
   *     by its waits only, what its steps may take together
   * @param steps how long a wait at each step may go on until it is shown as late, at the latest
   * @param pivot the steps with which the case can only go forward
   * @param undone the steps that are taken back when it ends before that
   * @param decisions what people may decide
   */
  public record CaseClause(
      Duration deadline,
      Map<String, Duration> steps,
      List<String> pivot,
      List<String> undone,
      List<DecisionKind> decisions) {
    public CaseClause {
      steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
      pivot = List.copyOf(pivot);
      undone = List.copyOf(undone);
      decisions = List.copyOf(decisions);
    }
  }
}
