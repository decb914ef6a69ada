package io.caserail.worker.watchdog;

import io.caserail.activities.http.Failures;
import io.caserail.activities.http.RepeatedLook;
import io.caserail.client.CaseRun;
import io.caserail.client.CaseTraces;
import io.caserail.client.SuspectRuns;
import io.caserail.model.FaultDomain;
import io.caserail.port.ShowRequest;
import io.caserail.port.Standstills;
import io.caserail.port.Standstills.Standstill;
import io.caserail.port.WatchdogActivities;
import io.caserail.watchdog.CaseTrace;
import io.caserail.watchdog.Finding;
import io.caserail.watchdog.WatchdogNotes;
import io.caserail.worker.metrics.WatchdogGauges;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look: the suspect runs, what their histories say, and the tickets that must say it.
 *
 * <p>That a ticket is told once is the ticket's own affair: the note's mark stands in its audits.
 * What this object remembers only spares the reading of histories and tickets of which all is said,
 * and is lost with the process. A ticket that can't be written is tried by each look, and keeps the
 * others back no longer than its call takes.
 */
public final class CaseWatch implements WatchdogActivities {
  private static final Logger log = LoggerFactory.getLogger(CaseWatch.class);
  private static final Failures TEMPORAL = new Failures("Temporal", FaultDomain.LOCAL);
  private static final int MOST_TOLD = 20;
  private static final int MOST_KNOWN = 20_000;
  private static final Duration NEWS = Duration.ofHours(1);

  private final SuspectRuns suspects;
  private final CaseTraces traces;
  private final Consumer<ShowRequest> tickets;
  private final Duration every;
  private final Duration patience;
  private final InstantSource clock;
  private final WatchdogGauges gauges;
  private final Map<String, Finding> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Finding> eldest) {
          return size() > MOST_KNOWN;
        }
      };
  private final Map<String, List<Finding>> over =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Finding>> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /**
   * Looks of a kind.
   *
   * @param tickets writes a view, once however often it is asked to
   * @param every the pause between two looks
   * @param patience how long a case may stand still before its ticket says so
   */
  public CaseWatch(
      SuspectRuns suspects,
      CaseTraces traces,
      Consumer<ShowRequest> tickets,
      Duration every,
      Duration patience,
      InstantSource clock,
      WatchdogGauges gauges) {
    this.suspects = suspects;
    this.traces = traces;
    this.tickets = tickets;
    this.every = every;
    this.patience = patience;
    this.clock = clock;
    this.gauges = gauges;
  }

  @Override
  public synchronized Standstills watch(Standstills known) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Look look = new Look(context, context.getHeartbeatDetails(Standstills.class).orElse(known));
    RepeatedLook.look(every, clock, TEMPORAL, "looked after the cases", look::take);
    return look.standstills();
  }

  /** One look at all. */
  private final class Look {
    private final ActivityExecutionContext context;
    private final Map<String, Standstill> standing = new LinkedHashMap<>();
    private final Instant now = clock.instant();
    private final List<Finding> found = new ArrayList<>();
    private int toldNow;

    Look(ActivityExecutionContext context, Standstills known) {
      this.context = context;
      known.cases().forEach(one -> standing.put(one.runId(), one));
    }

    Standstills standstills() {
      return new Standstills(List.copyOf(standing.values()));
    }

    void take() {
      List<Standstill> before = List.copyOf(standing.values());
      Map<String, CaseRun> runs = new LinkedHashMap<>();
      suspects.list(now, patience).forEach(run -> runs.put(run.runId(), run));
      for (CaseRun run : runs.values()) {
        lookAt(run);
      }
      for (Standstill one : before) {
        lookAgain(one);
      }
      gauges.looked(clock.instant(), found.stream().filter(this::isNews).toList());
      context.heartbeat(standstills());
    }

    private boolean isNews(Finding finding) {
      return finding.what().isStandstill() || finding.since().plus(NEWS).isAfter(now);
    }

    private void lookAt(CaseRun run) {
      List<Finding> known = over.get(run.runId());
      if (known != null) {
        found.addAll(known);
        return;
      }
      context.heartbeat(standstills());
      Optional<CaseTrace> read = traces.read(run.caseId(), run.runId());
      if (read.isEmpty()) {
        return;
      }
      CaseTrace trace = read.get();
      Optional<CaseTrace> after = trace.end() == null ? Optional.empty() : traces.resetFrom(trace);
      boolean goesOn = after.isPresent() && after.get().isOpen();
      boolean isTakenOver = after.isPresent() && after.get().hasTakenOver(trace);
      boolean all = !goesOn;
      List<Finding> findings = new ArrayList<>();
      for (Finding finding : trace.findings(now, patience)) {
        if (finding.what() != Finding.What.ENDED || !(goesOn || isTakenOver)) {
          findings.add(finding);
          all &= tell(trace, finding);
        }
      }
      found.addAll(findings);
      if (all && !run.open()) {
        over.put(run.runId(), findings);
      }
    }

    /** Returns whether all is said. */
    private boolean tell(CaseTrace trace, Finding finding) {
      String id = trace.runId() + " " + finding;
      if (told.containsKey(id)) {
        remember(trace, finding);
        return true;
      }
      if (!show(trace, WatchdogNotes.about(trace, finding))) {
        return false;
      }
      log.warn(
          "something is wrong with a case; workflowId={} runId={} finding={} since={}",
          trace.caseId(),
          trace.runId(),
          finding.what(),
          finding.since());
      told.put(id, finding);
      remember(trace, finding);
      return true;
    }

    /** An attempt whose last heartbeat was lost knows nothing of what it has told. */
    private void remember(CaseTrace trace, Finding finding) {
      if (finding.what().isStandstill()) {
        standing.put(trace.runId(), new Standstill(trace.caseId(), trace.runId(), finding.since()));
      }
    }

    /** What a ticket says of a standstill is taken back when there is none any more. */
    private void lookAgain(Standstill one) {
      if (!one.equals(standing.get(one.runId()))) {
        return;
      }
      Optional<CaseTrace> read = traces.read(one.caseId(), one.runId());
      if (read.isEmpty() || read.get().end() != null) {
        standing.remove(one.runId());
        return;
      }
      CaseTrace trace = read.get();
      boolean stands = one.since().equals(trace.undone());
      if (!stands && show(trace, WatchdogNotes.goesOn(trace, one.since()))) {
        standing.remove(one.runId(), one);
      }
    }

    private boolean show(CaseTrace trace, List<ShowRequest> shows) {
      boolean all = true;
      for (ShowRequest show : shows) {
        if (toldNow >= MOST_TOLD) {
          return false;
        }
        toldNow++;
        context.heartbeat(standstills());
        try {
          tickets.accept(show);
        } catch (ApplicationFailure e) {
          all = false;
          log.warn(
              "a ticket could not be told; the next look tries again; workflowId={} ticketId={}"
                  + " failure={}",
              trace.caseId(),
              show.ticket(),
              e.getType());
        }
      }
      return all;
    }
  }
}
