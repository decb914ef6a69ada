package io.caserail.lifecycle;

import io.caserail.decision.Decision;
import io.caserail.decision.Person;
import io.caserail.decision.Verdict;
import io.caserail.engine.CaseEngine;
import io.caserail.model.DecisionKind;
import io.caserail.model.PersonTag;
import io.caserail.model.PlainText;
import io.caserail.port.Assertion;
import io.caserail.port.CaseActivities;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
import io.caserail.port.Proof;
import io.caserail.port.Speaker;
import io.caserail.port.TaskQueues;
import io.caserail.record.RequestLog;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The one path of a decision that did not come through a ticket: look whether it can still count,
 * have its proof judged, look again, take it. Waits for nothing that the case's own code does.
 */
public final class DecisionGate {
  private static final int IN_FLIGHT = 5;
  private static final int LONGEST = 200;
  private static final int LONGEST_PROOF = 8_192;
  private final CaseEngine engine;
  private final CaseActivities cases =
      Workflow.newActivityStub(
          CaseActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.CASES)
              .setSummary("Judge the proof")
              .setStartToCloseTimeout(Duration.ofSeconds(5))
              .setScheduleToCloseTimeout(Duration.ofSeconds(10))
              .build());
  private int judging;

  public DecisionGate(CaseEngine engine) {
    this.engine = engine;
  }

  /**
   * Refuses what no person can have meant.
   *
   * @throws IllegalArgumentException naming the field and what is wrong with it
   */
  public static void check(Decision decision) {
    if (decision == null) {
      throw new IllegalArgumentException("the decision is missing");
    }
    checkText("id", decision.id(), false);
    checkText("blockId", decision.blockId(), true);
    checkText("actor", decision.actor(), true);
    checkText("reason", decision.reason(), true);
    checkText("reference", decision.reference(), true);
    if (!decision.proofRef().matches("[\\x21-\\x7e]{0," + LONGEST_PROOF + "}")) {
      throw new IllegalArgumentException(
          "proofRef is an audit's number or a signed assertion, at most "
              + LONGEST_PROOF
              + " characters");
    }
    if (decision.kind() == null) {
      throw new IllegalArgumentException("kind is missing: what is decided?");
    }
  }

  /** A decision by update: its verdict is the answer. */
  public Verdict decide(Decision decision, String channel) {
    engine.decisions().awaitLook(decision.kind());
    String outdated = engine.decisions().outdated(decision);
    if (outdated != null) {
      return noted(decision, Verdict.refused(outdated));
    }
    if (judging >= IN_FLIGHT) {
      return noted(decision, Verdict.refused("busy with other decisions; send it again"));
    }
    judging++;
    RequestLog serving = engine.current();
    try {
      Proof proof =
          prove(
              new Assertion(
                  decision.actor(),
                  channel,
                  decision.proofRef(),
                  command(decision.kind()),
                  serving == null ? null : serving.ticket(),
                  engine.view().kind().inTickets(),
                  nonce(decision),
                  Workflow.getInfo().getWorkflowId()));
      if (proof.refusal() != null) {
        return noted(decision, Verdict.refused(proof.refusal()));
      }
      engine.decisions().awaitLook(decision.kind());
      Command said = proof.said();
      return said == null
          ? engine.decisions().decide(decision, person(decision, proof))
          : proven(decision, said);
    } catch (TemporalFailure e) {
      return noted(decision, Verdict.refused("its proof could not be judged; send it again"));
    } finally {
      judging--;
    }
  }

  private String nonce(Decision decision) {
    RequestLog serving = engine.current();
    return Nonce.ofDecision(
        Workflow.getInfo().getWorkflowId(),
        serving == null ? "" : serving.key().value(),
        command(decision.kind()),
        decision.id(),
        decision.details());
  }

  private static Person person(Decision decision, Proof proof) {
    Speaker speaker = proof.speaker();
    return speaker == null
        ? new Person(decision.actor(), decision.actor(), new PersonTag("none"), proof.roles())
        : Person.of(speaker, proof.roles(), proof.grant());
  }

  /** What an audit proves is taken as if the case had read it in the ticket. */
  private Verdict proven(Decision decision, Command said) {
    String why = SpokenDecisions.unread(engine, said);
    if (engine.display().hasHeard(said.id())) {
      why = "what this audit says was dealt with before";
    } else if (!said.mayMean(engine.object().value())) {
      why = "what this audit says is about " + said.named();
    }
    if (why != null) {
      return noted(decision, Verdict.refused(why));
    }
    String reason = SpokenDecisions.reason(said);
    Verdict verdict =
        engine
            .decisions()
            .decide(
                new Decision(
                    said.id(),
                    decision.blockId(),
                    decision.kind(),
                    said.actor(),
                    reason.isEmpty() ? decision.reason() : reason,
                    said.id(),
                    said.reference()),
                Person.of(said));
    if (verdict.accepted()) {
      engine.display().heard(said.ticket(), 0, List.of(said.id()), engine.patience());
    }
    return verdict;
  }

  /** A decision by signal: nothing may escape, or the whole case would fail. */
  public void signal(Decision decision) {
    if (decision == null) {
      return;
    }
    try {
      check(decision);
      decide(decision, "signal");
    } catch (IllegalArgumentException e) {
      engine.decisions().noteMalformed(String.valueOf(e.getMessage()), sender(decision));
    }
  }

  /** Who it claims to be from, as far as that fits into a line of the record. */
  private static String sender(Decision malformed) {
    String actor = malformed.actor() == null ? "" : malformed.actor();
    return PlainText.of(actor.substring(0, Math.min(actor.length(), LONGEST / 2)));
  }

  /** What a claim proves; outside any scope that a cancelled workflow would have cancelled. */
  public Proof prove(Assertion assertion) {
    List<Proof> proof = new ArrayList<>();
    Workflow.newDetachedCancellationScope(() -> proof.add(cases.prove(assertion))).run();
    return proof.get(0);
  }

  private Verdict noted(Decision decision, Verdict verdict) {
    engine.decisions().note(decision, verdict, decision.actor());
    return verdict;
  }

  private static CommandKind command(DecisionKind kind) {
    return CommandKind.valueOf(kind.name());
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
}
