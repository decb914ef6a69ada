package io.caserail.cancellation;

import static io.caserail.cancellation.Systems.payments;
import static io.caserail.cancellation.Systems.refunds;

import io.caserail.cancellation.Situation.Paid;
import io.caserail.decision.Cause;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Wait;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.model.Step;
import io.caserail.port.Attempt;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.DueRefund;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundRef;
import io.caserail.port.TaskQueues;
import io.caserail.record.RequestLog;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The money that is due: paid back by a case of its own for each payment. */
final class MoneyBack {
  private static final Step REFUND = new Step("refund", "Have the money paid back").orSkipped();
  private static final String REASON = "cancelled_in_window";

  private final CaseEngine engine;
  private final RequestLog log;
  private final CancellationRequest request;
  private final CancellationPolicy policy;
  private final Systems systems;
  private final Changes changes;
  private final Goods goods;
  private final List<PaidBack> paidBack = new ArrayList<>();
  private @Nullable Leftovers leftovers;

  MoneyBack(
      CaseEngine engine,
      RequestLog log,
      CancellationRequest request,
      CancellationPolicy policy,
      Systems systems,
      Changes changes,
      Goods goods) {
    this.engine = engine;
    this.log = log;
    this.request = request;
    this.policy = policy;
    this.systems = systems;
    this.changes = changes;
    this.goods = goods;
  }

  /** From here on what was refunded before is found, and not asked for once more. */
  void looksFirst(Leftovers before) {
    leftovers = before;
  }

  /** What became of what was due. */
  List<PaidBack> paidBack() {
    return paidBack;
  }

  /** Of what is due, what was neither paid back nor left out. */
  List<Paid> open(List<Paid> due) {
    List<Paid> open = new ArrayList<>(due);
    open.removeIf(
        paid -> paidBack.stream().anyMatch(one -> one.paid().payment().equals(paid.payment())));
    return open;
  }

  /** Has it paid back; what waits for goods comes last. */
  void payBack(List<Paid> due) {
    for (Paid paid : due) {
      if (!CancellationRules.waitsForGoods(paid, systems.facts(), goods.parcel())) {
        payBack(paid);
      }
    }
    for (Paid paid : open(due)) {
      Outcome said = goods.awaitReturn(paid);
      if (said.happened()) {
        payBack(paid);
      } else {
        paidBack.add(new PaidBack(paid, said));
      }
    }
  }

  private void payBack(Paid paid) {
    Outcome before = leftovers == null ? null : leftovers.refundOf(paid);
    if (before != null) {
      log.add(REFUND.name(), paid + ": " + before.evidence(), before.ref(), "Caserail");
      paidBack.add(new PaidBack(paid, before));
      return;
    }
    int n = paidBack.size() + 1;
    Step step = n == 1 ? REFUND : new Step(REFUND.name() + "@" + n, REFUND.words(), true);
    engine.passUnlessStopped("the refund of " + paid + " is being asked for");
    Outcome end = null;
    for (int copy = 0; end == null; copy++) {
      Effect effect = effect(paid, copy);
      Outcome refund = refund(step, effect, paid, copy);
      boolean over = refund.happened() || refund.kind() == Outcome.Kind.SKIPPED;
      end =
          over
              ? refund
              : engine.settle(
                  step,
                  TaskQueues.CASES,
                  effect,
                  refund,
                  no -> changes.afterNo(step, notMade(paid, no)));
    }
    paidBack.add(new PaidBack(paid, end));
  }

  /** Asks the payment's own case for the refund. One with an unfit number can't be read back. */
  private Effect effect(Paid paid, int copy) {
    Effect ask =
        Effect.of(
            (o, a) -> Async.function(refunds(o)::askForRefund, due(a, paid, copy)),
            (o, a) -> Async.function(refunds(o)::findAskedRefund, due(a, paid, copy)));
    return Situation.isId(paid.payment())
        ? ask.readBackBy((o, reference) -> readBack(o, paid, reference))
        : ask;
  }

  private Promise<Outcome> readBack(ActivityOptions options, Paid paid, String reference) {
    ActivityOptions there = options.toBuilder().setTaskQueue(TaskQueues.PAYMENTS).build();
    return Async.function(
        payments(there)::readRefund,
        new RefundRef(
            reference, new ObjectId(paid.payment()), paid.amount(), log.key(), request.at()));
  }

  /** Asks for it, and waits for what becomes of it in a case of its own. */
  private Outcome refund(Step step, Effect effect, Paid paid, int copy) {
    if (!Situation.isId(paid.payment())) {
      return Outcome.rejected(
          "", "unfit_payment", "payment " + paid.payment() + " has a number that nobody can use");
    }
    Outcome asked = engine.write(step, TaskQueues.CASES, effect);
    if (asked.kind() != Outcome.Kind.PENDING || log.ledger().isByHand(step)) {
      return asked;
    }
    log.add(step.name(), "a case of its own: " + asked.ref(), asked.ref(), "Caserail");
    return engine
        .await(
            Wait.at(step, goesItsWay(paid, asked.ref()))
                .forWord(TaskQueues.CASES, o -> refundEnd(o, due(engine.sent(step), paid, copy)))
                .orNews(systems::hasNews))
        .outcome();
  }

  /** A case that Temporal does not know any more has left what it did in the payment system. */
  private Promise<Outcome> refundEnd(ActivityOptions options, DueRefund due) {
    systems.newsIsRead();
    return Async.function(refunds(options)::awaitAskedRefund, due)
        .thenCompose(
            end ->
                end.kind() == Outcome.Kind.ABSENT
                    ? lookUp(options, due).thenApply(facts -> madeOf(due, facts))
                    : Workflow.newPromise(end));
  }

  private static Promise<PaymentFacts> lookUp(ActivityOptions options, DueRefund due) {
    return Async.function(
        payments(options.toBuilder().setTaskQueue(TaskQueues.PAYMENTS).build())::lookUpPayment,
        new LookUpRequest(due.payment()));
  }

  private static Outcome madeOf(DueRefund due, PaymentFacts facts) {
    return facts.refunds().stream()
        .filter(refund -> refund.counts() && refund.command().equals(due.by().commandId()))
        .findFirst()
        .map(refund -> Outcome.succeeded(refund.ref(), "found in " + facts.system()))
        .orElse(
            Outcome.rejected(
                "",
                "refund_unknown",
                "its case is gone, and payment " + due.payment() + " has no refund by it"));
  }

  private static Outcome notMade(Paid paid, Outcome why) {
    return Outcome.rejected(
        why.ref(), why.code(), "the refund of " + paid + " was not made: " + why.evidence());
  }

  private DueRefund due(Attempt attempt, Paid paid, int copy) {
    return new DueRefund(
        new Origin(CaseKind.CANCELLATION, request.object(), attempt.id(), copy),
        Workflow.getInfo().getWorkflowId(),
        new ObjectId(paid.payment()),
        paid.amount(),
        REASON,
        request.ticket(),
        request.by(),
        request.name(),
        request.person(),
        request.at());
  }

  /** Whoever wants to stop it says so there: a word here would leave two who pay. */
  private Cause goesItsWay(Paid paid, String caseId) {
    return Cause.people(
            CaseStatus.WAITING,
            "refund_open",
            "the refund of " + paid + " is a case of its own, " + caseId,
            policy.waits().longest().plus(policy.waits().approval()))
        .quietFor(policy.waits().noteAway())
        .showing(caseId)
        .ownedBy("Caserail")
        .offering(List.of(DecisionKind.RETRY));
  }
}
