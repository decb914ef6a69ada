package io.caserail.cancellation;

import io.caserail.cancellation.CancellationRules.Way;
import io.caserail.cancellation.Situation.Paid;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Cause;
import io.caserail.engine.Effect;
import io.caserail.engine.Ended;
import io.caserail.lifecycle.Served;
import io.caserail.model.CaseKind;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.Role;
import io.caserail.model.Step;
import io.caserail.port.AccessActivities;
import io.caserail.port.Attempt;
import io.caserail.port.BillingActivities;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.DueRefund;
import io.caserail.port.DueRefundActivities;
import io.caserail.port.FulfilmentActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.OrderActivities;
import io.caserail.port.OrderFacts;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundRef;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.SubscriptionFacts;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketView;
import io.caserail.record.RequestLog;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One cancellation while it is being served: its request, its approvals, and its steps. */
final class Cancellation implements Served {
  private static final Step LOOK_UP = new Step("look-up", "Look up what is to be cancelled");
  private static final Step APPROVE = new Step("approve", "Ask for approval");
  private static final Step CLOSE_ORDER = new Step("close-order", "Close the order");
  private static final Step STOP_BILLING = new Step("stop-billing", "Schedule the end of billing");
  private static final Step UNDO_WINDOW = new Step("undo-window", "Leave time to think again");
  private static final Step OPENED_AGAIN = new Step("opened-again", "Ask what to do about it");
  private static final Step VOID_LABEL = new Step("void-label", "Void the label").orSkipped();
  private static final Step LABEL_VOID = new Step("label-void", "Wait until the label is void");
  private static final Step INTERCEPT = new Step("intercept", "Have the parcel intercepted");
  private static final Step FIND_PARCEL = new Step("find-parcel", "Find out where the parcel is");
  private static final Step TERM = new Step("term", "Wait until the term ends");
  private static final Step END_BILLING = new Step("end-billing", "End billing");
  private static final Step BILLING_ENDED =
      new Step("billing-ended", "Wait until billing has ended");
  private static final Step GOODS_BACK =
      new Step("goods-back", "Wait until the goods are back").orSkipped();
  private static final Step REFUND = new Step("refund", "Have the money paid back").orSkipped();
  private static final String REASON = "cancelled_in_window";
  private static final Step REVOKE = new Step("revoke-access", "Take access away").orSkipped();

  private final CaseEngine engine;
  private final CancellationRequest request;
  private final CancellationPolicy policy;
  private final CancellationNotes notes;
  private final RequestLog log;
  private final List<Claim> approvals = new ArrayList<>();
  private Situation facts = new Situation(null, null, null);
  private @Nullable Ruling ruling;
  private Instant windowEnds = Instant.EPOCH;
  private Parcel parcel = Parcel.NONE;
  private boolean news;

  /** Whether the order is to be closed; false once somebody has said that it stays open. */
  private boolean closes;

  private boolean leftOpen;

  /** Whether billing is to end; false once somebody has said that it goes on. */
  private boolean stops;

  private boolean hasStopped;
  private boolean hasRevoked;
  private final List<PaidBack> paidBack = new ArrayList<>();

  Cancellation(CaseEngine engine, CancellationRequest request, CancellationPolicy policy) {
    this.engine = engine;
    this.request = request;
    this.policy = policy;
    this.notes = new CancellationNotes(request, policy);
    this.log =
        new RequestLog(
            request.key(),
            request.ticket(),
            request.by().commandId(),
            "cancel " + request.what(),
            request.name(),
            request.at());
    engine.serve(log, policy.waits(), notes);
    log.add(
        "request", "asked for: " + CancellationRules.words(request.reason()), "", request.name());
  }

  @Override
  public RequestLog log() {
    return log;
  }

  @Override
  public TicketView ended(Ended why) {
    return notes.ended(why, engine.view());
  }

  CancellationNotes notes() {
    return notes;
  }

  @Override
  public void wake() {
    news = true;
  }

  // ---- before anything is done ----

  /** Looks everything up and judges the request by it. */
  Ruling judge() {
    look();
    ruling = CancellationRules.judge(request, facts, policy, CaseEngine.now());
    closes = facts.isOpen() || isCancelledElsewhere();
    stops = facts.isBilled();
    notes.ruled(ruling);
    return ruling;
  }

  /** Whether people must be asked before anything is done. */
  boolean needsPeople() {
    return ruling().isGo() && !ruling().needs().isEmpty() && approvals.isEmpty();
  }

  /** Asks people until somebody has agreed. */
  void askPeople() {
    boolean hidden = ruling().code().equals(CancellationRules.UNKNOWN_CUSTOMER);
    Taken taken =
        engine.hold(
            APPROVE,
            people(
                hidden ? CaseStatus.BLOCKED : CaseStatus.NEEDS_APPROVAL,
                ruling().code(),
                ruling().because(),
                "Refund approvers",
                ruling().needs(),
                List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW)),
            this::objection);
    agreed(taken);
  }

  // ---- what can be taken back ----

  /** Closes the order: nothing more is packed, billed or delivered for it. */
  void closeOrder() {
    if (closes) {
      change(
          CLOSE_ORDER,
          TaskQueues.COMPANY,
          Effect.of(
                  (o, a) -> Async.function(orders(o)::cancelOrder, order(a, request.object(), "")),
                  (o, a) ->
                      Async.function(orders(o)::findCancellation, order(a, request.object(), "")))
              .undoneBy(
                  "reopen the order",
                  (o, a, done) ->
                      Async.function(orders(o)::reopenOrder, order(a, request.object(), ""))));
    }
  }

  /** Lets billing end with the term that is paid for; whatever else follows, nobody pays again. */
  void stopBilling() {
    if (stops) {
      ObjectId subscription = subscription();
      change(
          STOP_BILLING,
          TaskQueues.BILLING,
          Effect.of(
                  (o, a) ->
                      Async.function(billing(o)::scheduleEndOfBilling, order(a, subscription, "")),
                  (o, a) ->
                      Async.function(billing(o)::findEndOfBilling, order(a, subscription, "")))
              .undoneBy(
                  "let billing go on",
                  (o, a, done) ->
                      Async.function(billing(o)::keepBilling, order(a, subscription, ""))));
    }
  }

  /** Puts the acknowledgement into the ticket, for the agent to send. */
  void acknowledge() {
    windowEnds = CaseEngine.now().plus(policy.undoWindow());
    engine.tell(notes.acknowledged(windowEnds));
  }

  /** Leaves the customer time to change their mind; a person may say that it need not wait. */
  void waitForSecondThoughts() {
    boolean waits = true;
    while (waits && CaseEngine.now().isBefore(windowEnds)) {
      Taken taken = engine.rest(UNDO_WINDOW, until(UNDO_WINDOW, windowEnds), () -> news);
      waits = taken == null;
      lookAgain();
    }
  }

  // ---- what is final ----

  /** Keeps the goods from the customer, or sees to it that they come back. */
  void stopParcel() {
    boolean settled = !closes;
    while (!settled) {
      settled =
          switch (CancellationRules.way(facts.shipment())) {
            case NOTHING -> isNow(facts.shipment() == null ? Parcel.NONE : Parcel.VOIDED);
            case VOID_LABEL -> voidLabel();
            case INTERCEPT -> intercept();
            case RETURN -> isNow(Parcel.TO_RETURN);
            case COMES_BACK -> isNow(Parcel.COMES_BACK);
            case ASK -> findParcel();
          };
    }
  }

  /** Follows a label to the carrier's final word. */
  void followParcel() {
    while (parcel == Parcel.VOIDING) {
      Outcome last =
          engine.await(
              LABEL_VOID,
              TaskQueues.FULFILMENT,
              open(
                  shippingSystem(),
                  "the carrier has not given its final word on the label",
                  policy.labelVoid(),
                  List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP)),
              this::askLabel,
              () -> news);
      if (last.kind() == Outcome.Kind.SKIPPED) {
        return;
      }
      if (last.happened()) {
        parcel = Parcel.VOIDED;
      } else {
        parcel = Parcel.NONE;
        look();
        if (!isStillHere() || !labelRefused(last)) {
          stopParcel();
        }
      }
    }
  }

  /** Ends billing at once, and waits until that is confirmed. */
  void endBillingNow() {
    while (stops && facts.isBilled() && !hasStopped) {
      ObjectId subscription = subscription();
      engine.passUnlessStopped("billing is being ended");
      change(
          END_BILLING,
          TaskQueues.BILLING,
          Effect.of(
              (o, a) -> Async.function(billing(o)::endBillingNow, order(a, subscription, "")),
              (o, a) -> Async.function(billing(o)::findEndedBilling, order(a, subscription, ""))));
      awaitEndOfBilling(END_BILLING);
    }
  }

  /** Leaves the customer the term that is paid for, and waits until billing has ended with it. */
  void awaitEndOfTerm() {
    if (stops && CaseEngine.now().isBefore(termEnds())) {
      engine.tell(notes.untilTermEnds());
    }
    while (stops && facts.isBilled() && !hasStopped) {
      while (stops && facts.isBilled() && CaseEngine.now().isBefore(termEnds())) {
        var unused = engine.rest(TERM, until(TERM, termEnds()), () -> news);
        lookAgain();
      }
      if (stops && facts.isBilled()) {
        engine.passUnlessStopped("the term is over, and billing ends with it");
        awaitEndOfBilling(STOP_BILLING);
      }
    }
  }

  /** Takes away what was paid for; never while billing goes on. */
  void revokeAccess() {
    if (facts.isBilled() && !hasStopped) {
      return;
    }
    int n = 0;
    for (ObjectId access : facts.accesses()) {
      n++;
      Step step = n == 1 ? REVOKE : new Step(REVOKE.name() + "@" + n, REVOKE.words(), true);
      Outcome revoked =
          change(
              step,
              TaskQueues.ACCESS,
              Effect.of(
                      (o, a) -> Async.function(access(o)::revokeAccess, order(a, access, "")),
                      (o, a) -> Async.function(access(o)::findRevocation, order(a, access, "")))
                  .undoneBy(
                      "give access back",
                      (o, a, done) ->
                          Async.function(access(o)::restoreAccess, order(a, access, done.ref()))));
      hasRevoked |= revoked.happened();
    }
  }

  /** What the ticket says at the end. */
  TicketView done() {
    List<String> done = new ArrayList<>();
    if (facts.order() != null) {
      done.add(
          leftOpen
              ? "the order stays open"
              : closes ? "the order is closed" : "the order was done with before");
    }
    if (parcel == Parcel.VOIDED) {
      done.add("its label is void");
    } else if (parcel == Parcel.VOIDING) {
      done.add("its label is asked back, without the carrier's final word");
    }
    if (facts.subscription() != null && facts.subscription().found()) {
      done.add(billingWords());
    }
    if (!facts.accesses().isEmpty()) {
      done.add(hasRevoked ? "access is taken away" : "access stays");
    }
    if (parcel == Parcel.BACK) {
      done.add("the parcel is back");
    }
    return notes.done(done, parcel, paidBack, owed());
  }

  private String billingWords() {
    if (isBillingOver()) {
      return "billing has ended";
    }
    return facts.runsOn() ? "billing goes on" : "the end of billing is not confirmed";
  }

  private boolean isBillingOver() {
    return hasStopped || !facts.isBilled();
  }

  // ---- the money ----

  /** Has paid back at once what is due because nothing was delivered; a term may still run. */
  void payBackUndelivered() {
    if (!parcel.isOut()) {
      payBack();
    }
  }

  /** Has paid back what is due, by a case for each payment; what waits for goods comes last. */
  void payBack() {
    for (Paid paid : owed()) {
      if (!CancellationRules.waitsForGoods(paid, facts, parcel)) {
        payBack(paid);
      }
    }
    for (Paid paid : owed()) {
      if (areBack(paid)) {
        payBack(paid);
      }
    }
  }

  /** What is due and was neither paid back nor left out. */
  private List<Paid> owed() {
    List<Paid> owed = new ArrayList<>();
    if (!leftOpen) {
      owed.addAll(CancellationRules.due(facts, ruling(), parcel));
    }
    owed.removeIf(
        paid -> paidBack.stream().anyMatch(one -> one.paid().payment().equals(paid.payment())));
    owed.removeIf(paid -> !paid.equals(facts.paidForOrder()) && !isBillingOver());
    return owed;
  }

  /** Waits in plain sight for the goods; false when somebody has said that they don't come. */
  private boolean areBack(Paid paid) {
    Taken taken = engine.insist(GOODS_BACK, goodsOut(paid));
    Outcome said = engine.told(GOODS_BACK, taken);
    if (said.happened()) {
      parcel = Parcel.BACK;
    } else {
      paidBack.add(new PaidBack(paid, said));
    }
    return said.happened();
  }

  private void payBack(Paid paid) {
    int n = paidBack.size() + 1;
    Step step = n == 1 ? REFUND : new Step(REFUND.name() + "@" + n, REFUND.words(), true);
    engine.passUnlessStopped("the refund of " + paid + " is being asked for");
    Outcome end = null;
    for (int copy = 0; end == null; copy++) {
      Outcome refund = refund(step, paid, copy);
      end = refund.happened() || isLeftOut(refund) ? refund : afterNo(step, paid, refund);
    }
    paidBack.add(new PaidBack(paid, end));
  }

  /** Asks the payment's own case for the refund, and waits for what becomes of it there. */
  private Outcome refund(Step step, Paid paid, int copy) {
    if (!Situation.isId(paid.payment())) {
      return Outcome.rejected(
          "", "unfit_payment", "payment " + paid.payment() + " has a number that nobody can use");
    }
    Outcome asked =
        engine.write(
            step,
            TaskQueues.CASES,
            Effect.of(
                    (o, a) -> Async.function(refunds(o)::askForRefund, due(a, paid, copy)),
                    (o, a) -> Async.function(refunds(o)::findAskedRefund, due(a, paid, copy)))
                .readBackBy(
                    (o, reference) ->
                        Async.function(
                            payments(o.toBuilder().setTaskQueue(TaskQueues.PAYMENTS).build())
                                ::readRefund,
                            named(paid, reference.strip()))));
    if (asked.kind() != Outcome.Kind.PENDING) {
      return asked;
    }
    log.add(step.name(), "a case of its own: " + asked.ref(), asked.ref(), "Caserail");
    return engine.await(
        step,
        TaskQueues.CASES,
        goesItsWay(paid, asked.ref()),
        o -> refundEnd(o, due(engine.sent(step), paid, copy)),
        () -> news);
  }

  /** A case that Temporal does not know any more has left what it did in the payment system. */
  private Promise<Outcome> refundEnd(ActivityOptions options, DueRefund due) {
    news = false;
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

  /** What a person says after a no; null when it is to be asked for once more. */
  private @Nullable Outcome afterNo(Step step, Paid paid, Outcome no) {
    Outcome why = no;
    while (true) {
      Taken taken = engine.insist(step, refused(step, notMade(paid, why)));
      if (taken.decision().kind() == DecisionKind.RETRY) {
        return null;
      }
      if (taken.decision().kind() == DecisionKind.SKIP || !Situation.isId(paid.payment())) {
        return engine.told(step, taken);
      }
      Outcome named = named(step, paid, taken.decision().reference().strip());
      if (named.happened()) {
        return engine.told(step, taken);
      }
      String does = named.evidence().isEmpty() ? "there is no such refund" : named.evidence();
      log.add(step.name(), "does not count: " + does, "", taken.person().name());
      why = Outcome.stopped("unfit_reference", does);
    }
  }

  private static Outcome notMade(Paid paid, Outcome why) {
    return Outcome.rejected(
        why.ref(), why.code(), "the refund of " + paid + " was not made: " + why.evidence());
  }

  private Outcome named(Step step, Paid paid, String reference) {
    return engine.read(
        step,
        TaskQueues.PAYMENTS,
        o -> Async.function(payments(o)::readRefund, named(paid, reference)));
  }

  private RefundRef named(Paid paid, String reference) {
    return new RefundRef(
        reference, new ObjectId(paid.payment()), paid.amount(), log.key(), request.at());
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

  private static boolean isLeftOut(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.SKIPPED;
  }

  // ---- the ways of a parcel ----

  /** Whether what becomes of the label is settled. */
  private boolean voidLabel() {
    ObjectId shipment = shipment();
    engine.passUnlessStopped("the label is being voided");
    Outcome outcome =
        engine.write(
            VOID_LABEL,
            TaskQueues.FULFILMENT,
            Effect.of(
                (o, a) -> Async.function(parcels(o)::voidLabel, order(a, shipment, "")),
                (o, a) -> Async.function(parcels(o)::findVoid, order(a, shipment, ""))));
    if (outcome.happened()) {
      return isNow(outcome.kind() == Outcome.Kind.SUCCEEDED ? Parcel.VOIDED : Parcel.VOIDING);
    }
    if (outcome.kind() == Outcome.Kind.SKIPPED) {
      return isNow(Parcel.TO_RETURN);
    }
    // A no most often means that the parcel has left meanwhile.
    look();
    return isStillHere() && labelRefused(outcome);
  }

  /** Whether somebody has dealt with a label that can't be voided; false when it is tried again. */
  private boolean labelRefused(Outcome no) {
    Taken taken = engine.insist(VOID_LABEL, refused(VOID_LABEL, no));
    return switch (taken.decision().kind()) {
      case DONE_BY_HAND -> {
        var unused = engine.told(VOID_LABEL, taken);
        yield isNow(Parcel.VOIDED);
      }
      case SKIP -> {
        var unused = engine.told(VOID_LABEL, taken);
        yield isNow(Parcel.TO_RETURN);
      }
      default -> false;
    };
  }

  /** Asks a person to have it intercepted, for as long as that can help; else it is returned. */
  private boolean intercept() {
    Instant until = CaseEngine.now().plus(policy.waits().approval());
    Duration quiet = Duration.ZERO;
    while (CancellationRules.way(facts.shipment()) == Way.INTERCEPT) {
      Duration left = Duration.between(CaseEngine.now(), until);
      if (left.isNegative() || left.isZero()) {
        log.add(INTERCEPT.name(), "nobody had it intercepted in time", "", "Caserail");
        return isNow(Parcel.TO_RETURN);
      }
      Taken taken = engine.rest(INTERCEPT, intercepting(quiet, left), () -> news);
      quiet = left;
      if (taken != null && taken.decision().kind() != DecisionKind.RETRY) {
        return broughtBack(INTERCEPT, taken);
      }
      look();
    }
    return false;
  }

  private boolean findParcel() {
    Taken taken =
        engine.insist(
            FIND_PARCEL,
            people(
                CaseStatus.BLOCKED,
                "parcel_unknown",
                "nobody says where the parcel is",
                "you",
                List.of(),
                engine.orEnd(
                    List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP))));
    if (taken.decision().kind() == DecisionKind.RETRY) {
      look();
      return false;
    }
    return broughtBack(FIND_PARCEL, taken);
  }

  /** A person has the parcel brought back, or leaves it to the customer to return it. */
  private boolean broughtBack(Step step, Taken taken) {
    boolean byHand = taken.decision().kind() == DecisionKind.DONE_BY_HAND;
    if (byHand) {
      engine.passUnlessStopped("the parcel is being brought back");
    }
    var unused = engine.told(step, taken);
    return isNow(byHand ? Parcel.COMES_BACK : Parcel.TO_RETURN);
  }

  private boolean isNow(Parcel found) {
    parcel = found;
    return true;
  }

  /** Whether the goods have not left, whatever the carrier says about the label. */
  private boolean isStillHere() {
    Way way = CancellationRules.way(facts.shipment());
    return way == Way.VOID_LABEL || way == Way.NOTHING;
  }

  // ---- looking ----

  private void look() {
    news = false;
    OrderFacts order = null;
    String subscription = request.isSubscription() ? request.object().value() : "";
    String shipment = "";
    if (!request.isSubscription()) {
      order =
          engine.read(
              LOOK_UP,
              TaskQueues.COMPANY,
              o -> Async.function(orders(o)::lookUpOrder, new LookUpRequest(request.object())));
      subscription = order.found() ? order.subscription() : "";
      shipment = order.found() ? order.shipment() : "";
    }
    facts =
        new Situation(
            order,
            Situation.isId(subscription) ? lookUpSubscription(new ObjectId(subscription)) : null,
            Situation.isId(shipment) ? lookUpShipment(new ObjectId(shipment)) : null);
    notes.found(facts);
  }

  private SubscriptionFacts lookUpSubscription(ObjectId id) {
    return engine.read(
        LOOK_UP,
        TaskQueues.BILLING,
        o -> Async.function(billing(o)::lookUpSubscription, new LookUpRequest(id)));
  }

  private ShipmentFacts lookUpShipment(ObjectId id) {
    return engine.read(
        LOOK_UP,
        TaskQueues.FULFILMENT,
        o -> Async.function(parcels(o)::lookUpShipment, new LookUpRequest(id)));
  }

  /** Looks again after a wait in which others may have acted. */
  private void lookAgain() {
    look();
    if (closes && facts.isOpen()) {
      closes = isToBeClosed("the order was opened again in " + facts.system());
      leftOpen = !closes;
      closeOrder();
    }
    if (stops && facts.runsOn()) {
      stops = isToBeClosed("billing was resumed in " + billingSystem());
      stopBilling();
    }
  }

  /** Asks a person about what somebody has opened again; whether it is to be closed again. */
  private boolean isToBeClosed(String what) {
    Taken taken =
        engine.insist(
            OPENED_AGAIN,
            people(
                CaseStatus.BLOCKED,
                "opened_again",
                what + ", by somebody else",
                "you",
                List.of(),
                engine.orEnd(List.of(DecisionKind.RETRY, DecisionKind.SKIP))));
    boolean close = taken.decision().kind() == DecisionKind.RETRY;
    log.add(
        OPENED_AGAIN.name(),
        what + (close ? ": to be closed again" : ": left as it is"),
        "",
        taken.person().name());
    return close;
  }

  /** Waits for the billing system's final word; somebody may have resumed billing. */
  private void awaitEndOfBilling(Step asked) {
    Outcome last =
        engine.await(
            BILLING_ENDED,
            TaskQueues.BILLING,
            open(
                billingSystem(),
                billingSystem() + " has not confirmed that billing has ended",
                policy.billingEnd(),
                List.of(DecisionKind.RETRY, DecisionKind.SKIP)),
            o -> {
              news = false;
              return Async.function(
                  billing(o)::awaitEndOfBilling, order(engine.sent(asked), subscription(), ""));
            },
            () -> news);
    hasStopped = last.happened();
    if (last.kind() == Outcome.Kind.SKIPPED) {
      stops = false;
    } else if (!hasStopped) {
      stops = isToBeClosed("billing was resumed in " + billingSystem());
      look();
      if (facts.runsOn() && !asked.equals(END_BILLING)) {
        stopBilling();
        look();
      }
    }
  }

  private Promise<Outcome> askLabel(ActivityOptions options) {
    news = false;
    return Async.function(
        parcels(options)::awaitVoid, order(engine.sent(VOID_LABEL), shipment(), ""));
  }

  // ---- people ----

  /** Makes a change; after a no, a person has it tried again, does it by hand, or leaves it out. */
  private Outcome change(Step step, String queue, Effect effect) {
    while (true) {
      Outcome outcome = engine.write(step, queue, effect);
      if (outcome.happened() || outcome.kind() == Outcome.Kind.SKIPPED) {
        return outcome;
      }
      Taken taken = engine.insist(step, refused(step, outcome));
      if (taken.decision().kind() != DecisionKind.RETRY) {
        return engine.told(step, taken);
      }
    }
  }

  private Cause refused(Step step, Outcome no) {
    List<DecisionKind> offers = new ArrayList<>();
    offers.add(DecisionKind.RETRY);
    offers.add(DecisionKind.DONE_BY_HAND);
    if (step.optional()) {
      offers.add(DecisionKind.SKIP);
    }
    return people(
        CaseStatus.BLOCKED,
        no.code().isEmpty() ? "refused" : no.code(),
        no.evidence().isEmpty() ? step.words() + " was refused" : no.evidence(),
        "you",
        List.of(),
        engine.orEnd(offers));
  }

  private Cause people(
      CaseStatus status,
      String code,
      String words,
      String owner,
      List<Role> needs,
      List<DecisionKind> offers) {
    return new Cause(
        status,
        FaultDomain.PEOPLE,
        "",
        code,
        words,
        "",
        owner,
        needs,
        offers,
        Duration.ZERO,
        policy.waits().approval());
  }

  private Cause intercepting(Duration quiet, Duration due) {
    String tracking = facts.shipment() == null ? "" : facts.shipment().tracking();
    return new Cause(
        CaseStatus.BLOCKED,
        FaultDomain.PEOPLE,
        "",
        "parcel_left",
        "the parcel has left" + (tracking.isEmpty() ? "" : " (" + tracking + ")"),
        tracking,
        "you",
        List.of(),
        engine.orEnd(List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP)),
        quiet,
        due);
  }

  private Cause goodsOut(Paid paid) {
    return new Cause(
        CaseStatus.WAITING,
        FaultDomain.PEOPLE,
        "",
        parcel == Parcel.TO_RETURN ? "goods_to_return" : "goods_come_back",
        paid + " is due, and the parcel is not back",
        "",
        "you",
        List.of(),
        engine.orEnd(List.of(DecisionKind.DONE_BY_HAND, DecisionKind.SKIP)),
        Duration.ZERO,
        policy.returnWithin());
  }

  /** Whoever wants to stop it says so there: a word here would leave two who pay. */
  private Cause goesItsWay(Paid paid, String caseId) {
    return new Cause(
        CaseStatus.WAITING,
        FaultDomain.PEOPLE,
        "",
        "refund_open",
        "the refund of " + paid + " is a case of its own, " + caseId,
        caseId,
        "Caserail",
        List.of(),
        List.of(DecisionKind.RETRY),
        policy.waits().noteAway(),
        policy.waits().longest().plus(policy.waits().approval()));
  }

  /** A wait for a time; what there is to say of it stands in the ticket already. */
  private Cause until(Step step, Instant end) {
    boolean window = step.equals(UNDO_WINDOW);
    Duration left = Duration.between(CaseEngine.now(), end);
    return new Cause(
        CaseStatus.WAITING,
        FaultDomain.PEOPLE,
        "",
        step.name(),
        window ? "the customer may change their mind" : "the term that is paid for is not over",
        "",
        "Caserail",
        List.of(),
        engine.orEnd(List.of(window ? DecisionKind.SKIP : DecisionKind.RETRY)),
        left,
        left);
  }

  /** A wait for a system's final word. */
  private static Cause open(String system, String words, Duration late, List<DecisionKind> offers) {
    return new Cause(
        CaseStatus.WAITING,
        FaultDomain.UPSTREAM,
        system,
        "not_final",
        words,
        "",
        "Caserail",
        List.of(),
        offers,
        late,
        late);
  }

  private void agreed(Taken taken) {
    Person person = taken.person();
    approvals.add(new Claim(taken.decision().id(), person.actor(), taken.decision().proofRef()));
  }

  private @Nullable String objection(Person person) {
    return CancellationRules.objection(request, facts.customer(), person);
  }

  // ---- parts ----

  private boolean isCancelledElsewhere() {
    return facts.order() != null && facts.order().stage() == OrderFacts.Stage.CANCELLED;
  }

  private ChangeOrder order(Attempt attempt, ObjectId object, String value) {
    return new ChangeOrder(attempt, object, value, request.ticket(), request.by(), approvals);
  }

  private ObjectId subscription() {
    return subscriptionFacts().subscription();
  }

  private Instant termEnds() {
    return subscriptionFacts().termEnds();
  }

  private String billingSystem() {
    return subscriptionFacts().system();
  }

  private SubscriptionFacts subscriptionFacts() {
    SubscriptionFacts subscription = facts.subscription();
    if (subscription == null) {
      throw new IllegalStateException("there is no subscription");
    }
    return subscription;
  }

  private ObjectId shipment() {
    return shipmentFacts().shipment();
  }

  private String shippingSystem() {
    return shipmentFacts().system();
  }

  private ShipmentFacts shipmentFacts() {
    ShipmentFacts shipment = facts.shipment();
    if (shipment == null) {
      throw new IllegalStateException("there is no shipment");
    }
    return shipment;
  }

  private Ruling ruling() {
    if (ruling == null) {
      throw new IllegalStateException("not judged yet");
    }
    return ruling;
  }

  private static OrderActivities orders(ActivityOptions options) {
    return Workflow.newActivityStub(OrderActivities.class, options);
  }

  private static BillingActivities billing(ActivityOptions options) {
    return Workflow.newActivityStub(BillingActivities.class, options);
  }

  private static FulfilmentActivities parcels(ActivityOptions options) {
    return Workflow.newActivityStub(FulfilmentActivities.class, options);
  }

  private static DueRefundActivities refunds(ActivityOptions options) {
    return Workflow.newActivityStub(DueRefundActivities.class, options);
  }

  private static PaymentActivities payments(ActivityOptions options) {
    return Workflow.newActivityStub(PaymentActivities.class, options);
  }

  private static AccessActivities access(ActivityOptions options) {
    return Workflow.newActivityStub(AccessActivities.class, options);
  }
}
