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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The seven questions of a hand-off, answered for each state from its contract and from the code.
 * Every audience gets all of them, its own alerts first; events are for those who send or run them.
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
    JOURNEY("Which business state or journey is served?"),
    TRUTH("Which system is the source of truth for each critical field or status?"),
    OWNERS("Who owns changes of the contract, retries and reconciliation?"),
    FAULTS("How are duplicates, time-outs and partial failures handled?"),
    SEEN("What does support see when it fails or lags?"),
    ALERTS("Which alerts go to whom?"),
    FALLBACK("What is the fallback when the system is unavailable?");

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
            case JOURNEY -> journey(contract, audience);
            case TRUTH ->
                contract.truth().stream()
                    .map(truth -> truth.field() + ": " + truth.system() + ". " + truth.says())
                    .toList();
            case OWNERS -> owners(contract);
            case FAULTS -> faults(contract);
            case SEEN -> seen(contract);
            case ALERTS -> alerts(contract, audience);
            case FALLBACK -> fallback(contract);
          };
      answers.add(new Answer(question, lines));
    }
    return new Chapter(title(contract.state()), contract.serves(), answers);
  }

  private static List<String> journey(Contract contract, Audience audience) {
    List<String> lines = new ArrayList<>();
    if (contract.cases().isEmpty()) {
      lines.add("Caserail changes nothing of it: it follows it, and shows it in the ticket.");
    }
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
    if (audience == Audience.ENGINEERING || audience == Audience.UPSTREAM) {
      contract.events().forEach(event -> lines.add(event(event)));
    }
    return lines;
  }

  private static String event(EventContract event) {
    CaseKind kind = event.wakes();
    return "Event "
        + event.type()
        + " of "
        + event.source()
        + ", "
        + event.versions().stream()
            .map(version -> version.version().equals("*") ? "any version" : version.version())
            .collect(Collectors.joining(", "))
        + ": "
        + (event.effect() == Effect.IGNORE || kind == null
            ? "it is counted; nothing follows from it"
            : (event.effect() == Effect.START ? "starts or wakes" : "wakes")
                + " a case of "
                + word(kind));
  }

  private static List<String> faults(Contract contract) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Duplicates: an object has one case at a time. An event that comes twice, late or out of"
            + " order wakes it, and it reads the truth again.");
    lines.add("An event that is lost: Caserail looks by itself; it costs time only.");
    contract
        .cases()
        .forEach(
            (kind, clause) -> {
              lines.add(
                  "Time-outs in a case of "
                      + word(kind)
                      + ": what was sent and not answered is looked up before it is sent again. A"
                      + " wait is shown as late at the latest after: "
                      + clause.steps().entrySet().stream()
                          .map(step -> step.getKey() + " " + Times.words(step.getValue()))
                          .collect(Collectors.joining(", "))
                      + "; later only where people extend it.");
              lines.add(
                  "Partial failures: of a case of "
                      + word(kind)
                      + " that ends early is taken back: "
                      + list(clause.undone())
                      + ". It can only go forward after: "
                      + list(clause.pivot())
                      + ".");
            });
    return lines;
  }

  private static List<String> seen(Contract contract) {
    List<String> lines = new ArrayList<>();
    lines.add("Whose fault it is: " + contract.fallback().whoseFault());
    lines.add(
        "What the ticket shows is at most "
            + Times.words(contract.acceptableDelay())
            + " behind the truth.");
    contract
        .cases()
        .forEach(
            (kind, clause) ->
                lines.add(
                    "A case of "
                        + word(kind)
                        + (StepWaits.isPromised(kind)
                            ? " that waits is shown as late at the latest after "
                                + Times.words(clause.deadline())
                                + " in all, whatever it waits for; later only where people extend"
                                + " it."
                            : " is never shown as late as a whole, only by what it waits for; its"
                                + " steps, each once, take "
                                + Times.words(clause.deadline())
                                + " at the most before one is late.")));
    lines.add("Ticket fields: " + list(contract.fields()));
    lines.add("Texts that customers may get: " + list(contract.messages()));
    return lines;
  }

  private static List<String> alerts(Contract contract, Audience audience) {
    return Arrays.stream(Audience.values())
        .sorted(Comparator.comparing(other -> other != audience))
        .map(
            one ->
                "For "
                    + one.word()
                    + ": "
                    + contract.alerts().stream()
                        .filter(alert -> alert.audience() == one)
                        .map(Contract.Alert::name)
                        .reduce((some, more) -> some + ", " + more)
                        .orElse("none"))
        .toList();
  }

  private static List<String> fallback(Contract contract) {
    List<String> lines = new ArrayList<>();
    lines.add(contract.fallback().route());
    lines.add("Customers may be told: " + contract.fallback().message());
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
        "When systems disagree: "
            + contract.triage().by()
            + ", by this rule: "
            + contract.triage().rule());
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
