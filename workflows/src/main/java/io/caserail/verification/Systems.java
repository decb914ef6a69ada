package io.caserail.verification;

import io.caserail.model.Step;
import io.caserail.port.AccountActivities;
import io.caserail.port.Attempt;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.IdentityActivities;
import io.caserail.port.Outcome;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.SessionRef;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** What the account system and the identity provider are told, and whether they have news. */
final class Systems {
  private final VerificationRequest request;
  private final List<Claim> approvals = new ArrayList<>();
  private boolean news;

  Systems(VerificationRequest request) {
    this.request = request;
  }

  /** One of them has something to say. */
  void wake() {
    news = true;
  }

  boolean hasNews() {
    return news;
  }

  /** What they have to say is being asked for. */
  void newsIsRead() {
    news = false;
  }

  /** A person agreed, or gave the verdict; every change names them from here on. */
  void agreed(Claim approval) {
    approvals.add(approval);
  }

  /** What was agreed to does not hold any more. */
  void nobodyAgrees() {
    approvals.clear();
  }

  boolean isApproved() {
    return !approvals.isEmpty();
  }

  ChangeOrder order(Attempt attempt, String value) {
    return new ChangeOrder(
        attempt, request.object(), value, request.ticket(), request.by(), approvals);
  }

  SessionRef ref(Session session) {
    return new SessionRef(request.object(), session.ref(), session.known());
  }

  /** Whether a session has come to a state, or to its last one, as the answer to a search. */
  Promise<Outcome> find(ActivityOptions options, Session session, State wanted) {
    return Async.function(identity(options)::readSession, ref(session))
        .thenApply(
            now ->
                now.state() == wanted || now.state() == State.REDACTED
                    ? Outcome.succeeded(now.session(), "")
                    : Outcome.absent());
  }

  /** The step for the nth session: an operation of its own. */
  static Step at(Step step, int number) {
    return number == 1 ? step : new Step(step.name() + "@" + number, step.words(), step.optional());
  }

  /** The step once more, after a no: an operation of its own. */
  static Step again(Step step, int times) {
    return new Step(step.name() + "+" + times, step.words(), step.optional());
  }

  static IdentityActivities identity(ActivityOptions options) {
    return Workflow.newActivityStub(IdentityActivities.class, options);
  }

  static AccountActivities accounts(ActivityOptions options) {
    return Workflow.newActivityStub(AccountActivities.class, options);
  }
}
