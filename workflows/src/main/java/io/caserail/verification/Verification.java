package io.caserail.verification;

import io.caserail.decision.Taken;
import io.caserail.engine.CaseEngine;
import io.caserail.engine.Ended;
import io.caserail.lifecycle.Served;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.port.AccountFacts;
import io.caserail.port.Outcome;
import io.caserail.port.TicketView;
import io.caserail.port.VerificationPolicy;
import io.caserail.record.RequestLog;
import io.caserail.record.RequestView;
import io.caserail.record.StepLine;
import io.caserail.record.StepState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One verification while it is being served: its request, its verdict, and its steps. */
final class Verification implements Served {
  /** Codes of waits, by which the notes tell them apart. */
  static final String NOT_FINISHED = "not_finished";

  static final String TRY_FAILED = "try_failed";
  static final String BEING_CHECKED = "being_checked";
  static final String NOT_ERASED = "not_erased";

  /** How a verification ends whose verdict is not on the account. */
  private static final String LEFT_OUT = "left_out";

  private final CaseEngine engine;
  private final VerificationRequest request;
  private final VerificationPolicy policy;
  private final VerificationNotes notes;
  private final RequestLog log;
  private final Systems systems;
  private final Account account;
  private final Approvers approvers;
  private final Erasure erasure;
  private final Sessions sessions;
  private @Nullable Ruling ruling;
  private @Nullable Outcome stopped;
  private String verdict = "";
  private boolean verifiedBefore;

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
    Duration patience = policy.waits().approval();
    Changes changes = new Changes(engine, patience);
    this.systems = new Systems(request);
    this.account = new Account(engine, request.object(), systems, changes);
    this.approvers = new Approvers(engine, request, patience, account);
    this.erasure = new Erasure(engine, policy, systems, changes);
    this.sessions =
        new Sessions(engine, request.reason(), policy, notes, systems, changes, erasure);
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
    return sessions.reference();
  }

  @Override
  public void wake() {
    systems.wake();
  }

  /** Whether it is known how the customer fared, or that people must look. */
  boolean isSettled() {
    return sessions.finding() != null;
  }

  /**
   * Reads the account and judges the request by it. Where there is a verdict an earlier run may
   * have been ended before it had anything erased.
   *
   * @throws Ended when it can't be done
   */
  void judge() {
    AccountFacts facts = account.look();
    ruling = VerificationRules.judge(request, facts, policy);
    notes.ruled(ruling, facts.system());
    boolean rejected = ruling.kind() == Ruling.Kind.REJECT;
    boolean already = rejected && ruling.code().equals(VerificationRules.ALREADY_VERIFIED);
    boolean theirs = !ruling.code().equals(VerificationRules.OTHER_CUSTOMER);
    if (!facts.verdict().isEmpty() && theirs && (already || !rejected)) {
      sessions.findLeft();
    }
    // A run that was reset finds its own session erased, and the verdict on the account.
    verifiedBefore = already && (sessions.hasLeft() || sessions.foundErased());
    if (rejected && !verifiedBefore) {
      throw new Ended(CaseStatus.REJECTED, ruling.because());
    }
    // What people are still to look at is not erased on a requester's word.
    if (!verifiedBefore && !needsPeople()) {
      sessions.eraseLeft();
    }
  }

  /** Whether nothing is left to do but to erase what the customer showed for the verdict. */
  boolean isVerifiedBefore() {
    return verifiedBefore;
  }

  /** Goes on where an earlier run was ended: the account is verified, and nothing is erased. */
  End finish() {
    notes.verifiedBefore(reference());
    sessions.eraseLeft();
    if (sessions.erasesLeft()) {
      engine.tell(notes.erasing());
    }
    erase();
    return End.completed(VerificationRules.VERIFIED, "verified before");
  }

  /** Whether people must be asked before a session may be opened. */
  boolean needsPeople() {
    return stopped != null || isUnapproved();
  }

  /** Asks people until somebody has decided; then the request is to be judged again. */
  void askPeople() {
    Outcome no = stopped;
    Taken taken =
        no == null || isUnapproved() ? approvers.mayGo(ruling()) : approvers.mayTryAgain(no);
    stopped = null;
    if (taken.decision().kind() == DecisionKind.APPROVE) {
      systems.agreed(taken.claim());
    }
  }

  private boolean isUnapproved() {
    return ruling().kind() == Ruling.Kind.ASK && !systems.isApproved();
  }

  /**
   * Opens a session.
   *
   * @return false when the request is to be judged again
   */
  boolean openSession() {
    Outcome outcome = sessions.open();
    if (outcome.happened()) {
      return true;
    }
    if (outcome.kind() == Outcome.Kind.REJECTED) {
      throw new Ended(CaseStatus.REJECTED, outcome.evidence());
    }
    stopped = outcome;
    if (outcome.code().equals("approval_expired")) {
      // What was agreed to does not hold any more: it is asked for again.
      systems.nobodyAgrees();
    }
    return false;
  }

  void invite() {
    sessions.invite();
  }

  void awaitVerdict() {
    sessions.await();
  }

  /** The verdict: the provider's, or people's where the rules want them to have the last word. */
  void decide() {
    Ruling finding = sessions.finding();
    String by = policy.provider();
    if (finding == null) {
      throw new IllegalStateException("nothing came of it yet");
    }
    boolean yes = finding.kind() == Ruling.Kind.GO;
    if (!yes) {
      notes.reviewed(sessions.failures());
      Taken taken = approvers.verdict(finding, reference());
      systems.agreed(taken.claim());
      by = taken.person().name();
      yes = taken.decision().kind() == DecisionKind.APPROVE;
    }
    verdict = yes ? VerificationRules.VERIFIED : VerificationRules.NOT_VERIFIED;
    notes.verdict(verdict, by);
  }

  /**
   * Puts the verdict on the account.
   *
   * @return how that ended
   */
  End apply() {
    Outcome applied = account.apply(verdict);
    if (applied.kind() == Outcome.Kind.SKIPPED) {
      notes.leftOut(applied.evidence());
      return End.completed(LEFT_OUT, "the verdict is not on the account: " + applied.evidence());
    }
    return End.completed(verdict, VerificationRules.words(verdict));
  }

  /** Has the provider erase what the customer showed, and waits until it has. */
  void erase() {
    TicketView decided = engine.display().last(request.ticket());
    String kept = erasure.ofAll(sessions.all());
    if (!kept.isEmpty()) {
      engine.tell(notes.kept(kept));
    } else if (verifiedBefore
        || (decided != null && !decided.equals(engine.display().last(request.ticket())))) {
      // The ticket waits for it, or was told of a delay that is over.
      String word = erasure.onWord();
      engine.tell(word.isEmpty() ? notes.erased() : notes.erasedByHand(word));
    }
  }

  @Override
  public TicketView ended(Ended ended) {
    List<RequestView> requests = engine.view().requests();
    List<StepState> steps =
        requests.get(requests.size() - 1).steps().stream().map(StepLine::state).toList();
    return notes.ended(
        ended.status(),
        ended.reason(),
        steps.contains(StepState.KEPT),
        steps.contains(StepState.UNDO_UNKNOWN));
  }

  private Ruling ruling() {
    if (ruling == null) {
      throw new IllegalStateException("not judged yet");
    }
    return ruling;
  }
}
