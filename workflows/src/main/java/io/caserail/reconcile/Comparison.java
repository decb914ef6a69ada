package io.caserail.reconcile;

import io.caserail.model.CaseKind;
import io.caserail.port.TicketState;
import io.caserail.reconcile.Truth.Says;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether truth, ticket and case say the same. A refund is one effect, whose ticket says at each
 * moment what is true of it. A cancellation or a verification goes on after its object has come to
 * its end: while its case is open, only a wait for what is true already differs.
 */
public final class Comparison {
  private Comparison() {}

  /** How they differ; empty where they say the same. */
  public static Optional<Difference> of(Truth truth, Standing standing) {
    if (truth.doubled()) {
      return Optional.of(Difference.DOUBLED);
    }
    if (!truth.isOurs()) {
      return standing.dealtWith() ? Optional.empty() : Optional.of(Difference.FOREIGN);
    }
    boolean fits =
        truth.kind() == CaseKind.REFUND
            ? refundFits(truth.says(), standing)
            : fits(truth, standing);
    if (fits) {
      return Optional.empty();
    }
    if (standing.open()) {
      return Optional.of(Difference.TRUTH_AHEAD);
    }
    if (isLeft(truth)) {
      return Optional.of(Difference.NOT_ERASED);
    }
    if (isReversed(truth, standing)) {
      return Optional.of(Difference.REVERSED);
    }
    boolean follows = truth.says() != Says.OPEN;
    return Optional.of(
        follows && standing.known() ? Difference.TICKET_BEHIND : Difference.CASE_MISSING);
  }

  private static boolean isReversed(Truth truth, Standing standing) {
    // A verification is done with one session of several; the others are closed.
    return truth.kind() == CaseKind.CANCELLATION
        && truth.says() == Says.NOT_SO
        && standing.ticket() == TicketState.DONE;
  }

  /** What a ticket may say of it, which is also what a view must say to be worth showing. */
  public static boolean says(Truth truth, @Nullable TicketState ticket) {
    if (ticket == null) {
      return false;
    }
    if (truth.kind() != CaseKind.REFUND) {
      return ticket.isEnding();
    }
    return switch (truth.says()) {
      case HAPPENED -> ticket == TicketState.DONE;
      case OPEN -> !ticket.isEnding();
      case NOT_SO -> isNoSuccess(ticket);
    };
  }

  private static boolean refundFits(Says says, Standing standing) {
    TicketState ticket = standing.ticket();
    return switch (says) {
      case HAPPENED -> ticket == TicketState.DONE;
      // Somebody has to follow it; a case that has just taken it up may not have spoken yet.
      case OPEN -> standing.open() && (ticket == null || !ticket.isEnding());
      // Whoever asks people for another way may have been ended from outside.
      case NOT_SO ->
          standing.dealtWith()
              || (ticket != null && isNoSuccess(ticket) && (standing.open() || ticket.isEnding()));
    };
  }

  private static boolean isNoSuccess(TicketState ticket) {
    return switch (ticket) {
      case DONE, PENDING, WORKING, WAITING -> false;
      default -> true;
    };
  }

  private static boolean fits(Truth truth, Standing standing) {
    if (standing.open()) {
      return truth.says() == Says.OPEN || !standing.waits();
    }
    TicketState ticket = standing.ticket();
    return ticket != null && ticket.isEnding() && !isReversed(truth, standing) && !isLeft(truth);
  }

  /** What is erased, or about to be, is nobody's truth any more. */
  private static boolean isLeft(Truth truth) {
    return truth.kind() == CaseKind.VERIFICATION && truth.says() == Says.HAPPENED;
  }
}
