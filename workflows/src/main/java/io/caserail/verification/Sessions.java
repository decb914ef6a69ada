package io.caserail.verification;

import static io.caserail.verification.Systems.accounts;
import static io.caserail.verification.Systems.at;
import static io.caserail.verification.Systems.identity;

import io.caserail.decision.Cause;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Ended;
import io.caserail.engine.Wait;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.Step;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.IdentityActivities;
import io.caserail.port.Outcome;
import io.caserail.port.SessionFacts;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.TaskQueues;
import io.caserail.port.Tracked;
import io.caserail.port.VerificationPolicy;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions in which a customer shows who they are, one after another: opened, made known to the
 * customer, and watched until it is known how they fared.
 */
final class Sessions {
  private static final Step OPEN = new Step("open", "Open a session");
  private static final Step INVITE = new Step("invite", "Have the customer invited");
  private static final Step INVITE_AGAIN =
      new Step("invite-again", "Have the customer invited once more");
  private static final Step WAIT = new Step("wait", "Wait for the verdict");
  private static final String ERASED = "erased";
  private static final Step CLOSE = new Step("close", "Close the session");

  private final CaseEngine engine;
  private final String reason;
  private final VerificationPolicy policy;
  private final VerificationNotes notes;
  private final Systems systems;
  private final Changes changes;
  private final Erasure erasure;
  private final List<Session> opened = new ArrayList<>();
  private final List<Session> left = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private Session next = new Session(1);
  private @Nullable Ruling finding;
  private int used;
  private int invitations;
  private int closings;
  private boolean looksForLeft = true;
  private boolean foundErased;

  /**
   * @param reason why the customer is to be verified
   */
  Sessions(
      CaseEngine engine,
      String reason,
      VerificationPolicy policy,
      VerificationNotes notes,
      Systems systems,
      Changes changes,
      Erasure erasure) {
    this.engine = engine;
    this.reason = reason;
    this.policy = policy;
    this.notes = notes;
    this.systems = systems;
    this.changes = changes;
    this.erasure = erasure;
  }

  /** All that may hold something: what an earlier run has left, and then what was opened. */
  List<Session> all() {
    List<Session> all = new ArrayList<>(left);
    all.addAll(opened);
    return all;
  }

  /** Looks for what an earlier run of the request has left standing: it was ended from outside. */
  void findLeft() {
    if (looksForLeft) {
      looksForLeft = false;
      for (SessionFacts standing : erasure.standing(engine.sent(OPEN))) {
        if (all().stream().noneMatch(known -> known.ref().equals(standing.session()))) {
          Session session = next;
          session.opened(standing.session());
          left.add(session);
          next = new Session(session.number() + 1);
        }
      }
    }
  }

  boolean hasLeft() {
    return !left.isEmpty();
  }

  /** Whether one was erased before this run has heard of its verdict. */
  boolean foundErased() {
    return foundErased;
  }

  /** Whether the provider is at erasing what was left. */
  boolean erasesLeft() {
    return left.stream()
        .map(Session::erasure)
        .anyMatch(asked -> asked != null && asked.kind() == Outcome.Kind.PENDING);
  }

  /** Asks for what was left to be erased, which ends it too. */
  void eraseLeft() {
    for (Session session : left) {
      if (session.erasure() == null) {
        var unused = erasure.ask(session);
      }
    }
  }

  /** The last one's id at the provider; empty when there is none. */
  String reference() {
    List<Session> all = all();
    return all.isEmpty() ? "" : last(all).ref();
  }

  /** What follows from how the customer fared; null while that is not known. */
  @Nullable Ruling finding() {
    return finding;
  }

  /** What the provider said of the tries that failed. */
  List<String> failures() {
    return failures;
  }

  /** Opens one, which is closed again if the request ends before the verdict. */
  Outcome open() {
    Session session = next;
    Outcome outcome =
        engine.write(
            at(OPEN, session.number()),
            TaskQueues.IDENTITY,
            Effect.of(
                    (options, attempt) ->
                        Async.function(identity(options)::openSession, systems.order(attempt, "")),
                    (options, attempt) ->
                        Async.function(identity(options)::findSession, systems.order(attempt, "")))
                .undoneBy(
                    "close the session",
                    (options, attempt, done) ->
                        Async.function(
                            () -> takeBack(identity(options), attempt, session, done.ref()))));
    if (outcome.happened()) {
      session.opened(outcome.ref());
      opened.add(session);
      next = new Session(session.number() + 1);
      notes.opened(session.ref());
      if (outcome.code().equals(Outcome.OTHERS_STAND)) {
        findLeft();
        eraseLeft();
      }
      engine
          .display()
          .minds(opened.stream().map(o -> new Tracked(Tracked.State.IDENTITY, o.ref())).toList());
    }
    return outcome;
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
    ChangeOrder order = systems.order(attempt, ref);
    if (session.isUsed()) {
      return identity.redactSession(order);
    }
    Outcome closed = identity.closeSession(order);
    return closed.code().equals(Outcome.TOO_LATE) ? identity.redactSession(order) : closed;
  }

  /** Has the account system send the customer the link of the last one. */
  void invite() {
    invite(current(), at(INVITE, current().number()));
  }

  /** A link is good for one visit: whoever may try again needs a fresh one. */
  private void inviteAgain(Session session) {
    invite(session, at(INVITE_AGAIN, ++invitations));
  }

  private void invite(Session session, Step step) {
    changes.make(
        step,
        TaskQueues.COMPANY,
        Effect.of(
            (options, attempt) ->
                Async.function(
                    accounts(options)::inviteToVerify, systems.order(attempt, session.ref())),
            (options, attempt) ->
                Async.function(
                    accounts(options)::findInvitation, systems.order(attempt, session.ref()))));
    session.invited(CaseEngine.now().plus(policy.sessionLife()));
    notes.invited(session);
  }

  /**
   * Waits until the last one has led to something: a success, a failure that ends the trying, or
   * the end of its life; then the customer gets another one, if a try is left.
   *
   * @throws Ended when none is left
   */
  void await() {
    Session session = current();
    boolean overdue = false;
    while (finding == null && !session.isOver()) {
      Outcome seen = watch(session, overdue);
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

  /** What came of it; null when its time was over before. */
  private @Nullable Outcome watch(Session session, boolean overdue) {
    Wait wait =
        overdue
            ? Wait.at(WAIT, beingChecked(session))
            : Wait.at(WAIT, unfinished(session)).untilDue();
    return engine
        .await(
            wait.forWord(TaskQueues.IDENTITY, options -> poll(options, session))
                .orNews(systems::hasNews))
        .word();
  }

  private Promise<Outcome> poll(ActivityOptions options, Session session) {
    systems.newsIsRead();
    return Async.function(identity(options)::awaitSession, systems.ref(session))
        .thenApply(Sessions::seen);
  }

  /** What a session's state means: its verdict, a failed try, or that it is over. */
  private static Outcome seen(SessionFacts session) {
    return switch (session.state()) {
      case VERIFIED -> Outcome.succeeded(session.session(), "verified by " + session.system());
      case FAILED -> Outcome.rejected(session.tried(), session.code(), session.evidence());
      case CLOSED ->
          Outcome.stopped("closed", "somebody closed the session in " + session.system());
      case REDACTED -> Outcome.stopped(ERASED, "the session is erased in " + session.system());
      case OPEN, CHECKING ->
          throw new IllegalStateException("the wait for a session ended at " + session.state());
    };
  }

  private void came(Session session, Outcome seen) {
    switch (seen.kind()) {
      case SUCCEEDED -> {
        session.tried(session.known());
        failures.clear();
        finding = VerificationRules.afterSuccess(policy, reason);
      }
      case REJECTED -> {
        session.tried(seen.ref());
        used++;
        failures.add(seen.evidence());
        Ruling follows = VerificationRules.afterFailure(policy, seen.code(), used);
        if (follows.kind() == Ruling.Kind.GO) {
          inviteAgain(session);
        } else {
          finding = follows;
        }
      }
      default -> {
        // Somebody closed it, which erases nothing; or has had it erased.
        used++;
        foundErased |= seen.code().equals(ERASED);
        if (session.isUsed()) {
          erasure.ask(session);
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
      erasure.ask(session);
    } else {
      if (close(session).code().equals(Outcome.TOO_LATE)) {
        return false;
      }
      session.end();
    }
    used++;
    return true;
  }

  private SessionFacts read(Session session) {
    return engine.read(
        CLOSE,
        TaskQueues.IDENTITY,
        options -> Async.function(identity(options)::readSession, systems.ref(session)));
  }

  private Outcome close(Session session) {
    return changes.make(
        at(CLOSE, ++closings),
        TaskQueues.IDENTITY,
        Effect.of(
            (options, attempt) ->
                Async.function(
                    identity(options)::closeSession, systems.order(attempt, session.ref())),
            (options, attempt) -> systems.find(options, session, State.CLOSED)),
        answer -> answer.code().equals(Outcome.TOO_LATE));
  }

  private Cause unfinished(Session session) {
    boolean failed = !session.known().isEmpty();
    return Cause.people(
            CaseStatus.WAITING,
            failed ? Verification.TRY_FAILED : Verification.NOT_FINISHED,
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
    return Cause.system(
            policy.provider(),
            Verification.BEING_CHECKED,
            policy.provider() + " has not given its verdict",
            policy.checkedWithin())
        .showing(session.ref())
        .ownedBy(policy.provider())
        .offering(List.of(DecisionKind.RETRY, DecisionKind.WITHDRAW));
  }

  private Session current() {
    return last(opened);
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }
}
