package io.caserail.refund;

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
import io.caserail.model.Money;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.Step;
import io.caserail.port.Attempt;
import io.caserail.port.CaseActivities;
import io.caserail.port.Claim;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundRef;
import io.caserail.port.SentAgain;
import io.caserail.port.SettlementRequest;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketView;
import io.caserail.port.Tracked;
import io.caserail.record.RequestLog;
import io.caserail.refund.FourEyes.Approval;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One refund while it is being served: its request, its approvals, and its steps. */
final class Refund implements Served {
  private static final Step LOOK_UP = new Step("look-up", "Look up the payment");
  private static final Step APPROVE = new Step("approve", "Ask for approval");
  private static final Step REVIEW = new Step("risk-review", "Wait for the risk review");
  private static final Step PAY = new Step("pay", "Send the refund");
  private static final Step HAND_OVER = new Step("hand-over", "Hand over to settlement");
  private static final List<String> NEW_YES = List.of("approval_expired", "look_alike");
  private static final String TOO_MUCH_AT_ONCE = "approval_missing";
  private static final int MOST_LAPSES = 2;
  private static final String FOREIGN_REFUND = "foreign_refund";

  private final CaseEngine engine;
  private final RequestLog log;
  private final RefundPolicy policy;
  private final RefundNotes notes;
  private final List<Approval> approvals = new ArrayList<>();
  private @Nullable Money agreed;
  private RefundRequest request;
  private List<PaymentFacts.Refund> failedBefore = List.of();
  private @Nullable PaymentFacts facts;
  private @Nullable Ruling ruling;
  private @Nullable Outcome stopped;
  private int lapses;
  private boolean news;

  Refund(CaseEngine engine, RefundRequest request, RefundPolicy policy) {
    this.engine = engine;
    this.request = request;
    this.policy = policy;
    this.notes = new RefundNotes(request, policy);
    this.log =
        new RequestLog(
            request.key(),
            request.ticket(),
            request.by().commandId(),
            "refund "
                + (request.amount().isEmpty() ? "all" : request.amount())
                + " of "
                + request.payment(),
            request.name(),
            request.origin() == null ? request.at() : CaseEngine.now());
    engine.serve(log, policy.waits(), notes);
    log.add("request", "asked for: " + Reasons.words(request.reason()), "", request.name());
    if (request.origin() != null) {
      log.add("origin", "follows from the " + request.origin(), "", "Caserail");
    }
  }

  /** What it follows from; null when it was asked for itself. */
  @Nullable Origin origin() {
    return request.origin();
  }

  /**
   * Whether this very refund was made by an earlier run: another case that has not heard of its end
   * asks for it again. Nobody is asked about it once more, and nothing is sent.
   */
  boolean isMadeBefore() {
    return request.origin() != null
        && facts().refunds().stream()
            .anyMatch(refund -> refund.counts() && RefundRules.isOwn(refund, request));
  }

  /** How a refund that was made ends. */
  CaseStatus made() {
    return isMadeBefore() ? CaseStatus.DUPLICATE : CaseStatus.COMPLETED;
  }

  @Override
  public RequestLog log() {
    return log;
  }

  @Override
  public TicketView ended(Ended why) {
    return notes.ended(why.status(), why.reason());
  }

  @Override
  public void wake() {
    news = true;
  }

  RefundNotes notes() {
    return notes;
  }

  /** Reads the payment and judges the request by it. */
  Ruling judge() {
    boolean first = facts == null;
    facts =
        engine.read(
            LOOK_UP,
            TaskQueues.PAYMENTS,
            options -> Async.function(payments(options)::lookUpPayment, aboutPaymentAndPeople()));
    if (first) {
      failedBefore = facts.refunds().stream().filter(r -> r.isOurs() && !r.counts()).toList();
    }
    int copy = request.copy();
    while (isMade(request.knowing(request.known(), copy))) {
      copy++;
    }
    request = request.knowing(request.known(), copy);
    RequestKey before = log.key();
    log.renew(request.key());
    if (!before.equals(request.key())) {
      engine.display().leave(request.ticket(), before);
    }
    ruling = RefundRules.judge(request, facts, policy, CaseEngine.now());
    if (ruling.kind() == Ruling.Kind.GO) {
      dropOutgrown(ruling.amount());
    }
    if (isLapsed(stopped)) {
      stopped = null;
      lapses++;
    }
    notes.ruled(request, ruling, facts.system());
    // Of a stranger's payment nothing is shown.
    engine
        .display()
        .minds(
            facts.found() && !ruling.code().equals(RefundRules.OTHER_CUSTOMER)
                ? List.of(new Tracked(Tracked.State.RISK, request.payment().value()))
                : List.of());
    if (ruling.amount().minor() > 0 && !ruling.code().equals(RefundRules.OTHER_CUSTOMER)) {
      log.name("refund " + ruling.amount() + " of " + request.payment(), ruling.amount());
    }
    return ruling;
  }

  /**
   * Whether a refund that took an approver beside another one of the same customer takes none any
   * more, since that one was not sent. Whoever may send says so, and not only the first look.
   */
  private boolean isLapsed(@Nullable Outcome no) {
    return no != null
        && no.code().equals(TOO_MUCH_AT_ONCE)
        && ruling().kind() == Ruling.Kind.GO
        && missing().isEmpty()
        && lapses < MOST_LAPSES;
  }

  /**
   * Who was asked about all of a payment has agreed to what was left of it then. Where that is more
   * by now, since an earlier refund has failed or a dispute was won, it is asked again.
   */
  private void dropOutgrown(Money amount) {
    if (agreed != null && !approvals.isEmpty() && amount.isMoreThan(agreed)) {
      approvals.clear();
      log.add("approve", "agreed to was " + agreed + ", and " + amount + " is left by now");
    }
  }

  private LookUpRequest aboutPaymentAndPeople() {
    return new LookUpRequest(
        request.payment(),
        request.by().actor(),
        approvals.stream().map(approval -> approval.claim().actor()).toList());
  }

  /** Whether people must be asked before it may be sent. */
  boolean needsPeople() {
    return ruling().kind() == Ruling.Kind.BY_HAND || !missing().isEmpty() || stopped != null;
  }

  /**
   * Asks people until somebody has decided.
   *
   * @return what a person did by hand; null when the request is to be judged again
   */
  @Nullable Outcome askPeople() {
    Wait wait =
        isHeld()
            ? Wait.at(REVIEW, cause())
                .unless(TaskQueues.PAYMENTS, this::askForReview)
                .orNews(() -> news)
            : Wait.at(APPROVE, cause());
    Taken taken = engine.await(wait.objecting(this::objection).orExpire()).taken();
    stopped = null;
    if (taken == null) {
      return null;
    }
    switch (taken.decision().kind()) {
      case APPROVE -> agreed(approval(taken));
      case DONE_BY_HAND -> {
        Outcome named = readBack(taken.decision().reference());
        if (named.happened()) {
          return engine.byHand(PAY, named, taken.person().name());
        }
        stopped =
            Outcome.stopped(
                "unfit_reference",
                named.evidence().isEmpty() ? "there is no such refund" : named.evidence());
      }
      default -> {
        // Retry: the payment is looked at again.
      }
    }
    return null;
  }

  /** Whether it may go on by itself, once whoever reviews the payment has decided. */
  private boolean isHeld() {
    Ruling.Hold hold = ruling().hold();
    return hold != null
        && ruling().kind() == Ruling.Kind.GO
        && missing().stream().anyMatch(hold.needs()::contains);
  }

  private Promise<Outcome> askForReview(ActivityOptions options) {
    news = false;
    return Async.function(payments(options)::awaitReview, new LookUpRequest(request.payment()));
  }

  /** Sends the refund, once. */
  Outcome pay() {
    Outcome paid =
        engine.write(
            PAY,
            TaskQueues.PAYMENTS,
            Effect.of(
                    (options, attempt) ->
                        Async.function(payments(options)::issueRefund, order(attempt)),
                    (options, attempt) ->
                        Async.function(payments(options)::findRefund, order(attempt)))
                .readBackBy(
                    (options, ref) -> Async.function(payments(options)::readRefund, named(ref))));
    stopped = paid.kind() == Outcome.Kind.STOPPED ? paid : null;
    if (stopped != null && NEW_YES.contains(stopped.code())) {
      // What was agreed to does not hold any more: it is asked for again.
      approvals.clear();
    }
    Ruling.Hold hold = ruling().hold();
    if (stopped != null && stopped.code().equals(RefundRules.RISK_HOLD) && hold != null) {
      // It was said before the hold was known, by the proof of it.
      approvals.removeIf(yes -> yes.roles().stream().anyMatch(hold.needs()::contains));
    }
    return paid;
  }

  /** Lets a case of its own follow a refund that is accepted but not final. */
  void handOver(Outcome paid) {
    SettlementRequest settlement =
        new SettlementRequest(
            paid.ref(),
            request.payment(),
            ruling().amount(),
            request.ticket(),
            request.key(),
            SettlementRequest.above(engine.display().revision(request.ticket())),
            policy.withoutPromise(),
            request.tells());
    String caseId =
        engine.read(
            HAND_OVER,
            TaskQueues.CASES,
            options ->
                Async.function(
                    Workflow.newActivityStub(CaseActivities.class, options)::handOver, settlement));
    log.add(HAND_OVER.name(), "followed by " + caseId, paid.ref(), "Caserail");
  }

  /** What had failed when this was asked for may wait for just this. */
  void tellFailed(Outcome paid) {
    List<String> failed =
        failedBefore.stream()
            .filter(r -> r.amount().equals(ruling().amount()))
            .map(PaymentFacts.Refund::ref)
            .toList();
    if (!failed.isEmpty()) {
      int open =
          engine.read(
              HAND_OVER,
              TaskQueues.CASES,
              options ->
                  Async.function(
                      Workflow.newActivityStub(CaseActivities.class, options)::sentAgain,
                      new SentAgain(paid.ref(), failed)));
      log.add(
          HAND_OVER.name(),
          "told to " + open + " settlements of refunds that failed",
          paid.ref(),
          "Caserail");
    }
  }

  private Outcome readBack(String ref) {
    return engine.read(
        APPROVE,
        TaskQueues.PAYMENTS,
        options -> Async.function(payments(options)::readRefund, named(ref)));
  }

  private void agreed(Approval approval) {
    if (approvals.isEmpty()) {
      agreed = ruling().amount();
    }
    approvals.removeIf(earlier -> FourEyes.isSame(earlier, approval));
    approvals.add(approval);
    List<String> known =
        facts().refunds().stream()
            .filter(PaymentFacts.Refund::counts)
            .map(PaymentFacts.Refund::ref)
            .toList();
    request = request.knowing(known, request.copy());
  }

  /** Whether a refund of this very wish exists: a second one needs a name of its own. */
  private boolean isMade(RefundRequest wish) {
    return facts().refunds().stream()
        .anyMatch(
            refund ->
                refund.operation().contains("/" + wish.key() + "/")
                    && !refund.command().equals(wish.by().commandId()));
  }

  private @Nullable String objection(Person person) {
    Approval candidate =
        new Approval(
            new Claim("", person.actor(), ""), person.tag(), person.roles(), CaseEngine.now());
    Ruling.Hold hold = ruling().hold();
    // Whoever agreed before the hold began may be the one to lift it.
    List<Approval> counted =
        hold == null
            ? approvals
            : approvals.stream().filter(yes -> FourEyes.isSaidIn(hold, yes)).toList();
    return FourEyes.refusal(request, facts().customer(), counted, candidate);
  }

  private List<Role> missing() {
    return FourEyes.missing(ruling(), approvals);
  }

  private Cause cause() {
    Outcome no = stopped;
    if (no != null && missing().isEmpty()) {
      return stoppedBy(no);
    }
    boolean byHand = ruling().kind() == Ruling.Kind.BY_HAND;
    boolean stranger = ruling().code().equals(RefundRules.OTHER_CUSTOMER);
    boolean held = isHeld();
    return Cause.people(
            byHand || stranger || held ? CaseStatus.BLOCKED : CaseStatus.NEEDS_APPROVAL,
            ruling().code(),
            ruling().because(),
            held ? policy.risk().within() : policy.waits().approval())
        .ownedBy(byHand || missing().contains(Role.APPROVER) ? "Refund approvers" : "Finance")
        .needing(byHand ? List.of(Role.APPROVER) : missing())
        .offering(
            byHand
                ? List.of(DecisionKind.DONE_BY_HAND, DecisionKind.REFUSE, DecisionKind.WITHDRAW)
                : List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW));
  }

  /**
   * A check right before the send said no. Somebody else's refund may be agreed to, by a yes. Whose
   * own money it would be does not say that it was done by hand; and what people of the payment
   * system are looking at, finance says that of.
   */
  private Cause stoppedBy(Outcome no) {
    Cause cause =
        Cause.people(CaseStatus.BLOCKED, no.code(), no.evidence(), policy.waits().approval());
    return switch (no.code()) {
      case FOREIGN_REFUND ->
          cause
              .ownedBy("Refund approvers")
              .needing(List.of(Role.APPROVER))
              .offering(
                  List.of(
                      DecisionKind.APPROVE,
                      DecisionKind.REFUSE,
                      DecisionKind.DONE_BY_HAND,
                      DecisionKind.WITHDRAW));
      case RefundRules.OWN_MONEY ->
          cause.offering(List.of(DecisionKind.WITHDRAW, DecisionKind.REFUSE));
      default -> {
        Cause again =
            cause.offering(
                List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.WITHDRAW));
        yield no.code().equals(RefundRules.RISK_HOLD)
            ? again.ownedBy("Finance").needing(List.of(Role.FINANCE))
            : again;
      }
    };
  }

  private static Approval approval(Taken taken) {
    Person person = taken.person();
    return new Approval(taken.claim(), person.tag(), person.roles(), CaseEngine.now());
  }

  private RefundOrder order(Attempt attempt) {
    return new RefundOrder(
        attempt,
        request.payment(),
        ruling().amount(),
        request.amount(),
        request.reason(),
        request.ticket(),
        request.by(),
        approvals.stream().map(Approval::claim).toList(),
        known(),
        request.origin());
  }

  /** What people knew of: what they agreed to, and what was there before they asked. */
  private List<String> known() {
    List<String> known = new ArrayList<>(request.known());
    for (PaymentFacts.Refund refund : facts().refunds()) {
      if (refund.at().isBefore(request.at()) && !known.contains(refund.ref())) {
        known.add(refund.ref());
      }
    }
    return known;
  }

  private RefundRef named(String ref) {
    return new RefundRef(
        ref.strip(), request.payment(), ruling().amount(), request.key(), request.at());
  }

  private static PaymentActivities payments(ActivityOptions options) {
    return Workflow.newActivityStub(PaymentActivities.class, options);
  }

  private Ruling ruling() {
    if (ruling == null) {
      throw new IllegalStateException("not judged yet");
    }
    return ruling;
  }

  private PaymentFacts facts() {
    if (facts == null) {
      throw new IllegalStateException("not looked up yet");
    }
    return facts;
  }
}
