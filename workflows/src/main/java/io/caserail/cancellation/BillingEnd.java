package io.caserail.cancellation;

import static io.caserail.cancellation.Systems.billing;

import io.caserail.decision.Cause;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.engine.Wait;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.ObjectId;
import io.caserail.model.Step;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Outcome;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Promise;
import java.time.Duration;
import java.util.List;

/** The end of billing: scheduled with the term that is paid for, at once, and confirmed. */
final class BillingEnd {
  private static final Step STOP_BILLING = new Step("stop-billing", "Schedule the end of billing");
  private static final Step TERM = new Step("term", "Wait until the term ends");
  private static final Step END_BILLING = new Step("end-billing", "End billing");
  private static final Step BILLING_ENDED =
      new Step("billing-ended", "Wait until billing has ended");

  private final CaseEngine engine;
  private final CancellationPolicy policy;
  private final CancellationNotes notes;
  private final Systems systems;
  private final Changes changes;
  private boolean wanted;
  private boolean confirmed;

  BillingEnd(
      CaseEngine engine,
      CancellationPolicy policy,
      CancellationNotes notes,
      Systems systems,
      Changes changes) {
    this.engine = engine;
    this.policy = policy;
    this.notes = notes;
    this.systems = systems;
    this.changes = changes;
  }

  /** From here on it is known whether there is billing to end. */
  void judged() {
    wanted = systems.facts().isBilled();
  }

  /** Whether nobody is billed any more. */
  boolean isOver() {
    return confirmed || !systems.facts().isBilled();
  }

  /** Lets billing end with the term that is paid for; whatever else follows, nobody pays again. */
  void schedule() {
    if (wanted) {
      ObjectId id = systems.subscription().subscription();
      Outcome scheduled =
          changes.make(
              STOP_BILLING,
              TaskQueues.BILLING,
              Effect.of(
                      (o, a) ->
                          Async.function(billing(o)::scheduleEndOfBilling, systems.order(a, id)),
                      (o, a) -> Async.function(billing(o)::findEndOfBilling, systems.order(a, id)))
                  .undoneBy(
                      "let billing go on",
                      (o, a, done) -> Async.function(billing(o)::keepBilling, systems.order(a, id)))
                  .readBackBy(
                      (o, ref) ->
                          shown(
                              Async.function(billing(o)::findEndOfBilling, asked(STOP_BILLING)),
                              "no end of billing is scheduled in ")));
      wanted = scheduled.kind() != Outcome.Kind.SKIPPED;
    }
  }

  /** Asks about billing that somebody has resumed meanwhile. */
  void lookedAgain() {
    if (wanted && systems.facts().runsOn()) {
      wanted = changes.areToBeMadeAgain(resumed());
      schedule();
    }
  }

  /** Ends it at once, and waits until that is confirmed. */
  void now() {
    while (isStillToEnd()) {
      ObjectId id = systems.subscription().subscription();
      engine.passUnlessStopped("billing is being ended");
      Outcome ended =
          changes.make(
              END_BILLING,
              TaskQueues.BILLING,
              Effect.of(
                      (o, a) -> Async.function(billing(o)::endBillingNow, systems.order(a, id)),
                      (o, a) -> Async.function(billing(o)::findEndedBilling, systems.order(a, id)))
                  .readBackBy(
                      (o, ref) ->
                          shown(
                              Async.function(billing(o)::findEndedBilling, asked(END_BILLING)),
                              "billing has not ended in ")));
      if (ended.kind() == Outcome.Kind.SKIPPED) {
        wanted = false;
      } else {
        awaitConfirmation(END_BILLING);
      }
    }
  }

  private ChangeOrder asked(Step step) {
    return systems.order(engine.sent(step), systems.subscription().subscription());
  }

  /** What a person has done by hand, as the billing system shows it. */
  private Promise<Outcome> shown(Promise<Outcome> found, String otherwise) {
    return found.thenApply(
        answer ->
            answer.kind() == Outcome.Kind.ABSENT
                ? Outcome.absent(otherwise + systems.subscription().system())
                : answer);
  }

  /**
   * Leaves the customer the term that is paid for, and waits until billing has ended with it.
   *
   * @param lookAgain what is done whenever the wait was interrupted
   */
  void withTheTerm(Proc lookAgain) {
    if (wanted && isWithinTheTerm()) {
      engine.tell(notes.untilTermEnds());
    }
    while (isStillToEnd()) {
      while (wanted && systems.facts().isBilled() && isWithinTheTerm()) {
        var unused =
            engine.await(Wait.at(TERM, untilTermEnds()).untilDue().orNews(systems::hasUnseen));
        lookAgain.apply();
      }
      if (wanted && systems.facts().isBilled()) {
        engine.passUnlessStopped("the term is over, and billing ends with it");
        awaitConfirmation(STOP_BILLING);
      }
    }
  }

  private boolean isStillToEnd() {
    return wanted && systems.facts().isBilled() && !confirmed;
  }

  private boolean isWithinTheTerm() {
    return CaseEngine.now().isBefore(systems.subscription().termEnds());
  }

  /** What there is to say of this wait stands in the ticket already. */
  private Cause untilTermEnds() {
    Duration left = Duration.between(CaseEngine.now(), systems.subscription().termEnds());
    return Cause.people(
            CaseStatus.WAITING, TERM.name(), "the term that is paid for is not over", left)
        .quietFor(left)
        .ownedBy("Caserail")
        .offering(engine.orEnd(List.of(DecisionKind.RETRY)));
  }

  /** Waits for the billing system's final word; somebody may have resumed billing. */
  private void awaitConfirmation(Step step) {
    String system = systems.subscription().system();
    Cause cause =
        Cause.system(
                system,
                "not_final",
                system + " has not confirmed that billing has ended",
                policy.billingEnd())
            .offering(List.of(DecisionKind.RETRY, DecisionKind.SKIP));
    Outcome last =
        engine
            .await(
                Wait.at(BILLING_ENDED, cause)
                    .forWord(TaskQueues.BILLING, options -> poll(options, step))
                    .orNews(systems::hasNews))
            .outcome();
    confirmed = last.happened();
    if (last.kind() == Outcome.Kind.SKIPPED) {
      wanted = false;
    } else if (!confirmed) {
      wanted = changes.areToBeMadeAgain(resumed());
      systems.look();
      if (systems.facts().runsOn() && !step.equals(END_BILLING)) {
        schedule();
        systems.look();
      }
    }
  }

  private Promise<Outcome> poll(ActivityOptions options, Step step) {
    systems.newsIsRead();
    return Async.function(billing(options)::awaitEndOfBilling, asked(step));
  }

  private String resumed() {
    return "billing was resumed in " + systems.subscription().system();
  }

  /** What became of it. */
  String words() {
    if (isOver()) {
      return "billing has ended";
    }
    return systems.facts().runsOn() ? "billing goes on" : "the end of billing is not confirmed";
  }
}
