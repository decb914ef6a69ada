package io.caserail.demo;

import io.caserail.demo.CaseRuns.Ran;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.record.Entry;
import io.caserail.record.RequestView;
import io.caserail.record.StepState;
import io.caserail.sandbox.core.BookEntry;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.stripe.Refund;
import io.caserail.sandbox.zendesk.Note;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must be true when a script is over, held against the books. */
final class StoryChecks {
  /** Who may do what, told apart from the product's own table. */
  private static final Map<String, Set<String>> ROLES =
      Map.of(
          "lena", Set.of("requester"),
          "omar", Set.of("requester"),
          "ana", Set.of("approver", "requester"),
          "ben", Set.of("approver", "requester"),
          "fin", Set.of("finance"),
          "olga", Set.of("operator"));

  private static final Map<String, Set<String>> MAY =
      Map.ofEntries(
          Map.entry("approve", Set.of("approver", "finance")),
          Map.entry("refuse", Set.of("approver", "finance")),
          Map.entry("skip", Set.of("approver", "finance")),
          Map.entry("extend", Set.of("approver", "finance")),
          Map.entry("checked found", Set.of("finance")),
          Map.entry("checked none", Set.of("finance")),
          Map.entry("retry", Set.of("requester", "approver", "finance", "operator")),
          Map.entry("hand over", Set.of("requester", "approver", "finance", "operator")),
          Map.entry("withdraw", Set.of("requester", "approver", "finance")),
          Map.entry("compensate", Set.of("requester", "approver", "finance")),
          Map.entry("correct", Set.of("requester", "approver", "finance")),
          Map.entry("done by hand", Set.of("requester", "approver", "finance")));

  private final Stage stage;
  private final Cast cast;
  private final CaseRuns runs;
  private final List<Player.Said> said;
  private final List<Act> failed;
  private final Set<String> terminated;
  private final Set<String> cancelled;
  private final List<BookEntry> books;
  private final List<Ran> ran;
  private final List<String> wrong = new ArrayList<>();

  StoryChecks(CaseRuns runs, Cast cast, Player player) {
    this.stage = cast.stage();
    this.cast = cast;
    this.runs = runs;
    this.said = player.said();
    this.failed = player.failed();
    this.terminated = player.terminated();
    this.cancelled = player.cancelled();
    this.books = stage.sandbox().books().entries();
    this.ran = runs.all();
  }

  List<String> statuses() {
    return ran.stream()
        .filter(run -> run.view().kind() != CaseKind.SETTLEMENT)
        .flatMap(run -> run.view().requests().stream())
        .map(request -> request.status().name())
        .toList();
  }

  List<String> violations() {
    wrong.addAll(BookChecks.violations(books, billedBy()));
    wrong.addAll(BookChecks.commandsLeft(stage, cast.tickets()));
    NoteClaims.ahead(books).stream().filter(this::isAboutItself).forEach(wrong::add);
    ran.forEach(run -> run.troubles().forEach(t -> wrong.add(run.caseId() + ": " + t)));
    onlyWhatSomebodyEnded();
    commandsAreUsed();
    requestsEndOnce();
    refundsBelong();
    peopleMay();
    verdictsAreOnRecord();
    ticketsAreTrue();
    statesAreTrue();
    wrong.addAll(runs.unfit(runs.known()));
    return List.copyOf(new TreeSet<>(wrong));
  }

  /** That nothing was made is said of one request, and a ticket may hold several. */
  private boolean isAboutItself(String claim) {
    String ticket = claim.split(" ", -1)[1];
    long requests =
        ran.stream()
            .filter(run -> run.view().kind() == CaseKind.REFUND)
            .flatMap(run -> run.view().requests().stream())
            .filter(request -> request.ticket().equals(ticket))
            .count();
    return requests < 2 || !claim.endsWith(" was made before");
  }

  private Map<String, String> billedBy() {
    Map<String, String> billedBy = new HashMap<>();
    for (int i = 0; i < cast.script().things().size(); i++) {
      if (cast.play(i) instanceof CancellationPlay cancellation) {
        billedBy.putAll(cancellation.billedBy());
      }
    }
    return billedBy;
  }

  private List<RequestView> requests(CaseKind kind, String object) {
    return ran.stream()
        .filter(run -> run.view().kind() == kind && run.view().object().equals(object))
        .flatMap(run -> run.view().requests().stream())
        .toList();
  }

  /** Each macro that a person has applied is named as used in a mark of ours. */
  private void commandsAreUsed() {
    StringBuilder marks = new StringBuilder();
    for (BookEntry entry : books) {
      marks.append(entry.details().getOrDefault("metadata.caserail", ""));
    }
    for (BookEntry entry : books) {
      boolean command =
          entry.kind().equals("ticket.changed")
              && entry.cause().kind() == Cause.Kind.HUMAN
              && entry.details().getOrDefault("Caserail action", "").contains("-> crl_do_");
      String audit = "\"audit-" + entry.details().get("audit") + "\"";
      if (command && marks.indexOf(audit) < 0) {
        wrong.add(
            "nobody has dealt with "
                + audit
                + " in ticket "
                + entry.object()
                + ": "
                + entry.details());
      }
    }
  }

  /**
   * Temporal shows a run as canceled that was asked to cancel, and it ended by itself all the same.
   */
  private void onlyWhatSomebodyEnded() {
    for (Ran run : ran) {
      boolean asked =
          run.ended() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED
              ? terminated.contains(run.caseId())
              : cancelled.contains(run.caseId());
      if (run.ended() != null && !asked) {
        wrong.add(run.caseId() + " ended as " + run.ended());
      }
    }
  }

  private static boolean isTerminated(Ran run) {
    return run.ended() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED;
  }

  private void requestsEndOnce() {
    Map<String, Integer> completed = new HashMap<>();
    for (Ran run : ran) {
      if (run.view().kind() == CaseKind.SETTLEMENT) {
        continue;
      }
      for (RequestView request : run.view().requests()) {
        if (!request.status().isEnding() && !isTerminated(run)) {
          wrong.add(run.caseId() + " is " + request.status() + ": " + request.block());
        }
        if (request.status() == CaseStatus.COMPLETED
            && completed.merge(run.caseId() + request.key(), 1, Integer::sum) > 1) {
          wrong.add(run.caseId() + " has completed " + request.key() + " twice");
        }
      }
    }
    for (Act act : cast.script().acts()) {
      if (act.what() == Act.What.ASK && !failed.contains(act)) {
        asked(act);
      }
    }
  }

  /** It is served, or answered. */
  private void asked(Act act) {
    String ticket = Long.toString(cast.ticket(act.ticket()));
    String object = cast.object(act.thing());
    boolean served =
        requests(cast.thing(act.thing()).kind(), object).stream()
            .anyMatch(request -> request.ticket().equals(ticket));
    boolean answered =
        stage.ticket(cast.ticket(act.ticket())).internalNotes().stream()
            .map(Note::body)
            .anyMatch(body -> body.contains("not counted") || body.contains("withdrawn"));
    if (!served && !answered) {
      wrong.add("nothing is known of what was asked for: " + act);
    }
  }

  private void refundsBelong() {
    for (String payment : cast.payments()) {
      Map<String, Integer> standing = new HashMap<>();
      for (Refund refund : stage.sandbox().stripe().refundsOf(payment)) {
        String operation = refund.metadata().getOrDefault("operation_id", "");
        if (operation.isEmpty()) {
          continue;
        }
        String key = operation.split("/", -1)[1];
        List<RequestView> its =
            requests(CaseKind.REFUND, payment).stream()
                .filter(request -> request.key().equals(key))
                .toList();
        if (its.isEmpty()) {
          wrong.add(refund.id() + " is of no request: " + operation);
          continue;
        }
        boolean stands = refund.status().movesMoney();
        if (stands && standing.merge(key, 1, Integer::sum) > 1) {
          wrong.add(payment + ": more than one refund stands of " + key);
        }
        if (stands && its.stream().noneMatch(r -> r.status() == CaseStatus.COMPLETED)) {
          wrong.add(refund.id() + " stands, and its request is " + its.get(0).status());
        }
        approved(refund, its);
      }
      for (RequestView request : requests(CaseKind.REFUND, payment)) {
        if (request.status() == CaseStatus.COMPLETED
            && stage.sandbox().stripe().refundsOf(payment).stream()
                .noneMatch(refund -> refund.id().equals(request.reference()))) {
          wrong.add(
              payment + " is refunded by '" + request.reference() + "', which is no refund of it");
        }
      }
    }
  }

  private void approved(Refund refund, List<RequestView> its) {
    Set<String> by = new HashSet<>();
    its.forEach(
        request ->
            request.record().stream()
                .filter(entry -> entry.what().equals("approve"))
                .forEach(entry -> by.add(entry.by().toLowerCase(Locale.ROOT))));
    boolean approver = by.stream().anyMatch(name -> roles(name).contains("approver"));
    boolean finance = by.stream().anyMatch(name -> roles(name).contains("finance"));
    if ((refund.amount() > 5_000 && !approver)
        || (refund.amount() > 50_000 && !finance)
        || refund.amount() > 200_000) {
      wrong.add(refund.id() + " moved " + refund.amount() + ", and agreed have " + by);
    }
  }

  private static Set<String> roles(String name) {
    return ROLES.getOrDefault(name.toLowerCase(Locale.ROOT), Set.of());
  }

  private void peopleMay() {
    for (Ran run : ran) {
      for (RequestView request : run.view().requests()) {
        for (Entry entry : request.record()) {
          Set<String> may = MAY.get(entry.what());
          if (entry.step().equals("decision") && may != null) {
            if (roles(entry.by()).stream().noneMatch(may::contains)) {
              wrong.add(run.caseId() + ": " + entry.by() + " may not " + entry.what());
            }
            if (entry.what().equals("approve") && entry.by().equals(request.requester())) {
              wrong.add(run.caseId() + ": " + entry.by() + " approved their own request");
            }
          }
        }
      }
    }
  }

  /** Whoever was told by command line that it was taken finds it in the record, once. */
  private void verdictsAreOnRecord() {
    Map<String, Integer> taken = new HashMap<>();
    for (Player.Said one : said) {
      if (one.verdict() != null && one.verdict().accepted()) {
        taken.put(
            one.caseId() + "|" + words(one.decision().kind()) + "|" + one.decision().actor(), 1);
      }
    }
    for (String each : taken.keySet()) {
      String[] parts = each.split("\\|", -1);
      boolean recorded =
          ran.stream()
              .filter(run -> run.caseId().equals(parts[0]))
              .flatMap(run -> run.view().requests().stream())
              .flatMap(request -> request.record().stream())
              .anyMatch(
                  entry ->
                      entry.step().equals("decision")
                          && entry.what().startsWith(parts[1])
                          && !entry.what().contains("not counted")
                          && entry.by().equals(parts[2]));
      if (!recorded) {
        wrong.add("taken by command line, and not on record: " + each);
      }
    }
  }

  private static String words(DecisionKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void ticketsAreTrue() {
    for (long ticket : cast.tickets()) {
      String shown = stage.state(ticket);
      List<RequestView> its =
          ran.stream()
              .filter(run -> run.view().kind() != CaseKind.SETTLEMENT)
              .flatMap(run -> run.view().requests().stream())
              .filter(request -> request.ticket().equals(Long.toString(ticket)))
              .toList();
      Set<String> possible = new TreeSet<>();
      its.forEach(request -> possible.addAll(BookChecks.shown(request.status())));
      if (its.size() != 1 || its.get(0).status() == CaseStatus.DUPLICATE) {
        // A request that was turned down at the door, or whose refund failed afterwards.
        possible.addAll(List.of("rejected", "withdrawn", ""));
      }
      if (!possible.contains(shown) && !settledOtherwise(ticket)) {
        wrong.add("ticket " + ticket + " shows '" + shown + "', and its requests " + possible);
      }
    }
  }

  private boolean settledOtherwise(long ticket) {
    return ran.stream()
        .filter(run -> run.view().kind() == CaseKind.SETTLEMENT)
        .flatMap(run -> run.view().requests().stream())
        .anyMatch(request -> request.ticket().equals(Long.toString(ticket)));
  }

  private void statesAreTrue() {
    for (int i = 0; i < cast.script().things().size(); i++) {
      List<RequestView> its = requests(cast.thing(i).kind(), cast.object(i));
      // What a terminated run has done nobody takes back; whoever asks again goes on from there.
      boolean whole = !terminated.contains(cast.caseId(i));
      boolean completed = its.stream().anyMatch(r -> r.status() == CaseStatus.COMPLETED);
      boolean asTold =
          its.stream()
              .flatMap(request -> request.steps().stream())
              .allMatch(
                  line ->
                      line.state() == StepState.DONE
                          || line.state() == StepState.UNDONE
                          || line.state() == StepState.REJECTED
                          || line.state() == StepState.BLOCKED);
      if (cast.play(i) instanceof CancellationPlay cancellation && asTold) {
        if (completed) {
          wrong.addAll(cancellation.unmade());
        } else if (whole) {
          wrong.addAll(cancellation.changed(cast.object(i) + " was not cancelled, and "));
        }
      }
      if (cast.play(i) instanceof VerificationPlay verification) {
        if (whole || completed) {
          verification.sessionsLeft().forEach(wrong::add);
        }
        String verdict = stage.sandbox().company().account(cast.object(i)).verdict();
        boolean decided =
            its.stream()
                .flatMap(request -> request.steps().stream())
                .anyMatch(line -> line.step().startsWith("apply"));
        if (!verdict.isEmpty() && !decided) {
          wrong.add(cast.object(i) + " is '" + verdict + "', and nobody said so");
        }
        if (completed && asTold && verdict.isEmpty()) {
          wrong.add(cast.object(i) + " is said to be decided about, and is not");
        }
      }
    }
  }
}
