package io.caserail.tracking;

import io.caserail.port.FactsRequest;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves the tickets of a case one after another, as the case does. A case that is over in a moment
 * leaves its ticket as it is.
 */
public class FactsWorkflowImpl implements FactsWorkflow {
  private static final Duration MOMENT = Duration.ofSeconds(15);
  private static final long LONG_HISTORY = 2_000;

  private final long longHistory;

  // Signal handlers run before run(): what they use is ready before it.
  private final List<FactsRequest> asked = new ArrayList<>();
  private boolean news;

  public FactsWorkflowImpl() {
    this(LONG_HISTORY);
  }

  /**
   * One with another measure.
   *
   * @param longHistory the events above which a run hands on to the next
   */
  public FactsWorkflowImpl(long longHistory) {
    this.longHistory = longHistory;
  }

  @Override
  public void run(FactsRun run) {
    FactsRequest page = run.page();
    List<Fact> known = run.facts();
    while (page != null || !asked.isEmpty()) {
      FactsRequest request = page == null ? asked.remove(0) : page;
      if (page == null) {
        Workflow.sleep(MOMENT);
      }
      follow(new TicketFacts(run.caseId(), request, known), !known.isEmpty());
      page = null;
      known = List.of();
    }
  }

  /**
   * Follows what one ticket shows.
   *
   * @param begun whether an earlier run has shown it
   */
  private void follow(TicketFacts facts, boolean begun) {
    TicketField field = new TicketField(facts.ticket());
    news = true;
    while (!facts.isOver() && !field.isClosed() && !isAskedForAnother(facts)) {
      while (!asked.isEmpty() && !isAskedForAnother(facts)) {
        news |= facts.add(asked.remove(0));
      }
      if (news) {
        news = false;
        facts.look();
      }
      if (facts.isOver()) {
        break;
      }
      facts.ask();
      field.show(facts.shown());
      Workflow.await(() -> facts.hasAnswer() || news || !asked.isEmpty() || field.isClosed());
      facts.take();
      goOnAsNew(facts, field);
    }
    if (!field.isClosed() && (begun || field.isUsed())) {
      facts.end();
      field.show(facts.shown());
      field.finish();
    }
    if (!asked.isEmpty()) {
      // The end of the run ends them too.
      facts.leave();
    }
  }

  private boolean isAskedForAnother(TicketFacts facts) {
    return !asked.isEmpty() && !facts.isOf(asked.get(0));
  }

  /** A write that is not under way, but refused or to come, is the next run's. */
  private void goOnAsNew(TicketFacts facts, TicketField field) {
    if (Workflow.getInfo().getHistoryLength() > longHistory
        && !field.isCalling()
        && asked.isEmpty()
        && !facts.isOver()) {
      Workflow.continueAsNew(facts.goOn());
    }
  }

  // ---- what is told ----

  @Override
  public void track(FactsRequest request) {
    // The SDK hands an empty signal over as null.
    if (request != null && request.ticket() != null) {
      asked.add(request);
    }
  }

  @Override
  public void wake(String eventId) {
    news = true;
  }
}
