package io.caserail.verification;

import static io.caserail.verification.Systems.accounts;

import io.caserail.engine.CaseEngine;
import io.caserail.engine.Effect;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.Step;
import io.caserail.port.AccountFacts;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import org.jspecify.annotations.Nullable;

/** The account that a verification is about: what is known of it, and the verdict on it. */
final class Account {
  private static final Step LOOK_UP = new Step("look-up", "Look up the account");
  private static final Step APPLY = new Step("apply", "Put the verdict on the account");

  private final CaseEngine engine;
  private final ObjectId id;
  private final Systems systems;
  private final Changes changes;
  private @Nullable AccountFacts facts;

  Account(CaseEngine engine, ObjectId id, Systems systems, Changes changes) {
    this.engine = engine;
    this.id = id;
    this.systems = systems;
    this.changes = changes;
  }

  /** Asks the account system. */
  AccountFacts look() {
    AccountFacts newest = engine.read(LOOK_UP, TaskQueues.COMPANY, this::read);
    facts = newest;
    return newest;
  }

  /** The tag of whose account it is, as far as that is known. */
  PersonTag customer() {
    return facts == null ? new PersonTag("none") : facts.customer();
  }

  /** Puts the verdict on it; where that was left out, the outcome says by whom. */
  Outcome apply(String verdict) {
    return changes.make(
        APPLY,
        TaskQueues.COMPANY,
        Effect.of(
                (options, attempt) ->
                    Async.function(
                        accounts(options)::applyVerdict, systems.order(attempt, verdict)),
                (options, attempt) ->
                    Async.function(accounts(options)::findVerdict, systems.order(attempt, verdict)))
            .readBackBy((options, ref) -> readBack(options, verdict)));
  }

  private Promise<Outcome> readBack(ActivityOptions options, String verdict) {
    return read(options)
        .thenApply(
            now ->
                now.verdict().equals(verdict)
                    ? Outcome.succeeded(verdict, "read back from " + now.system())
                    : Outcome.absent(now.system() + " shows " + shown(now)));
  }

  private static String shown(AccountFacts now) {
    if (!now.found()) {
      return "no such account";
    }
    return now.verdict().isEmpty() ? "no verdict" : VerificationRules.words(now.verdict());
  }

  private Promise<AccountFacts> read(ActivityOptions options) {
    return Async.function(accounts(options)::lookUpAccount, new LookUpRequest(id));
  }
}
