package io.caserail.worker.contract;

import io.caserail.contract.Audience;
import io.caserail.contract.CaseShape;
import io.caserail.contract.Contract;
import io.caserail.contract.Contract.CaseClause;
import io.caserail.contract.Contracts;
import io.caserail.contract.EventContract;
import io.caserail.contract.EventContract.Effect;
import io.caserail.contract.LifecycleState;
import io.caserail.contract.Times;
import io.caserail.decision.DecisionRules;
import io.caserail.model.CaseKind;
import io.caserail.model.DecisionKind;
import io.caserail.model.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The seven questions of a hand-off, answered for each state from its contract and from the code.
 * Every audience gets all of them; of alerts and events those that are its own.
 *
 * @param audience for whom
 * @param chapters one for each state
 */
public record Handoff(Audience audience, List<Chapter> chapters) {
  public Handoff {
    chapters = List.copyOf(chapters);
  }

  /**
   * One state.
   *
   * @param title as people call it
   * @param serves the journey that it is for
   * @param answers to the questions, in their order
   */
  public record Chapter(String title, String serves, List<Answer> answers) {
    public Chapter {
      answers = List.copyOf(answers);
    }
  }

  /** An answer in lines. */
  public record Answer(Question question, List<String> lines) {
    public Answer {
      lines = List.copyOf(lines);
    }
  }

  /** What whoever takes over must be able to say. */
  public enum Question {
    WHAT_MOVES("What data moves?"),
    WHEN("When does it move?"),
    TRUTH("Which system owns the truth?"),
    DELAY("How late may it be?"),
    FAILURE("How does it fail, and who sees it?"),
    PEOPLE("What can a person do, and who may?"),
    OWNERS("Who owns retries, reconciliation and the fallback?");

    private final String words;

    Question(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * The page of an audience, of those contracts that are in order; the others are said to be wrong.
   */
  public static Handoff of(Contracts contracts, Audience audience) {
    return new Handoff(
        audience,
        Arrays.stream(LifecycleState.values())
            .map(
                state ->
                    contracts
                        .of(state)
                        .map(contract -> chapter(contract, audience))
                        .orElseGet(() -> wrong(contracts, state)))
            .toList());
  }

  private static Chapter wrong(Contracts contracts, LifecycleState state) {
    return new Chapter(
        title(state),
        "Its contract is not in order, so that nothing can be said: "
            + contracts.flawsOf(state).stream()
                .map(Object::toString)
                .collect(Collectors.joining("; ")),
        List.of());
  }

  private static Chapter chapter(Contract contract, Audience audience) {
    List<Answer> answers = new ArrayList<>();
    for (Question question : Question.values()) {
      List<String> lines =
          switch (question) {
            case WHAT_MOVES -> moves(contract);
            case WHEN -> when(contract);
            case TRUTH ->
                contract.truth().stream()
                    .map(truth -> truth.field() + ": " + truth.system() + ". " + truth.says())
                    .toList();
            case DELAY -> delay(contract);
            case FAILURE -> failure(contract, audience);
            case PEOPLE -> people(contract);
            case OWNERS -> owners(contract);
          };
      answers.add(new Answer(question, lines));
    }
    return new Chapter(title(contract.state()), contract.serves(), answers);
  }

  private static List<String> moves(Contract contract) {
    List<String> lines = new ArrayList<>();
    for (EventContract event : contract.events()) {
      lines.add(
          "Event "
              + event.type()
              + " of "
              + event.source()
              + ", versions "
              + event.versions().stream()
                  .map(version -> version.version().equals("*") ? "any" : version.version())
                  .collect(Collectors.joining(", ")));
    }
    lines.add("Ticket fields: " + list(contract.fields()));
    lines.add("Texts that customers may get: " + list(contract.messages()));
    return lines;
  }

  private static List<String> when(Contract contract) {
    List<String> lines = new ArrayList<>();
    for (EventContract event : contract.events()) {
      CaseKind kind = event.wakes();
      lines.add(
          event.type()
              + " "
              + (event.effect() == Effect.IGNORE || kind == null
                  ? "is counted; nothing follows from it"
                  : (event.effect() == Effect.START ? "starts or wakes" : "wakes")
                      + " a case of "
                      + word(kind)
                      + ", which reads the truth again"));
    }
    lines.add("Without any event: Caserail looks by itself, so that a lost event costs time only.");
    contract
        .cases()
        .forEach(
            (kind, clause) ->
                lines.add(
                    "A case of "
                        + word(kind)
                        + " goes: "
                        + String.join(", ", CaseShape.of(kind).names())
                        + "."));
    return lines;
  }

  private static List<String> delay(Contract contract) {
    List<String> lines = new ArrayList<>();
    lines.add("At most " + Times.words(contract.acceptableDelay()) + " behind the truth.");
    contract
        .cases()
        .forEach(
            (kind, clause) -> {
              lines.add(
                  "A case of "
                      + word(kind)
                      + " is late after "
                      + Times.words(clause.deadline())
                      + "; its steps after: "
                      + clause.steps().entrySet().stream()
                          .map(step -> step.getKey() + " " + Times.words(step.getValue()))
                          .collect(Collectors.joining(", "))
                      + ".");
            });
    return lines;
  }

  private static List<String> failure(Contract contract, Audience audience) {
    List<String> lines = new ArrayList<>();
    contract
        .cases()
        .forEach(
            (kind, clause) -> {
              lines.add(
                  "Of a case of "
                      + word(kind)
                      + " that ends early is taken back: "
                      + list(clause.undone())
                      + ". It can only go forward after: "
                      + list(clause.pivot())
                      + ".");
            });
    lines.add(contract.fallback().whoseFault());
    lines.add("When systems disagree: " + contract.triage().rule());
    String mine =
        contract.alerts().stream()
            .filter(alert -> alert.audience() == audience)
            .map(Contract.Alert::name)
            .collect(Collectors.joining(", "));
    lines.add("Alerts that ring for " + audience.word() + ": " + (mine.isEmpty() ? "none" : mine));
    return lines;
  }

  private static List<String> people(Contract contract) {
    List<String> lines = new ArrayList<>();
    contract
        .byHand()
        .forEach(
            route ->
                lines.add(
                    route.when() + ": " + route.steps() + " May: " + roles(route.by()) + "."));
    contract.cases().forEach((kind, clause) -> lines.addAll(decisions(kind, clause)));
    return lines;
  }

  private static List<String> decisions(CaseKind kind, CaseClause clause) {
    return clause.decisions().stream()
        .map(
            decision ->
                "Decision in a case of "
                    + word(kind)
                    + ": "
                    + DecisionRules.words(decision)
                    + ". May: "
                    + who(decision)
                    + ".")
        .toList();
  }

  private static String who(DecisionKind decision) {
    if (decision == DecisionKind.APPROVE) {
      return "the roles that the question names, and never whoever asked";
    }
    return roles(
        Arrays.stream(Role.values())
            .filter(
                role ->
                    DecisionRules.refusal(List.of(decision), List.of(), decision, List.of(role))
                        == null)
            .toList());
  }

  private static List<String> owners(Contract contract) {
    return List.of(
        "Changes of the contract: " + contract.owner(),
        "Retries, and that nothing happens twice: " + contract.retries(),
        "Reconciliation: " + contract.reconciliation(),
        "When systems disagree: " + contract.triage().by(),
        "Fallback: "
            + contract.fallback().route()
            + " Customers may be told: "
            + contract.fallback().message());
  }

  private static String list(List<String> words) {
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }

  private static String roles(List<Role> roles) {
    return roles.stream().map(Handoff::word).collect(Collectors.joining(", "));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String title(LifecycleState state) {
    String word = state.word();
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
