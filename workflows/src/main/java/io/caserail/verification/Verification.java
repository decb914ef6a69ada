package io.caserail.verification;

import io.caserail.decision.Cause;
import io.caserail.decision.Person;
import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Ended;
import io.caserail.lifecycle.Served;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.PersonTag;
import io.caserail.model.Role;
import io.caserail.model.Step;
import io.caserail.port.AccountActivities;
import io.caserail.port.AccountFacts;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.IdentityActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.SessionFacts;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.SessionRef;
import io.caserail.port.TaskQueues;
import io.caserail.port.TicketView;
import io.caserail.port.VerificationPolicy;
import io.caserail.record.RequestLog;
import io.caserail.record.RequestView;
import io.caserail.record.StepState;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One verification while it is being served: its request, its sessions, and its steps. */
final class Verification implements Served {
  static final Step LOOK_UP = new Step("look-up", "Look up the account");
  static final Step APPROVE = new Step("approve", "Ask for approval");
  static final Step OPEN = new Step("open", "Open a session");
  static final Step INVITE = new Step("invite", "Have the customer invited");
  static final Step INVITE_AGAIN = new Step("invite-again", "Have the customer invited once more");
  static final Step WAIT = new Step("wait", "Wait for the verdict");
  static final Step CLOSE = new Step("close", "Close the session");
  static final Step REVIEW = new Step("review", "Have people look");
  static final Step APPLY = new Step("apply", "Put the verdict on the account");
  static final Step ERASE = new Step("erase", "Have it erased").orSkipped();
  static final Step ERASED = new Step("erased", "Wait until it is erased").orSkipped();

  /** Codes of waits, by which the notes tell them apart. */
  static final String NOT_FINISHED = "not_finished";

  static final String TRY_FAILED = "try_failed";
  static final String BEING_CHECKED = "being_checked";
  static final String NOT_ERASED = "not_erased";

  private static final String APPROVERS = "Refund approvers";

  private final CaseEngine engine;
  private final RequestLog log;
  private final VerificationRequest request;
  private final VerificationPolicy policy;
  private final VerificationNotes notes;
  private final List<Claim> approvals = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private Session next = new Session(1);
  private @Nullable AccountFacts facts;
  private @Nullable Ruling ruling;
  private @Nullable Outcome stopped;
  private @Nullable Ruling finding;
  private String verdict = "";
  private int used;
  private int invitations;
  private int closings;
  private boolean news;

  Verification(CaseEngine engine, VerificationRequest request, VerificationPolicy policy) {
    this.engine = engine;
    this.request = request;
    this.policy = policy;
    this.notes = new VerificationNotes(request, policy);
    this.log =
        new RequestLog(
            request.key(),
            request.ticket(),
            request.by().commandId(),
            "verify " + request.object(),
            request.name(),
            request.at());
    engine.serve(log, policy.waits(), notes);
    log.add(
        "request", "asked for: " + VerificationRules.words(request.reason()), "", request.name());
  }

  @Override
  public RequestLog log() {
    return log;
  }

  VerificationNotes notes() {
    return notes;
  }

  /** The last session's id at the provider. */
  @Override
  public String reference() {
    return sessions.isEmpty() ? "" : current().ref();
  }

  @Override
  public void wake() {
    news = true;
  }

  /** Whether it is known how the customer fared, or that people must look. */
  boolean isSettled() {
    return finding != null;
  }

  /**
   * Reads the account and judges the request by it.
   *
   * @throws Ended when it can't be done
   */
  void judge() {
    facts =
        engine.read(
            LOOK_UP,
            TaskQueues.COMPANY,
            options ->
                Async.function(
                    accounts(options)::lookUpAccount, new LookUpRequest(request.object())));
    ruling = VerificationRules.judge(request, facts, policy);
    notes.ruled(ruling, facts.system());
    if (ruling.kind() == Ruling.Kind.REJECT) {
      throw new Ended(CaseStatus.REJECTED, ruling.because());
    }
  }

  /** Whether people must be asked before a session may be opened. */
  boolean needsPeople() {
    return stopped != null || isUnapproved();
  }

  /** Asks people until somebody has decided; then the request is to be judged again. */
  void askPeople() {
    Taken taken = engine.hold(APPROVE, isUnapproved() ? ask() : stoppedBy(), this::objection);
    stopped = null;
    if (taken.decision().kind() == DecisionKind.APPROVE) {
      approvals.add(taken.claim());
    }
  }

  /**
   * Opens a session, which is closed again if the request ends before the verdict.
   *
   * @return false when the request is to be judged again
   */
  boolean openSession() {
    Session session = next;
    Outcome opened =
        engine.write(
            at(OPEN, session.number()),
            TaskQueues.IDENTITY,
            Effect.of(
                    (options, attempt) ->
                        Async.function(identity(options)::openSession, order(attempt, "")),
                    (options, attempt) ->
                        Async.function(identity(options)::findSession, order(attempt, "")))
                .undoneBy(
                    "close the session",
                    (options, attempt, done) ->
                        Async.function(
                            () -> takeBack(identity(options), attempt, session, done.ref()))));
    if (opened.happened()) {
      session.opened(opened.ref());
      sessions.add(session);
      next = new Session(session.number() + 1);
      notes.opened(session.ref());
      return true;
    }
    if (opened.kind() == Outcome.Kind.REJECTED) {
      throw new Ended(CaseStatus.REJECTED, opened.evidence());
    }
    stopped = opened;
    if (opened.code().equals("approval_expired")) {
      // What was agreed to does not hold any more: it is asked for again.
      approvals.clear();
    }
    return false;
  }

  /** Has the account system send the customer the link of the session. */
  void invite() {
    invite(current(), at(INVITE, current().number()));
  }

  /** A link is good for one visit: whoever may try again needs a fresh one. */
  private void inviteAgain(Session session) {
    invite(session, at(INVITE_AGAIN, ++invitations));
  }

  private void invite(Session session, Step step) {
    var unused =
        surely(
            step,
            TaskQueues.COMPANY,
            Effect.of(
                (options, attempt) ->
                    Async.function(
                        accounts(options)::inviteToVerify, order(attempt, session.ref())),
                (options, attempt) ->
                    Async.function(
                        accounts(options)::findInvitation, order(attempt, session.ref()))));
    session.invited(CaseEngine.now().plus(policy.sessionLife()));
    notes.invited(session);
  }

  /**
   * Waits until the session has led to something: a success, a failure that ends the trying, or the
   * end of its life; then the customer gets another one, if a try is left.
   *
   * @throws Ended when none is left
   */
  void awaitVerdict() {
    Session session = current();
    boolean overdue = false;
    while (finding == null && !session.isOver()) {
      Outcome seen =
          overdue
              ? engine.await(
                  WAIT,
                  TaskQueues.IDENTITY,
                  beingChecked(session),
                  o -> poll(o, session),
                  () -> news)
              : engine.awaitUntilDue(
                  WAIT,
                  TaskQueues.IDENTITY,
                  unfinished(session),
                  o -> poll(o, session),
                  () -> news);
      if (seen == null) {
        overdue = !endsUnfinished(session);
      } else {
        overdue = false;
        came(session, seen);
      }
    }
    if (finding == null && used >= policy.tries()) {
      throw new Ended(CaseStatus.EXPIRED, "the customer did not finish in time");
    }
  }

  private void came(Session session, Outcome seen) {
    switch (seen.kind()) {
      case SUCCEEDED -> {
        session.tried(session.known());
        failures.clear();
        finding = VerificationRules.afterSuccess(policy, request.reason());
      }
      case REJECTED -> {
        session.tried(seen.ref());
        used++;
        failures.add(seen.evidence());
        Ruling next = VerificationRules.afterFailure(policy, seen.code(), used);
        if (next.kind() == Ruling.Kind.GO) {
          inviteAgain(session);
        } else {
          finding = next;
        }
      }
      default -> {
        // Somebody closed it, which erases nothing.
        used++;
        if (session.isUsed()) {
          var unused = askToErase(session);
        } else {
          session.end();
        }
      }
    }
  }

  /** Ends a session whose time is over; false when it is being checked after all, or was. */
  private boolean endsUnfinished(Session session) {
    if (session.isUsed()) {
      // It holds what the customer showed: it is erased, and not only closed.
      State state = read(session).state();
      if (state == State.CHECKING || state == State.VERIFIED) {
        return false;
      }
      var unused = askToErase(session);
    } else {
      Outcome closed =
          surely(
              at(CLOSE, ++closings),
              TaskQueues.IDENTITY,
              Effect.of(
                  (options, attempt) ->
                      Async.function(
                          identity(options)::closeSession, order(attempt, session.ref())),
                  (options, attempt) -> find(options, session, State.CLOSED)),
              answer -> answer.code().equals(Outcome.TOO_LATE));
      if (closed.code().equals(Outcome.TOO_LATE)) {
        return false;
      }
      session.end();
    }
    used++;
    return true;
  }

  /** The verdict: the provider's, or people's where the rules want them to have the last word. */
  String decide() {
    Ruling review = finding();
    String by = policy.provider();
    if (review.kind() == Ruling.Kind.GO) {
      verdict = VerificationRules.VERIFIED;
    } else {
      notes.reviewed(failures);
      Taken taken = engine.review(REVIEW, review(review), this::objection);
      approvals.add(taken.claim());
      by = taken.person().name();
      verdict =
          taken.decision().kind() == DecisionKind.APPROVE
              ? VerificationRules.VERIFIED
              : VerificationRules.NOT_VERIFIED;
    }
    notes.verdict(verdict, by);
    return verdict;
  }

  /** Puts the verdict on the account. */
  void apply() {
    var unused =
        surely(
            APPLY,
            TaskQueues.COMPANY,
            Effect.of(
                    (options, attempt) ->
                        Async.function(accounts(options)::applyVerdict, order(attempt, verdict)),
                    (options, attempt) ->
                        Async.function(accounts(options)::findVerdict, order(attempt, verdict)))
                .readBackBy((options, ref) -> readBack(options)));
  }

  /** Has the provider erase what the customer showed, and waits until it has. */
  void erase() {
    TicketView decided = engine.shown(request.ticket());
    String kept = "";
    for (Session session : sessions) {
      if (session.isUsed() && !session.isOver()) {
        var unused = askToErase(session);
      }
    }
    for (Session session : sessions) {
      Outcome last = untilErased(session);
      kept = last != null && last.kind() == Outcome.Kind.SKIPPED ? last.evidence() : kept;
    }
    if (!kept.isEmpty()) {
      engine.tell(notes.kept(kept));
    } else if (decided != null && !decided.equals(engine.shown(request.ticket()))) {
      // The ticket was told of a delay that is over.
      engine.tell(notes.erased());
    }
  }

  private @Nullable Outcome untilErased(Session session) {
    Outcome last = session.erasure();
    while (last != null && last.kind() == Outcome.Kind.PENDING) {
      Step step = at(ERASED, session.number());
      last =
          engine.await(
              step,
              TaskQueues.IDENTITY,
              notErased(session),
              o -> pollErasure(o, session),
              () -> news);
      if (last.kind() == Outcome.Kind.REJECTED) {
        Taken taken = engine.insist(step, refused(step, last));
        last =
            taken.decision().kind() == DecisionKind.RETRY
                ? askToErase(session)
                : engine.told(step, taken);
      }
    }
    return last;
  }

  private Outcome askToErase(Session session) {
    int times = session.nextErasure();
    Step step = at(ERASE, session.number());
    Outcome asked =
        surely(
            times == 1 ? step : again(step, times),
            TaskQueues.IDENTITY,
            Effect.of(
                (options, attempt) ->
                    Async.function(identity(options)::redactSession, order(attempt, session.ref())),
                (options, attempt) -> find(options, session, State.REDACTED)));
    session.erased(asked);
    return asked;
  }

  /**
   * Closes the session of a request that ends without a verdict. One that holds something is erased
   * instead, which closes it too; so is one that can't be closed any more.
   */
  private Outcome takeBack(
      IdentityActivities identity, Attempt attempt, Session session, String ref) {
    if (session.isOver()) {
      return Outcome.already(ref, "it was over before");
    }
    ChangeOrder order = order(attempt, ref);
    if (session.isUsed()) {
      return identity.redactSession(order);
    }
    Outcome closed = identity.closeSession(order);
    return closed.code().equals(Outcome.TOO_LATE) ? identity.redactSession(order) : closed;
  }

  @Override
  public TicketView ended(Ended ended) {
    List<RequestView> requests = engine.view().requests();
    boolean open =
        requests.get(requests.size() - 1).steps().stream()
            .anyMatch(line -> line.state() == StepState.KEPT);
    return notes.ended(ended.status(), ended.reason(), open);
  }

  /** Makes a change that the case can't do without: a no waits for a person. */
  private Outcome surely(Step step, String queue, Effect effect) {
    return surely(step, queue, effect, answer -> false);
  }

  /** The same, where some answers that are no yes will do. */
  private Outcome surely(Step step, String queue, Effect effect, Func1<Outcome, Boolean> willDo) {
    Step now = step;
    for (int times = 2; ; times++) {
      Outcome answer = engine.write(now, queue, effect);
      if (answer.happened() || answer.kind() == Outcome.Kind.SKIPPED || willDo.apply(answer)) {
        return answer;
      }
      Taken taken = engine.insist(now, refused(step, answer));
      if (taken.decision().kind() != DecisionKind.RETRY) {
        return engine.told(now, taken);
      }
      // A system keeps its no under the operation's name; nothing was sent of what was stopped.
      now = answer.kind() == Outcome.Kind.REJECTED ? again(step, times) : now;
    }
  }

  private Promise<Outcome> poll(ActivityOptions options, Session session) {
    news = false;
    return Async.function(identity(options)::awaitSession, ref(session)).thenApply(this::seen);
  }

  /** What a session's state means: its verdict, a failed try, or that it is over. */
  private Outcome seen(SessionFacts session) {
    return switch (session.state()) {
      case VERIFIED -> Outcome.succeeded(session.session(), "verified by " + session.system());
      case FAILED -> Outcome.rejected(session.tried(), session.code(), session.evidence());
      case CLOSED, REDACTED ->
          Outcome.stopped("closed", "somebody closed the session in " + session.system());
      case OPEN, CHECKING ->
          throw new IllegalStateException("the wait for a session ended at " + session.state());
    };
  }

  private Promise<Outcome> pollErasure(ActivityOptions options, Session session) {
    news = false;
    return Async.function(identity(options)::awaitRedaction, ref(session));
  }

  private SessionFacts read(Session session) {
    return engine.read(
        CLOSE,
        TaskQueues.IDENTITY,
        options -> Async.function(identity(options)::readSession, ref(session)));
  }

  private Promise<Outcome> find(ActivityOptions options, Session session, State wanted) {
    return Async.function(identity(options)::readSession, ref(session))
        .thenApply(
            now ->
                now.state() == wanted || now.state() == State.REDACTED
                    ? Outcome.succeeded(now.session(), "")
                    : Outcome.absent());
  }

  private Promise<Outcome> readBack(ActivityOptions options) {
    return Async.function(accounts(options)::lookUpAccount, new LookUpRequest(request.object()))
        .thenApply(
            now ->
                now.verdict().equals(verdict)
                    ? Outcome.succeeded(verdict, "read back from " + now.system())
                    : Outcome.absent("the account does not show it"));
  }

  // ---- why it waits ----

  private boolean isUnapproved() {
    return ruling().kind() == Ruling.Kind.ASK && approvals.isEmpty();
  }

  private Cause ask() {
    boolean stranger = ruling().code().equals(VerificationRules.OTHER_CUSTOMER);
    return Cause.people(
            stranger ? CaseStatus.BLOCKED : CaseStatus.NEEDS_APPROVAL,
            ruling().code(),
            ruling().because(),
            policy.waits().approval())
        .ownedBy(APPROVERS)
        .needing(List.of(Role.APPROVER))
        .offering(List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW));
  }

  /** A check right before the session was opened said no. */
  private Cause stoppedBy() {
    Outcome no = stopped;
    return Cause.people(
            CaseStatus.BLOCKED,
            no == null ? "" : no.code(),
            no == null ? "" : no.evidence(),
            policy.waits().approval())
        .offering(List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW));
  }

  private Cause unfinished(Session session) {
    boolean failed = !session.known().isEmpty();
    return Cause.people(
            CaseStatus.WAITING,
            failed ? TRY_FAILED : NOT_FINISHED,
            failed
                ? "try " + used + " of " + policy.tries() + " failed: " + last(failures)
                : "the customer has not finished",
            Duration.between(CaseEngine.now(), session.until()))
        .showing(session.ref())
        .ownedBy("the customer")
        .offering(List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW))
        .quietFor(failed ? policy.waits().noteAway() : Duration.ZERO);
  }

  private Cause beingChecked(Session session) {
    return open(
        BEING_CHECKED,
        policy.provider() + " has not given its verdict",
        session,
        List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW),
        policy.checkedWithin());
  }

  private Cause notErased(Session session) {
    return open(
        NOT_ERASED,
        policy.provider() + " has not erased what it collected",
        session,
        List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND, DecisionKind.SKIP),
        policy.redactWithin());
  }

  private Cause open(
      String code, String words, Session session, List<DecisionKind> offers, Duration due) {
    return Cause.system(policy.provider(), code, words, due)
        .showing(session.ref())
        .ownedBy(policy.provider())
        .offering(offers);
  }

  private Cause review(Ruling why) {
    return Cause.people(
            CaseStatus.NEEDS_APPROVAL, why.code(), why.because(), policy.waits().approval())
        .showing(reference())
        .ownedBy(APPROVERS)
        .needing(List.of(Role.APPROVER))
        .offering(List.of(DecisionKind.APPROVE, DecisionKind.REFUSE, DecisionKind.WITHDRAW));
  }

  private Cause refused(Step step, Outcome no) {
    List<DecisionKind> offers =
        new ArrayList<>(List.of(DecisionKind.RETRY, DecisionKind.DONE_BY_HAND));
    if (step.optional()) {
      offers.add(DecisionKind.SKIP);
    }
    if (verdict.isEmpty()) {
      offers.add(DecisionKind.WITHDRAW);
    }
    return Cause.people(
            CaseStatus.BLOCKED,
            no.code().isEmpty() ? "refused" : no.code(),
            no.evidence(),
            policy.waits().approval())
        .showing(no.ref())
        .offering(offers);
  }

  private @Nullable String objection(Person person) {
    return VerificationRules.objection(
        request,
        facts == null ? new PersonTag("none") : facts.customer(),
        person.actor(),
        person.tag());
  }

  // ---- small things ----

  private Session current() {
    return sessions.get(sessions.size() - 1);
  }

  private SessionRef ref(Session session) {
    return new SessionRef(request.object(), session.ref(), session.known());
  }

  private ChangeOrder order(Attempt attempt, String value) {
    return new ChangeOrder(
        attempt, request.object(), value, request.ticket(), request.by(), approvals);
  }

  /** The step for the nth session: an operation of its own. */
  private static Step at(Step step, int number) {
    return number == 1 ? step : new Step(step.name() + "@" + number, step.words(), step.optional());
  }

  /** The step once more, after a no: an operation of its own. */
  private static Step again(Step step, int times) {
    return new Step(step.name() + "+" + times, step.words(), step.optional());
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }

  private static IdentityActivities identity(ActivityOptions options) {
    return Workflow.newActivityStub(IdentityActivities.class, options);
  }

  private static AccountActivities accounts(ActivityOptions options) {
    return Workflow.newActivityStub(AccountActivities.class, options);
  }

  private Ruling ruling() {
    if (ruling == null) {
      throw new IllegalStateException("not judged yet");
    }
    return ruling;
  }

  private Ruling finding() {
    if (finding == null) {
      throw new IllegalStateException("nothing came of it yet");
    }
    return finding;
  }
}
