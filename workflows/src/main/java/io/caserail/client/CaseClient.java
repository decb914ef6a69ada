package io.caserail.client;

import io.caserail.cancellation.CancellationWorkflow;
import io.caserail.decision.Decision;
import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.hints.HintsWorkflow;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.DueRefund;
import io.caserail.port.FactsRequest;
import io.caserail.port.HintBundle;
import io.caserail.port.Outcome;
import io.caserail.port.SettlementRequest;
import io.caserail.port.Standstills;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketHint;
import io.caserail.quarantine.QuarantineDecision;
import io.caserail.quarantine.QuarantineEntry;
import io.caserail.quarantine.QuarantineStatus;
import io.caserail.quarantine.QuarantineView;
import io.caserail.quarantine.QuarantineWorkflow;
import io.caserail.reconcile.Proof;
import io.caserail.reconcile.ReconcileDayWorkflow;
import io.caserail.reconcile.ReconcileRequest;
import io.caserail.reconcile.ReconcileWorkflow;
import io.caserail.record.CaseView;
import io.caserail.refund.RefundAsk;
import io.caserail.refund.RefundWorkflow;
import io.caserail.settlement.SettlementResult;
import io.caserail.settlement.SettlementWorkflow;
import io.caserail.sweep.SweepRequest;
import io.caserail.sweep.SweepWorkflow;
import io.caserail.tracking.FactsRun;
import io.caserail.tracking.FactsWorkflow;
import io.caserail.verification.VerificationWorkflow;
import io.caserail.watchdog.WatchdogWorkflow;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowQueryException;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What starters may say to the cases: the gateway, the sweep, the command line. Events go in by
 * signal-with-start, which the server keeps even when no worker lives; people's words by update,
 * which answers, and therefore has a deadline.
 */
public final class CaseClient implements AutoCloseable {
  private final TemporalCalls temporal;
  private final String account;
  private final QuarantineDirectory quarantine;
  private final CaseDirectory directory;

  /**
   * A client for one account.
   *
   * @param account the account's name in workflow ids: lower-case letters, digits and dashes
   */
  public CaseClient(WorkflowClient temporal, String account) {
    if (!account.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "the account is 1 to 40 lower-case letters, digits and dashes: " + account);
    }
    this.temporal = new TemporalCalls(temporal);
    this.account = account;
    this.quarantine = new QuarantineDirectory(temporal, account);
    this.directory = new CaseDirectory(temporal);
  }

  /** The account in the ids of cases. */
  public String account() {
    return account;
  }

  /** The events that were put aside. */
  public QuarantineDirectory quarantine() {
    return quarantine;
  }

  /** The workflow id of the cases of a kind on an object. */
  public String caseId(CaseKind kind, ObjectId object) {
    return kind.workflowId(account, object);
  }

  /** The workflow id of a payment's refunds. */
  public String refundId(ObjectId payment) {
    return caseId(CaseKind.REFUND, payment);
  }

  /** The workflow id of a refund's settlement. */
  public String settlementId(String refund) {
    return caseId(CaseKind.SETTLEMENT, new ObjectId(refund));
  }

  /**
   * Tells the case of an object that a ticket is worth reading; starts it where none is open. Once
   * this returns, Temporal has the hint.
   *
   * @param kind what the ticket asks for; a settlement is asked for in no ticket
   * @throws TemporalUnavailable when it may not have it
   */
  public void submit(CaseKind kind, ObjectId object, TicketHint hint) {
    temporal.signalWithStart(type(kind), options(kind, object), "submit", hint, object);
  }

  private static Class<?> type(CaseKind kind) {
    return switch (kind) {
      case REFUND -> RefundWorkflow.class;
      case CANCELLATION -> CancellationWorkflow.class;
      case VERIFICATION -> VerificationWorkflow.class;
      case SETTLEMENT ->
          throw new IllegalArgumentException("a settlement is asked for in no ticket");
    };
  }

  /**
   * Asks the case of a payment for a refund that follows from another case; starts it where none is
   * open. The same refund is asked for once per run: see {@link #became} before.
   *
   * @throws TemporalUnavailable when Temporal may not have it
   */
  public void refundDue(DueRefund due) {
    temporal.signalWithStart(
        RefundWorkflow.class,
        options(CaseKind.REFUND, due.payment()),
        "refundDue",
        due,
        due.payment());
  }

  /**
   * What became of a refund that follows from another case, as the payment's last case knows it;
   * closed ones too, within their retention.
   *
   * @return {@link Outcome.Kind#ABSENT} when that case was not asked for it, or there is none
   * @throws TemporalUnavailable when no worker answered in time
   */
  public Outcome became(DueRefund due) {
    try {
      return temporal.query(refundId(due.payment()), "became", Outcome.class, due.origin().name());
    } catch (NoSuchCase e) {
      return Outcome.absent("Temporal knows no case of this payment");
    } catch (WorkflowQueryException e) {
      // A run that was ended from outside, in the middle of a task, can't be asked any more.
      if (isOpen(refundId(due.payment()))) {
        throw e;
      }
      return Outcome.absent("its case was ended from outside");
    }
  }

  /**
   * Whether a case is open.
   *
   * @throws TemporalUnavailable when Temporal does not say
   */
  public boolean isOpen(String caseId) {
    return temporal.isOpen(caseId);
  }

  /**
   * Asks for a refund by command line and waits for the answer, ten seconds at most. The same id is
   * the same request.
   *
   * @throws TemporalUnavailable when no worker answered in time; asking again with the same id is
   *     safe
   */
  public Verdict request(ObjectId payment, RefundAsk ask) {
    return temporal.updateWithStart(
        RefundWorkflow.class,
        options(CaseKind.REFUND, payment),
        TemporalCalls.update("request", ask.id(), Verdict.class),
        ask,
        payment);
  }

  /**
   * Says a decision and waits for the verdict, ten seconds at most.
   *
   * @throws NoSuchCase when the case is not open
   * @throws TemporalUnavailable when no worker answered in time; the same decision id is safe to
   *     repeat
   */
  public Verdict decide(String caseId, Decision decision) {
    return temporal.update(
        caseId, TemporalCalls.update("decide", decision.id(), Verdict.class), decision);
  }

  /**
   * Where a case is; closed ones too, within their retention.
   *
   * @throws NoSuchCase when the server does not know it
   * @throws TemporalUnavailable when no worker answered in time
   */
  public CaseView view(String caseId) {
    return temporal.query(caseId, "view", CaseView.class);
  }

  /**
   * Late news about a refund: starts its settlement where none is open, unless the last one ended
   * knowing it. Such news comes late and more than once, by webhook and by sweep.
   */
  public void wakeOrStart(String refund, String eventId) {
    tellSettlement(refund, "wake", eventId);
  }

  /**
   * An open one first: whether the last one has dealt with it is known once none is open, and one
   * that ends between the two would be begun again.
   */
  private void tellSettlement(String refund, String signal, Object argument) {
    if (!temporal.signalOpen(settlementId(refund), signal, argument) && !isDealtWith(refund)) {
      temporal.signalWithStart(
          SettlementWorkflow.class, settlement(refund), signal, argument, refund);
    }
  }

  /** Whether a refund's last settlement has ended knowing of its failure. */
  public boolean isDealtWith(String refund) {
    return temporal
        .result(settlementId(refund), SettlementResult.class, "result")
        .filter(SettlementResult::dealtWith)
        .isPresent();
  }

  /**
   * News about an object, for an open case only.
   *
   * @param kind which kind of case waits for it; a settlement's object is its refund
   * @return false when there is none; the poll of whoever waits covers it
   */
  public boolean wake(CaseKind kind, ObjectId object, String eventId) {
    return wake(caseId(kind, object), eventId);
  }

  /** Who shows the case's ticket what it has to mind looks, too. */
  private boolean wake(String caseId, String eventId) {
    boolean woken = temporal.signalOpen(caseId, "wake", eventId);
    if (woken) {
      var unused = temporal.signalOpen(factsId(caseId), "wake", eventId);
    }
    return woken;
  }

  private static String factsId(String caseId) {
    return "facts-" + caseId;
  }

  /**
   * Has a ticket show how it stands with what its case has to mind, until the case is over.
   *
   * @throws TemporalUnavailable when Temporal may not have it
   */
  public void track(String caseId, FactsRequest request) {
    temporal.signalWithStart(
        FactsWorkflow.class,
        WorkflowOptions.newBuilder()
            .setTaskQueue(TaskQueues.CASES)
            .setWorkflowId(factsId(caseId))
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary("What " + caseId + " has to mind")
            .build(),
        "track",
        request,
        FactsRun.of(caseId));
  }

  /**
   * News about something that hangs on the objects of cases, such as the parcel of an order.
   *
   * @return the ids of the open cases that have it; the polls of others cover it
   * @throws TemporalUnavailable when one that it concerns may not have it
   */
  public List<String> wakeOn(ObjectId part, String eventId) {
    List<String> woken = new ArrayList<>();
    for (String caseId : open(SearchKeys.HANGS_ON, part.value())) {
      if (wake(caseId, eventId)) {
        woken.add(caseId);
      }
    }
    return woken;
  }

  /**
   * Tells the open cases of a ticket, of whatever kind, that it is worth reading.
   *
   * @return the ids of those that have it; those that show no ticket yet are about to read theirs
   * @throws TemporalUnavailable when one that it concerns may not have it
   */
  public List<String> hintOpen(TicketHint hint) {
    String settlements = CaseKind.SETTLEMENT.workflowIds(account);
    List<String> told = new ArrayList<>();
    for (String caseId : open(SearchKeys.TICKET_ID, hint.ticket().value())) {
      Object said = caseId.startsWith(settlements) ? hint.ticket() : hint;
      if (temporal.signalOpen(caseId, "submit", said)) {
        told.add(caseId);
      }
    }
    return told;
  }

  /**
   * Keeps many hints by one call, for a worker to bring each to its case. Once this returns,
   * Temporal has them all.
   *
   * @return the id of the workflow that keeps them
   * @throws TemporalUnavailable when it may not have them
   */
  public String hintLater(HintBundle bundle) {
    String id = "hints-" + account + "-" + UUID.randomUUID();
    var unused =
        temporal.start(
            HintsWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CASES)
                .setWorkflowId(id)
                .setStaticSummary(bundle.lines().size() + " hints that came in a crowd")
                .build(),
            bundle);
    return id;
  }

  /** Brings a hint of a bundle to where it belongs. */
  public void handOn(HintBundle.Line line) {
    CaseKind kind = line.kind();
    ObjectId object = line.object();
    if (kind == null || object == null) {
      var unused = hintOpen(line.hint());
    } else {
      submit(kind, object, line.hint());
    }
  }

  private List<String> open(SearchAttributeKey<List<String>> key, String value) {
    try {
      return directory.open(account, key, value);
    } catch (StatusRuntimeException e) {
      throw new TemporalUnavailable("Temporal did not say which cases it concerns", e);
    }
  }

  /**
   * Tells an open settlement of a failed refund that the same was sent again.
   *
   * @return false when there is none
   */
  public boolean sentAgain(String failed, String refund) {
    return temporal.signalOpen(settlementId(failed), "sentAgain", refund);
  }

  /**
   * Tells an open settlement that its ticket is worth reading.
   *
   * @return false when there is none
   */
  public boolean hintSettlement(String refund, TicketId ticket) {
    return temporal.signalOpen(settlementId(refund), "submit", ticket);
  }

  /**
   * Hands an accepted refund to its settlement, which is started where none is open, unless the
   * last one has dealt with the refund: a hand-over whose report was lost is made again, maybe
   * after it.
   */
  public void handOver(SettlementRequest request) {
    tellSettlement(request.ref(), "settle", request);
  }

  /**
   * Puts an authentic event aside. The same source and event id is one entry for ever.
   *
   * @return false when the entry was there already
   */
  public boolean quarantine(QuarantineEntry entry) {
    SearchAttributes.Builder attributes =
        SearchAttributes.newBuilder()
            .set(SearchKeys.STATUS, QuarantineStatus.HELD.name())
            .set(SearchKeys.OWNER, entry.owner())
            .set(SearchKeys.UPSTREAM, entry.source())
            .set(SearchKeys.ACCOUNT, account);
    if (!entry.escalateAfter().isZero()) {
      attributes.set(
          SearchKeys.DUE_AT,
          entry.receivedAt().plus(entry.escalateAfter()).atOffset(ZoneOffset.UTC));
    }
    return temporal.start(
        QuarantineWorkflow.class,
        WorkflowOptions.newBuilder()
            .setTaskQueue(TaskQueues.CASES)
            .setWorkflowId(quarantineId(entry.source(), entry.eventId()))
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            .setStaticSummary("Quarantined " + entry.source() + " event")
            .setStaticDetails(entry.clause())
            .setMemo(Map.of(QuarantineDirectory.CLAUSE, entry.clause()))
            .setTypedSearchAttributes(attributes.build())
            .build(),
        entry);
  }

  /** The workflow id of a quarantined event. */
  public String quarantineId(String source, String eventId) {
    return QuarantineDirectory.prefix(account) + source + "-" + eventId;
  }

  /**
   * A quarantined event; closed ones too, within their retention.
   *
   * @throws NoSuchCase when the server does not know it
   * @throws TemporalUnavailable when no worker answered in time
   */
  public QuarantineView quarantined(String entryId) {
    return temporal.query(entryId, "view", QuarantineView.class);
  }

  /**
   * Says what becomes of a quarantined event, and waits for the verdict, ten seconds at most.
   *
   * @throws NoSuchCase when the entry is not open
   * @throws TemporalUnavailable when no worker answered in time; the same id is safe to repeat
   */
  public Verdict decideQuarantined(String entryId, QuarantineDecision decision) {
    return temporal.update(
        entryId, TemporalCalls.update("decide", decision.id(), Verdict.class), decision);
  }

  /**
   * Starts the sweep where none runs. It goes on where the last run has begun, if Temporal still
   * knows that one; a run whose plan is not today's is replaced.
   *
   * @throws TemporalUnavailable when Temporal does not say, or does not start it
   */
  public void ensureSweep() {
    String id = "sweep-" + account;
    SweepRequest last = temporal.begunWith(id, SweepRequest.class).orElse(SweepRequest.FIRST);
    if (last.plan() != SweepRequest.PLAN) {
      temporal.terminate(id, "a newer release sweeps in another way");
    }
    // Where one runs already, that is what was asked for.
    var unused =
        temporal.start(
            SweepWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CASES)
                .setWorkflowId(id)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setStaticSummary("Sweep of " + account)
                .build(),
            last.goOn());
  }

  /**
   * Starts the daily comparison where none runs. It goes on with the day that the last run had come
   * to, if Temporal still knows that one; a run of another plan or hour is replaced.
   *
   * @param today the first day to be compared where none ever was
   * @param at the hour of the day after at which a day is compared
   * @param zone where days begin
   * @throws TemporalUnavailable when Temporal does not say, or does not start it
   */
  public void ensureReconciliation(LocalDate today, LocalTime at, ZoneId zone) {
    Optional<ReconcileRequest> last = reconciliation();
    ReconcileRequest next =
        last.map(known -> known.goOn(at, zone))
            .orElseGet(() -> ReconcileRequest.first(today, at, zone));
    if (last.isPresent() && !last.get().equals(next)) {
      temporal.terminate(reconcileId(), "days are compared at another hour, or in another way");
    }
    // Where one runs already, that is what was asked for.
    var unused =
        temporal.start(
            ReconcileWorkflow.class,
            reconcile(reconcileId(), "Reconciliation of " + account),
            next);
  }

  /** Ends the daily comparison; the next {@link #ensureReconciliation} goes on where it was. */
  public void endReconciliation() {
    temporal.terminate(reconcileId(), "the configuration says never");
  }

  /** Which day the daily comparison has come to; empty where none ever was. */
  public Optional<ReconcileRequest> reconciliation() {
    return temporal.begunWith(reconcileId(), ReconcileRequest.class);
  }

  /**
   * Has a day compared now. Where that is under way already, it goes on.
   *
   * @throws TemporalUnavailable when Temporal does not start it
   */
  public void reconcile(LocalDate day) {
    var unused =
        temporal.start(
            ReconcileDayWorkflow.class,
            reconcile(reconcileId() + "-" + day, "Reconciliation of " + day),
            day);
  }

  /**
   * The proof of the last comparison of a day, as long as Temporal knows it; empty while one is
   * under way, and where there was none.
   */
  public Optional<Proof> proof(LocalDate day) {
    return temporal.result(reconcileId() + "-" + day, Proof.class);
  }

  private String reconcileId() {
    return "reconcile-" + account;
  }

  private static WorkflowOptions reconcile(String id, String summary) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.CASES)
        .setWorkflowId(id)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary(summary)
        .build();
  }

  /** Starts the watchdog where none runs. */
  public void ensureWatchdog() {
    // Where one runs already, that is what was asked for.
    var unused =
        temporal.start(
            WatchdogWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.WATCHDOG)
                .setWorkflowId("watchdog-" + account)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setStaticSummary("Watchdog of " + account)
                .build(),
            Standstills.NONE);
  }

  /** How Temporal is called here, for the other clients of this account. */
  TemporalCalls calls() {
    return temporal;
  }

  @Override
  public void close() {
    temporal.close();
  }

  /** {@code Refunds of pi_3Abc}: a case serves all requests for its object. */
  private WorkflowOptions options(CaseKind kind, ObjectId object) {
    String word = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    return options(kind, caseId(kind, object), word + "s of " + object);
  }

  private WorkflowOptions settlement(String refund) {
    return options(CaseKind.SETTLEMENT, settlementId(refund), "Settlement of " + refund);
  }

  private WorkflowOptions options(CaseKind kind, String id, String summary) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(TaskQueues.CASES)
        .setWorkflowId(id)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setStaticSummary(summary)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(SearchKeys.KIND, kind.name())
                .set(SearchKeys.STATUS, "RUNNING")
                .set(SearchKeys.ACCOUNT, account)
                .build())
        .build();
  }
}
