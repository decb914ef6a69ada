package io.caserail.contract;

import static io.caserail.contract.ContractChange.Affected.AGENTS;
import static io.caserail.contract.ContractChange.Affected.ALERT_AUDIENCE;
import static io.caserail.contract.ContractChange.Affected.CUSTOMERS;
import static io.caserail.contract.ContractChange.Affected.OWNER;
import static io.caserail.contract.ContractChange.Affected.SENDER;
import static io.caserail.contract.ContractChange.Affected.TRIAGE_OWNER;

import io.caserail.contract.Contract.CaseClause;
import io.caserail.contract.ContractChange.Affected;
import io.caserail.model.CaseKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is different between two sets of contracts, and whom it breaks. What is added breaks nobody;
 * what is taken away, moved or given to somebody else breaks whoever relied on it.
 */
public final class ContractDiff {
  private final LifecycleState state;
  private final List<ContractChange> changes = new ArrayList<>();

  private ContractDiff(LifecycleState state) {
    this.state = state;
  }

  /** All differences, state by state. */
  public static List<ContractChange> between(
      Map<LifecycleState, Contract> before, Map<LifecycleState, Contract> after) {
    List<ContractChange> changes = new ArrayList<>();
    for (LifecycleState state : LifecycleState.values()) {
      ContractDiff diff = new ContractDiff(state);
      diff.compare(before.get(state), after.get(state));
      changes.addAll(diff.changes);
    }
    return changes;
  }

  private void compare(@Nullable Contract before, @Nullable Contract after) {
    if (before == null || after == null) {
      if (before != null) {
        add("", "the contract is gone", Affected.values());
      } else if (after != null) {
        add("", "the contract is new");
      }
      return;
    }
    changed("serves", before.serves(), after.serves());
    changed("owner", before.owner(), after.owner(), OWNER);
    keyed(
        "truth",
        before.truth(),
        after.truth(),
        Contract.Truth::field,
        Contract.Truth::system,
        TRIAGE_OWNER,
        AGENTS);
    delay(before.acceptableDelay(), after.acceptableDelay(), "acceptableDelay");
    changed("triage.by", before.triage().by(), after.triage().by(), TRIAGE_OWNER);
    changed("triage.rule", before.triage().rule(), after.triage().rule(), TRIAGE_OWNER);
    events(before, after);
    listed("fields", before.fields(), after.fields(), AGENTS);
    listed("messages", before.messages(), after.messages(), CUSTOMERS, AGENTS);
    keyed(
        "byHand",
        before.byHand(),
        after.byHand(),
        Contract.ManualRoute::when,
        route -> route.steps() + " by " + route.by(),
        AGENTS);
    changed("retries", before.retries(), after.retries(), OWNER);
    changed("reconciliation", before.reconciliation(), after.reconciliation(), OWNER);
    keyed(
        "alerts",
        before.alerts(),
        after.alerts(),
        Contract.Alert::name,
        alert -> alert.audience().word(),
        ALERT_AUDIENCE);
    changed("fallback.route", before.fallback().route(), after.fallback().route(), AGENTS);
    changed("fallback.message", before.fallback().message(), after.fallback().message(), CUSTOMERS);
    changed("fallback.whoseFault", before.fallback().whoseFault(), after.fallback().whoseFault());
    state.cases().forEach(kind -> cases(kind, before.cases().get(kind), after.cases().get(kind)));
  }

  private void events(Contract before, Contract after) {
    Map<String, EventContract> now = new LinkedHashMap<>();
    after.events().forEach(event -> now.put(name(event), event));
    Map<String, EventContract> then = new LinkedHashMap<>();
    for (EventContract event : before.events()) {
      then.put(name(event), event);
      EventContract left = now.get(name(event));
      String clause = "events." + name(event);
      if (left == null) {
        add(clause, "is no longer taken", SENDER);
      } else {
        changed(clause + ".effect", event.effect(), left.effect(), SENDER, AGENTS);
        changed(clause + ".case", event.wakes(), left.wakes(), SENDER);
        changed(clause + ".correlation", event.correlation(), left.correlation(), SENDER);
        versions(clause, event, left);
      }
    }
    now.keySet().stream()
        .filter(name -> !then.containsKey(name))
        .forEach(name -> add("events." + name, "is taken from now on"));
  }

  private void versions(String clause, EventContract before, EventContract after) {
    Map<String, String> now = new LinkedHashMap<>();
    after.versions().forEach(version -> now.put(version.version(), version.schema()));
    Map<String, String> then = new LinkedHashMap<>();
    for (EventContract.Version version : before.versions()) {
      then.put(version.version(), version.schema());
      String schema = now.get(version.version());
      String at = clause + ".versions." + version.version();
      if (schema == null) {
        add(at, "is no longer taken", SENDER);
      } else if (!schema.equals(version.schema())) {
        add(at, "has another body; give it a version of its own", SENDER);
      }
    }
    now.keySet().stream()
        .filter(version -> !then.containsKey(version))
        .forEach(version -> add(clause + ".versions." + version, "is taken from now on"));
  }

  private void cases(CaseKind kind, @Nullable CaseClause before, @Nullable CaseClause after) {
    String at = "cases." + kind.name().toLowerCase(Locale.ROOT);
    if (before == null || after == null) {
      if (before != null) {
        add(at, "is gone", AGENTS, CUSTOMERS);
      }
      return;
    }
    delay(before.deadline(), after.deadline(), at + ".deadline");
    Set<String> steps = new LinkedHashSet<>(before.steps().keySet());
    steps.addAll(after.steps().keySet());
    steps.forEach(
        step -> changed(at + ".steps." + step, before.steps().get(step), after.steps().get(step)));
    listed(at + ".undone", before.undone(), after.undone(), AGENTS);
    changed(at + ".pivot", before.pivot(), after.pivot(), AGENTS);
    listed(at + ".decisions", words(before), words(after), AGENTS);
  }

  private static List<String> words(CaseClause clause) {
    return clause.decisions().stream()
        .map(decision -> decision.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Later is worse for whoever looks; sooner takes more of whoever owns it. */
  private void delay(Duration before, Duration after, String clause) {
    int longer = after.compareTo(before);
    if (longer > 0) {
      add(
          clause,
          "may be later: " + Times.words(before) + " became " + Times.words(after),
          AGENTS,
          CUSTOMERS);
    } else if (longer < 0) {
      add(
          clause,
          "must be sooner: " + Times.words(before) + " became " + Times.words(after),
          OWNER);
    }
  }

  private void changed(
      String clause, @Nullable Object before, @Nullable Object after, Affected... breaks) {
    if (!Objects.equals(before, after)) {
      add(clause, said(before) + " became " + said(after), breaks);
    }
  }

  private static String said(@Nullable Object value) {
    if (value instanceof Duration time) {
      return Times.words(time);
    }
    return value == null ? "nothing" : value.toString();
  }

  private void listed(String clause, List<String> before, List<String> after, Affected... breaks) {
    before.stream()
        .filter(one -> !after.contains(one))
        .forEach(one -> add(clause, one + " is gone", breaks));
    after.stream()
        .filter(one -> !before.contains(one))
        .forEach(one -> add(clause, one + " is new"));
  }

  private <T> void keyed(
      String clause,
      List<T> before,
      List<T> after,
      Function<T, String> key,
      Function<T, Object> value,
      Affected... breaks) {
    Map<String, T> now = new LinkedHashMap<>();
    after.forEach(one -> now.put(key.apply(one), one));
    Map<String, T> then = new LinkedHashMap<>();
    for (T one : before) {
      then.put(key.apply(one), one);
      T left = now.get(key.apply(one));
      if (left == null) {
        add(clause, key.apply(one) + " is gone", breaks);
      } else {
        changed(clause + "." + key.apply(one), value.apply(one), value.apply(left), breaks);
      }
    }
    now.keySet().stream()
        .filter(name -> !then.containsKey(name))
        .forEach(name -> add(clause, name + " is new"));
  }

  private static String name(EventContract event) {
    return event.source() + " " + event.type();
  }

  private void add(String clause, String what, Affected... breaks) {
    changes.add(new ContractChange(state, clause, what, List.of(breaks)));
  }
}
