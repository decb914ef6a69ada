package io.caserail.record;

import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of its object: the requests that it has served, and what was said in tickets.
 */
public final class CaseRecord {
  private final CaseKind kind;
  private final List<RequestLog> requests = new ArrayList<>();
  private final List<String> tickets = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private @Nullable ObjectId object;

  public CaseRecord(CaseKind kind) {
    this.kind = kind;
  }

  public void open(ObjectId lock) {
    object = lock;
  }

  public ObjectId object() {
    if (object == null) {
      throw new IllegalStateException("the case was not opened");
    }
    return object;
  }

  public void add(RequestLog request) {
    requests.add(request);
    if (!tickets.contains(request.ticket().value())) {
      tickets.add(request.ticket().value());
    }
  }

  /** The tickets of its requests. */
  public List<String> tickets() {
    return tickets;
  }

  public void heard(List<String> commands) {
    heard.addAll(commands);
  }

  public boolean hasHeard(String command) {
    return heard.contains(command);
  }

  /**
   * Counts a verdict, and puts it on the record of a request; that of the last one when none is
   * being served.
   */
  public void note(Decision decision, Verdict verdict, String by, @Nullable RequestLog serving) {
    String why = verdict.accepted() ? "" : " (not counted: " + verdict.reason() + ")";
    note(decision.words() + why, decision.reference(), by, serving);
    if (serving != null && verdict.accepted() && decision.kind() == DecisionKind.DONE_BY_HAND) {
      serving.saidToBeDone(decision.reference());
    }
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("decision", decision.kind().name());
    tags.put("verdict", verdict.accepted() ? "accepted" : "refused");
    Workflow.getMetricsScope().tagged(tags).counter("caserail_verdicts").inc(1);
  }

  /** The same for something that is no decision. */
  public void noteMalformed(String why, String by, @Nullable RequestLog serving) {
    note("not understood (not counted: " + why + ")", "", by, serving);
  }

  private void note(String what, String reference, String by, @Nullable RequestLog serving) {
    RequestLog log = serving != null || requests.isEmpty() ? serving : last();
    if (log != null) {
      log.add("decision", what, reference, by);
    }
  }

  private RequestLog last() {
    return requests.get(requests.size() - 1);
  }

  /**
   * The status that lists show: that of the request that needs people most, and of those that have
   * ended the last one's, which may have taken the place of another.
   */
  public CaseStatus worst(boolean isServing) {
    Comparator<CaseStatus> need =
        Comparator.comparing(CaseStatus::isWait).thenComparing(status -> !status.isEnding());
    return requests.stream()
        .map(RequestLog::status)
        .reduce((first, later) -> need.compare(first, later) > 0 ? first : later)
        .orElse(isServing ? CaseStatus.RUNNING : CaseStatus.DUPLICATE);
  }

  public CaseView view(
      @Nullable RequestLog serving,
      List<String> undo,
      List<String> behind,
      String standing,
      List<DecisionKind> always,
      @Nullable Duration triedEvery) {
    return new CaseView(
        kind,
        object == null ? "" : object.value(),
        worst(serving != null),
        behind,
        standing,
        always,
        requests.stream().map(log -> log.view(log == serving ? undo : List.of())).toList(),
        triedEvery);
  }
}
