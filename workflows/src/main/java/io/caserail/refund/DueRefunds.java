package io.caserail.refund;

import io.caserail.model.CaseStatus;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import io.caserail.model.Role;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.DueRefund;
import io.caserail.port.Origin;
import io.caserail.port.Outcome;
import io.caserail.record.CaseResult;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The refunds that other cases have asked this one for, and what became of each. */
final class DueRefunds {
  private static final Duration ASK_AGAIN = Duration.ofMinutes(5);
  private final Map<String, DueRefund> dues = new LinkedHashMap<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

  /** Takes note of one; false when it was asked for before. */
  boolean add(DueRefund due) {
    if (outcomes.containsKey(due.origin().name())) {
      return false;
    }
    dues.put(id(due.origin()), due);
    outcomes.put(
        due.origin().name(), Outcome.pending("", "the refund's case has not ended", ASK_AGAIN));
    return true;
  }

  /** It is queued like any command; its own claim proves it, and is used by the other case. */
  static Command command(DueRefund due, ObjectId payment) {
    return new Command(
        id(due.origin()),
        CommandKind.SEND,
        due.ticket(),
        due.by().actor(),
        due.name(),
        due.person(),
        List.of(Role.REQUESTER),
        due.at(),
        payment.value(),
        due.amount().toString(),
        due.reason(),
        "",
        0,
        null);
  }

  /** What the command stands for; null when a person gave it. */
  @Nullable DueRefund of(Command command) {
    return dues.get(command.id());
  }

  /** What became of one, by its origin's name. */
  Outcome outcome(String name) {
    return outcomes.getOrDefault(name, Outcome.absent("this case was not asked for it"));
  }

  /** A request has ended; the case that waits for it, if one does, looks now and not later. */
  void ended(@Nullable Origin origin, CaseResult.End end) {
    if (origin == null) {
      return;
    }
    outcomes.put(
        origin.name(),
        end.status() == CaseStatus.COMPLETED || end.status() == CaseStatus.DUPLICATE
            ? new Outcome(Outcome.Kind.SUCCEEDED, end.ref(), end.code(), end.reason(), null, null)
            : Outcome.rejected(
                "", "refund_" + end.status().name().toLowerCase(Locale.ROOT), end.reason()));
    DueRefund due = dues.get(id(origin));
    if (due != null) {
      wake(due.parent(), origin);
    }
  }

  private static void wake(String parent, Origin origin) {
    try {
      Workflow.newUntypedExternalWorkflowStub(parent).signal("wake", origin.name());
    } catch (TemporalFailure e) {
      // It asks by itself, or does not wait any more.
    }
  }

  private static String id(Origin origin) {
    return "due-" + Digest.hex(16, origin.name());
  }
}
