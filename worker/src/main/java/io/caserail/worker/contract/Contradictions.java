package io.caserail.worker.contract;

import io.caserail.contract.CaseShape;
import io.caserail.contract.Contract;
import io.caserail.contract.Contract.CaseClause;
import io.caserail.contract.EventContract;
import io.caserail.contract.EventContract.Effect;
import io.caserail.contract.Times;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.worker.config.Section;
import io.caserail.worker.provision.FieldKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a contract says, held against itself and against what the code does. */
final class Contradictions {
  private static final Pattern MACRO =
      Pattern.compile("\"((?:Refund|Cancellation|Verification): [^\"]+)\"");

  private final Contract contract;
  private final CodeFacts code;
  private final Flaws flaws;

  private Contradictions(Contract contract, CodeFacts code, Flaws flaws) {
    this.contract = contract;
    this.code = code;
    this.flaws = flaws;
  }

  /** Notes all of them. */
  static void find(Contract contract, CodeFacts code, Flaws flaws) {
    Contradictions contradictions = new Contradictions(contract, code, flaws);
    contradictions.cases();
    contradictions.delay();
    contradictions.names();
    contradictions.macros();
    contradictions.alerts();
    contradictions.starts();
    contradictions.swept();
  }

  private void cases() {
    for (CaseKind kind : contract.state().cases()) {
      CaseClause clause = contract.cases().get(kind);
      if (clause == null) {
        flaws.add(
            "/cases/" + word(kind),
            "is missing; " + contract.state().word() + " is changed by cases of this kind");
      } else {
        clause(kind, clause, "/cases/" + word(kind));
      }
    }
    for (CaseKind kind : contract.cases().keySet()) {
      if (!contract.state().cases().contains(kind)) {
        flaws.add(
            "/cases/" + word(kind),
            "does not belong here: cases of this kind do not change " + contract.state().word());
      }
    }
  }

  private void clause(CaseKind kind, CaseClause clause, String at) {
    CaseShape shape = CaseShape.of(kind);
    budgets(kind, clause, shape, at + "/steps");
    deadline(kind, clause, at + "/deadline");
    same(clause.pivot(), shape.pivot(), at + "/pivot", "passes the pivot with");
    same(clause.undone(), shape.undone(), at + "/undone", "takes back");
    for (DecisionKind decision : clause.decisions()) {
      if (!shape.offers().contains(decision)) {
        flaws.add(
            at + "/decisions",
            word(decision) + " is never offered by the code; offered: " + words(shape.offers()));
      }
    }
    for (DecisionKind offered : shape.offers()) {
      if (!clause.decisions().contains(offered)) {
        flaws.add(
            at + "/decisions", "the code offers " + word(offered) + ", which is not said here");
      }
    }
  }

  private void budgets(CaseKind kind, CaseClause clause, CaseShape shape, String at) {
    for (Map.Entry<String, Duration> step : clause.steps().entrySet()) {
      String here = at + "/" + step.getKey();
      if (!shape.names().contains(step.getKey())) {
        flaws.add(here, "is no step of the code; its steps: " + String.join(", ", shape.names()));
        continue;
      }
      StepWaits waits = StepWaits.of(code.policy(), kind, step.getKey());
      if (step.getValue().compareTo(waits.time()) < 0) {
        flaws.add(
            here,
            "is shorter than the "
                + Times.words(waits.time())
                + " after which a wait there shows as late ("
                + waits.key()
                + "); change one of them");
      }
    }
    for (String step : shape.names()) {
      if (!clause.steps().containsKey(step)) {
        flaws.add(at + "/" + step, "is missing; the code has this step, so give it a budget");
      }
    }
  }

  private void deadline(CaseKind kind, CaseClause clause, String at) {
    Duration promise = code.policy().refunds().waits().promise();
    Duration sum = clause.steps().values().stream().reduce(Duration.ZERO, Duration::plus);
    if (StepWaits.isPromised(kind)) {
      if (promise.compareTo(clause.deadline()) > 0) {
        flaws.add(
            at,
            "is shorter than the "
                + Times.words(promise)
                + " after which the policy shows it as late (waits.promise)");
      }
    } else if (sum.compareTo(clause.deadline()) > 0) {
      flaws.add(at, "is shorter than its steps together, which may take " + Times.words(sum));
    }
    if (contract.acceptableDelay().compareTo(clause.deadline()) > 0) {
      flaws.add(at, "is shorter than acceptableDelay, which would never be noticed");
    }
  }

  private void same(List<String> said, List<String> done, String at, String verb) {
    for (String step : said) {
      if (!done.contains(step)) {
        flaws.add(at, "the code never " + verb + " " + step);
      }
    }
    used(at, said, done, verb);
  }

  /** What is shown of a wait comes after a while, since most waits are over before. */
  private void delay() {
    Waits waits = code.policy().refunds().waits();
    Duration quiet =
        waits.noteAway().compareTo(waits.noteDoubt()) > 0 ? waits.noteAway() : waits.noteDoubt();
    if (!contract.cases().isEmpty() && contract.acceptableDelay().compareTo(quiet) < 0) {
      flaws.add(
          "/acceptableDelay",
          "is shorter than the "
              + Times.words(quiet)
              + " in which the ticket says nothing of a wait (waits.noteAway, waits.noteDoubt)");
    }
  }

  private void names() {
    named("/fields", contract.fields(), code.fields(), "is no field that is set up");
    used("/fields", contract.fields(), FieldKeys.of(contract.state()), "uses");
    named("/messages", contract.messages(), code.messages(), "is no text for customers");
    used("/messages", contract.messages(), told(), "tells customers");
    String message = contract.fallback().message();
    if (!contract.messages().contains(message)) {
      flaws.add("/fallback/message", message + " is not listed under messages; list it there");
    }
  }

  private void named(String at, List<String> said, List<String> known, String what) {
    for (int i = 0; i < said.size(); i++) {
      if (!known.contains(said.get(i))) {
        flaws.add(
            at + "/" + i, said.get(i) + " " + what + "; there are: " + String.join(", ", known));
      }
    }
  }

  /** A route that sends people to a macro which does not exist is no way out. */
  private void macros() {
    for (int i = 0; i < contract.byHand().size(); i++) {
      macros("/byHand/" + i + "/steps", contract.byHand().get(i).steps());
    }
    macros("/fallback/route", contract.fallback().route());
  }

  private void macros(String at, String text) {
    MACRO
        .matcher(text)
        .results()
        .map(quoted -> quoted.group(1))
        .filter(title -> !code.macros().contains(title))
        .forEach(
            title ->
                flaws.add(
                    at, "names the macro \"" + title + "\", which zendesk apply never makes"));
  }

  private void alerts() {
    for (int i = 0; i < contract.alerts().size() && !code.alerts().isEmpty(); i++) {
      Contract.Alert alert = contract.alerts().get(i);
      String rings = code.alerts().get(alert.name());
      if (rings == null) {
        flaws.add("/alerts/" + i + "/alert", alert.name() + " is no alert of the rules");
      } else if (!rings.equals(alert.audience().word())) {
        flaws.add(
            "/alerts/" + i + "/audience",
            alert.name() + " rings for " + (rings.isEmpty() ? "nobody" : rings) + " by the rules");
      }
    }
  }

  private List<String> told() {
    return contract.state().cases().stream()
        .flatMap(kind -> CaseShape.of(kind).tells().stream())
        .distinct()
        .toList();
  }

  private void used(String at, List<String> said, List<String> used, String verb) {
    for (String one : used) {
      if (!said.contains(one)) {
        flaws.add(at, "the code " + verb + " " + one + ", which is not said here");
      }
    }
  }

  /** Cases are started by the contract that governs them. */
  private void starts() {
    for (int i = 0; i < contract.events().size(); i++) {
      EventContract event = contract.events().get(i);
      CaseKind kind = event.wakes();
      if (event.effect() == Effect.START
          && kind != null
          && !contract.state().cases().contains(kind)) {
        flaws.add(
            "/events/" + i + "/case",
            "can't be started by this contract, which does not govern cases of this kind");
      }
    }
  }

  /** What no webhook brings, the sweep has to find. */
  private void swept() {
    for (int i = 0; i < contract.events().size(); i++) {
      EventContract event = contract.events().get(i);
      if (event.source().equals("stripe")
          && event.effect() != Effect.IGNORE
          && !code.swept().contains(event.type())) {
        flaws.add(
            "/events/" + i + "/type",
            event.type()
                + " is no event that the sweep asks Stripe for; it asks for: "
                + String.join(", ", code.swept()));
      }
    }
  }

  private static String word(Enum<?> constant) {
    return Section.key(constant);
  }

  private static String words(List<DecisionKind> kinds) {
    return String.join(", ", kinds.stream().map(Contradictions::word).toList());
  }
}
