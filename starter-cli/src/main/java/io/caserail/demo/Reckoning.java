package io.caserail.demo;

import com.google.protobuf.util.Timestamps;
import io.caserail.client.QuarantineSummary;
import io.caserail.demo.BenchReport.Part;
import io.caserail.demo.BenchReport.Row;
import io.caserail.demo.SendersBook.Kind;
import io.caserail.demo.SendersBook.Posting;
import io.caserail.model.CaseStatus;
import io.caserail.record.CaseView;
import io.caserail.record.RequestView;
import io.caserail.sandbox.company.CompanySandbox;
import io.caserail.sandbox.fault.FaultKind;
import io.caserail.sandbox.hook.HookAttempt;
import io.caserail.sandbox.hook.Result;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.filter.v1.WorkflowExecutionFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Holds what has become of events against the senders' books: each that asks for something is in
 * exactly one request or quarantine entry, and what nobody authentic has sent is in none.
 */
final class Reckoning {
  private static final int READERS = 8;
  private static final int MOST_WORDS = 20;

  /** A write into a ticket that is still owed waits for its turn in the account's share. */
  private static final Duration CLOSED_WITHIN = Duration.ofMinutes(4);

  private static final String SWEPT = "found by the sweep";

  private final Stage stage;
  private final SendersBook book;
  private final Stranger stranger;
  private final List<Asked> asked;
  private final EventPlan plan;
  private final List<Posting> postings;
  private final List<HookAttempt> attempts;
  private final Set<String> acknowledged;
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> lost = Collections.synchronizedSet(new HashSet<>());
  private final Set<String> doubled = Collections.synchronizedSet(new HashSet<>());
  private final Set<String> open = Collections.synchronizedSet(new HashSet<>());
  private int sum;

  Reckoning(Stage stage, SendersBook book, Stranger stranger, List<Asked> asked, EventPlan plan) {
    this.stage = stage;
    this.book = book;
    this.stranger = stranger;
    this.asked = asked;
    this.plan = plan;
    this.postings = book.postings();
    this.attempts = stage.sandbox().webhooks().attempts();
    this.acknowledged = SendersBook.acknowledged(attempts);
  }

  List<Part> parts() {
    return List.of(
        new Part("events, by the senders' books", sent()),
        new Part("attempts to deliver them", tried()),
        new Part("what became of them", became()));
  }

  /** The equation, and what is wrong, event by event. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(
        postings.size()
            + " authentic events: "
            + lost.size()
            + " lost, "
            + doubled.size()
            + " doubled, "
            + sum
            + " where they belong"
            + (wrong.isEmpty() ? "." : ", and this is wrong:"));
    wrong.stream().limit(MOST_WORDS).forEach(words::add);
    if (wrong.size() > MOST_WORDS) {
      words.add("... and " + (wrong.size() - MOST_WORDS) + " more");
    }
    if (!wrong.isEmpty()) {
      words.add("Again: " + plan.command());
    }
    return words;
  }

  private List<Row> sent() {
    return List.of(
        Row.of("authentic events", postings.size()),
        Row.of(
            "  of them besides the planned ones, such as Stripe's about our refunds",
            postings.size() - plan.events() + plan.forged()),
        Row.of("doubled on their way", struck(FaultKind.DOUBLED)),
        Row.of("overtaken by the next one", struck(FaultKind.REORDERED)),
        Row.of("lost on their way, and never delivered", struck(FaultKind.DROPPED)),
        Row.of("given up by their sender, who was answered by nobody", count(this::isGivenUp)),
        Row.of("against their contract", book.of(Kind.AGAINST).size()),
        Row.of("forged, by a stranger; besides", stranger.answers().size()));
  }

  private int struck(FaultKind fate) {
    return count(posting -> posting.fate() == fate);
  }

  private int count(Kind kind, Predicate<Posting> which) {
    return count(posting -> posting.kind() == kind && which.test(posting));
  }

  private int count(Predicate<Posting> which) {
    return (int) postings.stream().filter(which).count();
  }

  private boolean isGivenUp(Posting posting) {
    return !posting.isLost() && !acknowledged.contains(posting.id());
  }

  private List<Row> tried() {
    Map<Integer, Integer> answers = new HashMap<>();
    attempts.forEach(attempt -> answers.merge(attempt.result().status(), 1, Integer::sum));
    double timedOut =
        attempts.stream().filter(a -> a.result().kind() == Result.Kind.TIMED_OUT).count();
    double yes = attempts.stream().filter(attempt -> attempt.result().accepted()).count();
    return List.of(
        Row.of("attempts", attempts.size()),
        Row.of("answered with yes", yes),
        Row.of("asked to come again: too much at once", answers.getOrDefault(429, 0)),
        Row.of("asked to come again: Temporal is away", answers.getOrDefault(503, 0)),
        Row.of("met nobody, or the gateway died under it", answers.getOrDefault(0, 0) - timedOut),
        Row.of("not answered in time", timedOut),
        Row.atMost("refused although authentic", answers.getOrDefault(401, 0), 0));
  }

  // ---- what became of them ----

  private List<Row> became() {
    int[] once = new int[asked.size()];
    int[] swept = new int[asked.size()];
    var unused =
        Crowd.run(
            READERS,
            asked.size(),
            i -> {
              judge(asked.get(i), i, once, swept);
              return 0;
            });
    int requests = total(once);
    int settled = settled();
    int entries = entries();
    int heard = count(Kind.NEWS, posting -> acknowledged.contains(posting.id()));
    int unheard = count(Kind.NEWS, posting -> posting.isLost() || isGivenUp(posting));
    sum = requests + settled + entries + heard + unheard;
    return List.of(
        Row.same("asks: in exactly one request", requests, asked.size()),
        Row.beside(
            "  found by the sweep, beside lost and given up",
            total(swept),
            count(Kind.ASK, posting -> posting.isLost() || isGivenUp(posting))),
        Row.same("refunds that came back: in exactly one settlement", settled, failures().size()),
        Row.same(
            "against their contract: in exactly one entry", entries, book.of(Kind.AGAINST).size()),
        Row.of("news that ask for nothing: acknowledged", heard),
        Row.of("  not delivered; whoever waits looks by itself", unheard),
        Row.same("all of them, beside all authentic events", sum, postings.size()),
        Row.atMost("lost", lost.size(), 0),
        Row.atMost("doubled", doubled.size(), 0),
        Row.atMost("cases of asks that are still open", open.size(), 0),
        Row.atMost("operations that moved money twice", new Guarantees(stage).doubles().size(), 0),
        Row.same(
            "forged: refused, or met nobody",
            (int) stranger.answers().stream().filter(a -> a == 401 || a == 0).count(),
            stranger.answers().size()),
        Row.atMost("forged: cases and entries that they made", believed(), 0));
  }

  private static int total(int[] each) {
    int total = 0;
    for (int one : each) {
      total += one;
    }
    return total;
  }

  private void judge(Asked one, int number, int[] once, int[] swept) {
    String id = stage.cases().refundId(one.id());
    List<RequestView> requests = requests(id);
    int refunds = stage.sandbox().stripe().refundsOf(one.object()).size();
    String state = stage.state(one.ticket());
    String wanted = EventStory.finalState(plan, number);
    if (requests.isEmpty()) {
      lost.add(id);
      wrong.add(id + ": no request; its ticket " + one.ticket() + " shows '" + state + "'");
    } else if (requests.size() > 1 || refunds > 1) {
      doubled.add(id);
      wrong.add(id + ": " + requests.size() + " requests, " + refunds + " refunds");
    } else if (refunds != 1 || !state.equals(wanted)) {
      wrong.add(id + ": " + refunds + " refunds; shows '" + state + "', not '" + wanted + "'");
    } else {
      once[number] = 1;
      swept[number] =
          requests.get(0).record().stream().anyMatch(e -> e.what().equals(SWEPT)) ? 1 : 0;
    }
  }

  /** Those of all runs that were none of another run's. */
  private List<RequestView> requests(String caseId) {
    List<RequestView> requests = new ArrayList<>();
    for (CaseView view : runs(caseId)) {
      for (RequestView request : view.requests()) {
        if (request.status() != CaseStatus.DUPLICATE) {
          requests.add(request);
        }
      }
    }
    return requests;
  }

  /** Those that have closed, as they do in the end; a list may be a moment late. */
  private List<CaseView> runs(String caseId) {
    List<CaseView> views = new ArrayList<>();
    try {
      Deadline.within(
          CLOSED_WITHIN,
          () -> {
            if (!isKnown(caseId)) {
              return true;
            }
            if (stage.cases().isOpen(caseId)) {
              return false;
            }
            views.clear();
            closed(caseId).forEach(run -> views.add(view(run)));
            return !views.isEmpty();
          },
          () -> caseId + " is open");
    } catch (SceneFailed late) {
      CaseView newest = stage.cases().view(caseId);
      views.add(newest);
      open.add(caseId);
      wrong.add(
          late.getMessage()
              + ": "
              + newest.status()
              + ", its tickets lack the newest of "
              + newest.ticketsBehind());
    }
    return views;
  }

  private List<WorkflowExecutionInfo> closed(String caseId) {
    return stage
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .listClosedWorkflowExecutions(
            ListClosedWorkflowExecutionsRequest.newBuilder()
                .setNamespace(stage.client().getOptions().getNamespace())
                .setMaximumPageSize(100)
                .setStartTimeFilter(
                    StartTimeFilter.newBuilder()
                        .setLatestTime(Timestamps.fromMillis(System.currentTimeMillis())))
                .setExecutionFilter(WorkflowExecutionFilter.newBuilder().setWorkflowId(caseId))
                .build())
        .getExecutionsList();
  }

  private CaseView view(WorkflowExecutionInfo run) {
    return stage
        .client()
        .newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder().setWorkflowExecution(run.getExecution()).build())
        .query("view", CaseView.class);
  }

  private boolean isKnown(String caseId) {
    try {
      var unused =
          stage
              .client()
              .getWorkflowServiceStubs()
              .blockingStub()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(stage.client().getOptions().getNamespace())
                      .setExecution(WorkflowExecution.newBuilder().setWorkflowId(caseId))
                      .build());
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private List<Posting> failures() {
    return book.of(Kind.CAME_BACK);
  }

  /** Each is an open settlement, which has told its ticket once. */
  private int settled() {
    int settled = 0;
    for (Posting failure : failures()) {
      String id = stage.cases().settlementId(failure.about());
      List<RequestView> requests =
          isKnown(id) ? stage.cases().view(id).requests() : Collections.emptyList();
      if (requests.size() == 1) {
        settled++;
      } else if (requests.isEmpty()) {
        lost.add(failure.id());
        wrong.add(failure + ": no settlement knows of it");
      } else {
        doubled.add(failure.id());
        wrong.add(failure + ": is in " + requests.size());
      }
    }
    return settled;
  }

  private int entries() {
    Set<String> found = new HashSet<>();
    stage.cases().quarantine().list(postings.size()).stream()
        .map(QuarantineSummary::entryId)
        .forEach(found::add);
    int entries = 0;
    for (Posting posting : book.of(Kind.AGAINST)) {
      if (found.remove(entry(posting))) {
        entries++;
      } else {
        lost.add(posting.id());
        wrong.add(posting + ": no quarantine entry holds it");
      }
    }
    found.forEach(id -> wrong.add(id + ": nobody has sent anything that belongs there"));
    return entries;
  }

  private String entry(Posting posting) {
    boolean shop = posting.system().equals(CompanySandbox.SYSTEM);
    return stage.cases().quarantineId(shop ? "company-shop" : posting.system(), posting.id());
  }

  private int believed() {
    int believed = 0;
    for (String wish : stranger.wishes(stage.cases().account())) {
      if (isKnown(wish)) {
        believed++;
        wrong.add(wish + ": a stranger's event was believed");
      }
    }
    return believed;
  }
}
