package io.caserail.cancellation;

import static io.caserail.cancellation.Systems.access;

import io.caserail.cancellation.Situation.Paid;
import io.caserail.decision.Cause;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Ended;
import io.caserail.engine.Wait;
import io.caserail.lifecycle.Served;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.Step;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Outcome;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketView;
import io.caserail.record.RequestLog;
import io.temporal.workflow.Async;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One cancellation while it is being served: its request, its approvals, and its steps. */
final class Cancellation implements Served {
  private static final Step APPROVE = new Step("approve", "Ask for approval");
  private static final Step UNDO_WINDOW = new Step("undo-window", "Leave time to think again");
  private static final Step REVOKE = new Step("revoke-access", "Take access away").orSkipped();

  private final CaseEngine engine;
  private final CancellationRequest request;
  private final CancellationPolicy policy;
  private final CancellationNotes notes;
  private final RequestLog log;
  private final Systems systems;
  private final Changes changes;
  private final OrderEnd order;
  private final BillingEnd billing;
  private final Goods goods;
  private final MoneyBack money;
  private final Leftovers leftovers;
  private @Nullable Ruling ruling;
  private Instant windowEnds = Instant.EPOCH;
  private boolean ours;
  private final List<Outcome> revoked = new ArrayList<>();

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
    this.systems = new Systems(engine, request, notes);
    this.changes = new Changes(engine, log, policy.waits().approval());
    this.order = new OrderEnd(request.object(), systems, changes);
    this.billing = new BillingEnd(engine, policy, notes, systems, changes);
    this.goods = new Goods(engine, log, policy, systems, changes);
    this.money = new MoneyBack(engine, log, request, policy, systems, changes, goods);
    this.leftovers = new Leftovers(engine, request.ticket(), systems);
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
    systems.wake();
  }

  // ---- before anything is done ----

  /** Looks everything up and judges the request by it. */
  Ruling judge() {
    systems.look();
    ruling =
        withWhatIsLeft(CancellationRules.judge(request, systems.facts(), policy, CaseEngine.now()));
    order.judged();
    billing.judged();
    notes.ruled(ruling);
    // Of what may be a stranger's nothing is shown.
    engine
        .display()
        .minds(ruling.hides() && !systems.isApproved() ? List.of() : systems.facts().minds());
    return ruling;
  }

  /** What was ended before is looked at for what is left of it. */
  private Ruling withWhatIsLeft(Ruling itself) {
    Situation facts = systems.facts();
    boolean over = CancellationRules.mayHaveLeft(itself, request, facts);
    OperationId earlier = over || itself.isGo() ? earlierRun() : null;
    if (earlier != null) {
      log.goesOnWith(earlier);
    }
    if (!over && earlier == null) {
      return itself;
    }
    Ruling rest =
        over ? CancellationRules.ofTheRest(request, facts, policy, CaseEngine.now()) : itself;
    leftovers.look(rest, revocations());
    money.looksFirst(leftovers);
    ours = !facts.endedBy(request.object()).isEmpty();
    return over ? CancellationRules.ofWhatIsLeft(itself, rest, leftovers.left()) : itself;
  }

  /**
   * An effect of an earlier run for this very wish that stands; null when there is none. An order
   * that is open again was taken back by whomever, and is closed afresh.
   */
  private @Nullable OperationId earlierRun() {
    Situation facts = systems.facts();
    return facts.endedBy(request.object()).stream()
        .filter(o -> o.requestKey().equals(request.key()))
        .findFirst()
        .filter(o -> facts.order() == null || o.value().equals(facts.order().operation()))
        .orElse(null);
  }

  /** Takes up what an earlier run has begun; what that has done for good stays done. */
  void goOnWhereItWas() {
    if (ours) {
      goods.finishLabel();
      if (leftovers.hasBegun()) {
        engine.passUnlessStopped("what is final was begun before this was asked for");
      }
    }
  }

  /** Whether people must be asked before anything is done. */
  boolean needsPeople() {
    return ruling().isGo() && !ruling().needs().isEmpty() && !systems.isApproved();
  }

  /** Asks people until somebody has agreed. */
  void askPeople() {
    boolean hidden = ruling().hides();
    Cause cause =
        Cause.people(
                hidden ? CaseStatus.BLOCKED : CaseStatus.NEEDS_APPROVAL,
                ruling().code(),
                ruling().because(),
                policy.waits().approval())
            .ownedBy("Refund approvers")
            .needing(ruling().needs())
            .offering(List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW));
    Taken taken =
        engine.await(Wait.at(APPROVE, cause).objecting(this::objection).orExpire()).decision();
    systems.agreed(taken.claim());
  }

  private @Nullable String objection(Person person) {
    return CancellationRules.objection(request, systems.facts().customer(), person);
  }

  // ---- what can be taken back ----

  void closeOrder() {
    order.close();
  }

  void stopBilling() {
    billing.schedule();
  }

  /** Puts the acknowledgement into the ticket, for the agent to send. */
  void acknowledge() {
    if (engine.hasPassed()) {
      return;
    }
    windowEnds = CaseEngine.now().plus(policy.undoWindow());
    engine.tell(notes.acknowledged(windowEnds));
  }

  /** Leaves the customer time to change their mind; a person may say that it need not wait. */
  void waitForSecondThoughts() {
    boolean waits = true;
    while (waits && CaseEngine.now().isBefore(windowEnds)) {
      if (order.isWanted() && goods.areLeaving()) {
        goods.bringBack();
        lookAgain();
        // Once it is being brought back nothing is left to think about.
        waits = !engine.hasPassed();
        continue;
      }
      Duration left = Duration.between(CaseEngine.now(), windowEnds);
      Cause cause =
          Cause.people(
                  CaseStatus.WAITING,
                  UNDO_WINDOW.name(),
                  "the customer may change their mind",
                  left)
              .quietFor(left)
              .ownedBy("Caserail")
              .offering(engine.orEnd(List.of(DecisionKind.SKIP)));
      waits = goods.rest(UNDO_WINDOW, cause) == null;
      lookAgain();
    }
  }

  /** Looks again after a wait in which others may have acted. */
  private void lookAgain() {
    systems.lookAgain();
    order.lookedAgain();
    billing.lookedAgain();
  }

  // ---- what is final ----

  void stopParcel() {
    if (order.isWanted() && goods.parcel() == Parcel.NONE) {
      goods.stop();
    }
  }

  void followParcel() {
    goods.follow();
  }

  void endBillingNow() {
    billing.now();
  }

  void awaitEndOfTerm() {
    billing.withTheTerm(this::lookAgain);
  }

  /** A step for each access. */
  private List<Step> revocations() {
    List<Step> steps = new ArrayList<>();
    for (int n = 1; n <= systems.facts().accesses().size(); n++) {
      steps.add(n == 1 ? REVOKE : new Step(REVOKE.name() + "@" + n, REVOKE.words(), true));
    }
    return steps;
  }

  /** Takes away what was paid for; never while billing goes on. */
  void revokeAccess() {
    if (!billing.isOver()) {
      return;
    }
    List<ObjectId> accesses = systems.facts().accesses();
    List<Step> steps = revocations();
    for (int i = 0; i < accesses.size(); i++) {
      ObjectId access = accesses.get(i);
      Step step = steps.get(i);
      Outcome outcome =
          changes.make(
              step,
              TaskQueues.ACCESS,
              Effect.of(
                      (o, a) -> Async.function(access(o)::revokeAccess, systems.order(a, access)),
                      (o, a) -> Async.function(access(o)::findRevocation, systems.order(a, access)))
                  .undoneBy(
                      "give access back",
                      (o, a, done) ->
                          Async.function(
                              access(o)::restoreAccess, systems.order(a, access, done.ref()))));
      revoked.add(outcome);
    }
  }

  /** Has paid back at once what is due because nothing was delivered; a term may still run. */
  void payBackUndelivered() {
    if (!goods.parcel().isOut()) {
      payBack();
    }
  }

  /** Has paid back what is due. */
  void payBack() {
    money.payBack(owed());
  }

  /** What is due now and was neither paid back nor left out. */
  private List<Paid> owed() {
    if (order.isLeftOpen()) {
      return List.of();
    }
    List<Paid> owed = money.open(CancellationRules.due(systems.facts(), ruling(), goods.parcel()));
    owed.removeIf(paid -> !paid.equals(systems.facts().paidForOrder()) && !billing.isOver());
    return owed;
  }

  /** What the ticket says at the end. */
  TicketView done() {
    Situation facts = systems.facts();
    List<String> done = new ArrayList<>();
    if (facts.order() != null) {
      done.add(order.words());
    }
    if (goods.parcel() == Parcel.VOIDED) {
      done.add("its label is void");
    } else if (goods.parcel() == Parcel.VOIDING) {
      done.add("its label is asked back, without the carrier's final word");
    }
    if (facts.subscription() != null && facts.subscription().found()) {
      done.add(billing.words());
    }
    if (!facts.accesses().isEmpty()) {
      done.add(accessWords());
    }
    if (goods.parcel() == Parcel.BACK) {
      done.add("the parcel is back");
    }
    if (order.isLeftOpen() || !billing.isOver() || !isAccessGone()) {
      notes.leavesOut();
    }
    return notes.done(done, goods.parcel(), money.paidBack(), owed());
  }

  private boolean isAccessGone() {
    return revoked.size() == systems.facts().accesses().size()
        && revoked.stream().allMatch(Outcome::happened);
  }

  private String accessWords() {
    if (isAccessGone()) {
      return "access is taken away";
    }
    if (revoked.stream().anyMatch(one -> one.code().equals(Outcome.UNSEEN))) {
      return "access was left out, and whether it stays is not known";
    }
    return revoked.stream().anyMatch(Outcome::happened)
        ? "access is taken away in part"
        : "access stays";
  }

  private Ruling ruling() {
    if (ruling == null) {
      throw new IllegalStateException("not judged yet");
    }
    return ruling;
  }
}
