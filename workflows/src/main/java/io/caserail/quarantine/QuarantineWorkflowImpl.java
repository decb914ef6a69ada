package io.caserail.quarantine;

import io.caserail.decision.Verdict;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.PlainText;
import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.CaseActivities;
import io.caserail.port.Proof;
import io.caserail.port.Speaker;
import io.caserail.port.TaskQueues;
import io.caserail.quarantine.QuarantineDecision.Kind;
import io.caserail.quarantine.QuarantineView.Line;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the event, asks somebody else when nobody decides, and has a gateway read it again when it
 * is released. It stays until it was understood or discarded: a release that breaks off anywhere is
 * carried on by Temporal, and one that no gateway takes up leaves it where it was.
 */
public class QuarantineWorkflowImpl implements QuarantineWorkflow {
  private static final int LONGEST = 200;
  private static final int LONGEST_PROOF = 8_192;
  private static final int IN_FLIGHT = 3;
  private static final int MOST_LINES = 200;

  private static final Set<Role> MAY = EnumSet.of(Role.OPERATOR, Role.APPROVER, Role.FINANCE);

  private final CaseActivities cases =
      Workflow.newActivityStub(
          CaseActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.CASES)
              .setSummary("Judge the proof")
              .setStartToCloseTimeout(Duration.ofSeconds(5))
              .setScheduleToCloseTimeout(Duration.ofSeconds(10))
              .build());
  private final QuarantineActivities lasting =
      Workflow.newActivityStub(
          QuarantineActivities.class, patient(TaskQueues.CASES, "Put it on record"));
  private final ReplayActivities gateway =
      Workflow.newActivityStub(
          ReplayActivities.class, patient(TaskQueues.GATEWAY, "Read the event again"));

  private final List<Line> record = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private @Nullable QuarantineEntry entry;
  private QuarantineStatus status = QuarantineStatus.HELD;
  private String clause = "";
  private String rule = "";
  private String owner = "";
  private String became = "";
  private @Nullable Instant due;
  private @Nullable Promise<Void> deadline;
  private @Nullable Taken taken;
  private int judging;

  /** A decision that counts, and who has said it. */
  private record Taken(QuarantineDecision decision, String actor, String name) {}

  private static ActivityOptions patient(String queue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setSummary(summary)
        .setStartToCloseTimeout(Duration.ofSeconds(30))
        .setScheduleToCloseTimeout(Duration.ofHours(1))
        .setRetryOptions(
            RetryOptions.newBuilder().setMaximumInterval(Duration.ofMinutes(1)).build())
        .build();
  }

  @Override
  public String hold(QuarantineEntry held) {
    entry = held;
    clause = held.clause();
    rule = held.rule();
    owner = held.owner();
    waitUntilDue(held);
    while (!status.isEnding()) {
      show();
      Workflow.await(() -> taken != null || isDue());
      Taken decided = taken;
      if (decided == null) {
        escalate(held);
      } else {
        carryOut(held, decided);
        taken = null;
      }
    }
    due = null;
    Workflow.upsertTypedSearchAttributes(
        SearchKeys.STATUS.valueSet(status.name()), SearchKeys.LATE.valueSet(false));
    show();
    Workflow.await(Workflow::isEveryHandlerFinished);
    return word(status) + (became.isEmpty() ? "" : ": " + became);
  }

  private void waitUntilDue(QuarantineEntry held) {
    if (held.escalateAfter().isZero()) {
      return;
    }
    due = now().plus(held.escalateAfter());
    deadline = Workflow.newTimer(held.escalateAfter());
  }

  private boolean isDue() {
    return deadline != null && deadline.isCompleted();
  }

  /** Not an ending: it goes on to wait, as somebody else's and as late, and is said again. */
  private void escalate(QuarantineEntry held) {
    status = QuarantineStatus.ESCALATED;
    owner = held.escalateTo().isEmpty() ? held.owner() : held.escalateTo();
    note("nobody decided in time; now " + owner + "'s as well", "");
    Workflow.upsertTypedSearchAttributes(
        SearchKeys.STATUS.valueSet(status.name()),
        SearchKeys.OWNER.valueSet(owner),
        SearchKeys.LATE.valueSet(true));
    waitUntilDue(held);
  }

  private void carryOut(QuarantineEntry held, Taken decided) {
    Kind kind = decided.decision().kind();
    if (!onRecord(decided, "decided", "")) {
      note("the " + word(kind) + " could not be put on record, so it was not done", decided.name());
    } else if (kind == Kind.DISCARD) {
      status = QuarantineStatus.DISCARDED;
      note("discarded: " + decided.decision().reason(), decided.name());
    } else {
      note("released: " + decided.decision().reason(), decided.name());
      release(held, decided);
    }
  }

  private void release(QuarantineEntry held, Taken decided) {
    try {
      Replayed replayed = gateway.replay(held);
      if (replayed.understood()) {
        status = QuarantineStatus.RELEASED;
        became = replayed.became();
        note("understood as " + became, "");
      } else {
        clause = replayed.clause();
        rule = replayed.rule();
        note("again not understood: " + clause, "");
      }
      var unused =
          onRecord(decided, replayed.understood() ? "understood" : "not_understood", became);
    } catch (ActivityFailure e) {
      note("not read again: no gateway has done it within an hour", "");
      var unused = onRecord(decided, "not_read", "");
    }
  }

  private boolean onRecord(Taken decided, String outcome, String what) {
    try {
      lasting.record(
          new QuarantineWord(
              id(),
              decided.decision().id(),
              word(decided.decision().kind()),
              decided.actor(),
              outcome,
              what));
      return true;
    } catch (ActivityFailure e) {
      return false;
    }
  }

  @Override
  public Verdict decide(QuarantineDecision decision) {
    String untimely = untimely(decision);
    if (untimely != null) {
      return Verdict.refused(untimely);
    }
    // Asked once, before: afterwards it is one of those that are being judged itself.
    if (judging >= IN_FLIGHT) {
      return Verdict.refused("busy with other decisions; send it again");
    }
    judging++;
    try {
      Proof proof =
          cases.prove(
              new Assertion(
                  decision.actor(),
                  "cli",
                  decision.proofRef(),
                  QuarantineDecision.JUDGED_AS,
                  null,
                  CaseKind.REFUND,
                  decision.nonce(id())));
      String refusal = proof.refusal();
      if (refusal != null) {
        return refused(decision, refusal);
      }
      if (proof.roles().stream().noneMatch(MAY::contains)) {
        return refused(decision, "that takes the role approver, finance or operator");
      }
      String late = untimely(decision);
      if (late != null) {
        return Verdict.refused(late);
      }
      heard.add(decision.id());
      Speaker speaker = proof.speaker();
      taken =
          speaker == null
              ? new Taken(decision, decision.actor(), decision.actor())
              : new Taken(decision, speaker.actor(), speaker.name());
      return Verdict.taken(
          decision.kind() == Kind.RELEASE ? "the gateway reads it again" : "it is discarded");
    } catch (TemporalFailure e) {
      return refused(decision, "its proof could not be judged; send it again");
    } finally {
      judging--;
    }
  }

  /** Why a decision can't be taken now, whoever says it; null when it can. */
  private @Nullable String untimely(QuarantineDecision decision) {
    if (status.isEnding()) {
      return "it was " + word(status) + " before";
    }
    if (heard.contains(decision.id())) {
      return "this decision was taken before";
    }
    if (taken != null) {
      return "a " + word(taken.decision().kind()) + " is being carried out";
    }
    return null;
  }

  private Verdict refused(QuarantineDecision decision, String why) {
    note(
        "refused to " + word(decision.kind()) + ": " + why,
        PlainText.of(decision.actor().isEmpty() ? "somebody" : decision.actor()));
    return Verdict.refused(why);
  }

  @Override
  public void checkDecision(QuarantineDecision decision) {
    if (decision == null || decision.kind() == null) {
      throw new IllegalArgumentException("kind is missing: release or discard?");
    }
    checkText("id", decision.id(), false);
    checkText("actor", decision.actor(), true);
    checkText("reason", decision.reason(), false);
    if (decision.proofRef() == null
        || !decision.proofRef().matches("[\\x21-\\x7e]{0," + LONGEST_PROOF + "}")) {
      throw new IllegalArgumentException("proofRef is a signed assertion, or empty");
    }
    if (decision.together().size() > QuarantineDecision.MOST_TOGETHER) {
      throw new IllegalArgumentException(
          "together holds more than " + QuarantineDecision.MOST_TOGETHER + " entries");
    }
    if (!decision.isAbout(id())) {
      throw new IllegalArgumentException("together does not hold " + id());
    }
  }

  private static void checkText(String field, String text, boolean mayBeEmpty) {
    if (text == null || (text.isBlank() && !mayBeEmpty)) {
      throw new IllegalArgumentException(field + " is missing");
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(field + " is longer than " + LONGEST + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(field + " has control characters");
    }
  }

  @Override
  public QuarantineView view() {
    if (entry == null) {
      throw new IllegalStateException("the entry has not been read yet");
    }
    return new QuarantineView(
        id(), entry, status, clause, rule, owner, due, became, taken != null, List.copyOf(record));
  }

  private void show() {
    Workflow.setCurrentDetails(
        "**Quarantined** ("
            + word(status)
            + "): "
            + clause
            + (owner.isEmpty() ? "" : "  \nOwner: " + owner));
  }

  /** Whoever sends refused decisions all day long shall not fill the entry's memory. */
  private void note(String what, String by) {
    if (record.size() == MOST_LINES) {
      record.remove(0);
    }
    record.add(new Line(now(), what, by));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private static String id() {
    return Workflow.getInfo().getWorkflowId();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
