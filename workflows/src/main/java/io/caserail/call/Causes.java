package io.caserail.call;

import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.model.CaseStatus;
import io.caserail.model.DecisionKind;
import io.caserail.model.FaultDomain;
import io.caserail.port.Outcome;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The causes that the engine itself knows: away, in doubt, unfit, not undone. */
public final class Causes {
  /** The code of what only people find out any more. */
  public static final String LEFT_IN_DOUBT = "left_in_doubt";

  /** The code of a number that somebody has named, and that is not there. */
  public static final String UNFIT = "unfit_reference";

  private static final List<DecisionKind> DOUBT_OFFERS =
      List.of(DecisionKind.RETRY, DecisionKind.CHECKED_FOUND, DecisionKind.CHECKED_NONE);

  private Causes() {}

  /** Nothing was accepted. */
  public static Cause away(Failure failure, List<DecisionKind> offers, Waits waits) {
    boolean heals = failure.heals();
    boolean ours = failure.trouble().domain() == FaultDomain.LOCAL;
    return new Cause(
        heals && !ours ? CaseStatus.WAITING : CaseStatus.BLOCKED,
        failure.trouble().domain(),
        failure.trouble().system(),
        code(failure),
        failure.trouble().cause(),
        failure.trouble().evidence(),
        ours ? "engineering" : heals ? "Caserail" : "you",
        List.of(),
        offers,
        heals ? waits.noteAway() : Duration.ZERO,
        waits.longest());
  }

  /** Sent, and no outcome came back. */
  public static Cause inDoubt(Failure failure, Waits waits) {
    return new Cause(
        CaseStatus.IN_DOUBT,
        failure.trouble().domain(),
        failure.trouble().system(),
        "in_doubt",
        "sent, and the answer was lost",
        failure.trouble().evidence(),
        "Caserail",
        List.of(),
        DOUBT_OFFERS,
        waits.noteDoubt(),
        waits.doubtOwner());
  }

  /** The same after so long that nothing may be sent under its name any more. */
  public static Cause leftInDoubt(Failure failure, Waits waits) {
    Cause doubt = inDoubt(failure, waits);
    return new Cause(
        doubt.status(),
        doubt.domain(),
        doubt.system(),
        LEFT_IN_DOUBT,
        doubt.words(),
        doubt.evidence(),
        "Finance",
        doubt.needs(),
        doubt.offers(),
        Duration.ZERO,
        doubt.due());
  }

  /** A ticket that can't be read; it never becomes a request's block. */
  public static Block unreadable(Failure failure, Instant now) {
    Trouble trouble = failure.trouble();
    return new Block(
        "read",
        "read",
        CaseStatus.WAITING,
        trouble.domain(),
        trouble.system(),
        code(failure),
        trouble.cause(),
        trouble.evidence(),
        "Caserail",
        List.of(),
        List.of(),
        now,
        now.plus(Duration.ofHours(1)));
  }

  /**
   * A person named something that is not it.
   *
   * @param lost how its answer was lost, while that is in doubt; null when it is not
   * @param notSent what may be decided about what is not in doubt
   */
  public static Cause unfit(
      @Nullable Failure lost, Outcome named, List<DecisionKind> notSent, Waits waits) {
    return new Cause(
        lost == null ? CaseStatus.BLOCKED : CaseStatus.IN_DOUBT,
        FaultDomain.PEOPLE,
        lost == null ? "" : lost.trouble().system(),
        UNFIT,
        named.evidence().isEmpty() ? "there is nothing of that number" : named.evidence(),
        named.ref(),
        "you",
        List.of(),
        lost == null ? notSent : DOUBT_OFFERS,
        Duration.ZERO,
        waits.longest());
  }

  /**
   * A system says that something can't be taken back.
   *
   * @param undo what was to be done, in words
   */
  public static Cause notUndone(String undo, Outcome no, List<DecisionKind> offers, Waits waits) {
    return Cause.people(
            CaseStatus.BLOCKED,
            no.code().isEmpty() ? "undo_refused" : no.code(),
            "it is not possible to " + undo + ": " + no.evidence(),
            waits.longest())
        .showing(no.ref())
        .offering(offers);
  }

  private static String code(Failure failure) {
    return failure.type().name().toLowerCase(Locale.ROOT);
  }
}
