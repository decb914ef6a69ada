package io.caserail.lifecycle;

import io.caserail.decision.Block;
import io.caserail.decision.Decision;
import io.caserail.decision.Person;
import io.caserail.decision.Verdict;
import io.caserail.engine.CaseEngine;
import io.caserail.model.DecisionKind;
import io.caserail.model.DecisionReason;
import io.caserail.model.Digest;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.record.RequestLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions that were said by macro in a ticket: taken, or answered there with the reason. */
public final class SpokenDecisions {
  private final CaseEngine engine;

  public SpokenDecisions(CaseEngine engine) {
    this.engine = engine;
  }

  /** Why the command can't count whoever says it; null when it may. */
  public @Nullable String outdated(Command command) {
    String why = engine.decisions().outdated(decision(command));
    return why == null ? unread(engine, command) : why;
  }

  /**
   * Why it can't be an answer to what the ticket asks; null when it can. A yes needs the note. What
   * a person has done or leaves out may be said before there is one, but not of another wait: the
   * same macro once more would answer the next one.
   */
  static @Nullable String unread(CaseEngine engine, Command command) {
    boolean couldRead =
        switch (command.kind()) {
          case APPROVE, CHECKED_NONE -> engine.display().couldRead(command.seen());
          case DONE_BY_HAND, SKIP, CHECKED_FOUND ->
              !engine.display().isAsked() || engine.display().couldRead(command.seen());
          default -> true;
        };
    return couldRead ? null : "it was given before the question stood in the ticket";
  }

  /** Takes the decision, or answers why not. */
  public void say(Command command, @Nullable String outdated) {
    Decision decision = decision(command);
    Person person = Person.of(command);
    Verdict verdict;
    if (outdated == null) {
      engine.answerSoon();
      verdict = engine.decisions().decide(decision, person);
    } else {
      verdict = Verdict.refused(outdated);
      engine.decisions().note(decision, verdict, person.name());
    }
    if (!verdict.accepted()) {
      answer(command, notCounted(command, verdict.reason()).lines());
    }
  }

  /** Answers whoever asks how it stands; that decides nothing. */
  public void where(Command command, String noun) {
    RequestLog serving = engine.current();
    String line = serving == null ? Answers.nothing(noun) : Answers.where(noun, serving.block());
    answer(command, List.of(line));
  }

  /** The next write says that the command was dealt with, and says nothing else. */
  public void markUsed(TicketId ticket, String command) {
    engine
        .display()
        .show(
            ticket,
            new RequestKey(Digest.hex(16, "used", command)),
            new TicketView(null, null, "", List.of()));
  }

  /** One note sums up what was not counted. */
  public void answer(List<Command> refused) {
    answer(
        refused.get(0),
        Answers.notCounted(
            refused.stream().map(c -> notCounted(c, String.valueOf(c.refusal()))).toList()));
  }

  /**
   * An answer stands beside the request's own views, and changes none of its fields: the settlement
   * may have written them since. Only a first request that was turned down says so in them.
   */
  public void answer(Command command, List<String> lines) {
    boolean first = command.kind().isRequest() && engine.display().last(command.ticket()) == null;
    engine
        .display()
        .show(
            command.ticket(),
            RequestKey.answer(command.id()),
            new TicketView(
                first ? TicketState.REJECTED : null, first ? WaitsFor.REQUESTER : null, "", lines));
  }

  private Answers.NotCounted notCounted(Command command, String why) {
    boolean yes = command.kind() == CommandKind.APPROVE;
    return Answers.notCounted(said(command), why, yes ? question(command.ticket()) : null);
  }

  private static String said(Command command) {
    String word =
        switch (command.kind()) {
          case SEND, SEND_AND_TELL -> "Request";
          case APPROVE -> "Approval";
          case REFUSE -> "Refusal";
          default -> "Macro";
        };
    return word + " by " + command.actorName();
  }

  /** What people are asked in a ticket; null where they are asked nothing. */
  private @Nullable Block question(TicketId ticket) {
    RequestLog serving = engine.current();
    Block block = serving == null || !serving.ticket().equals(ticket) ? null : serving.block();
    return block == null || block.needs().isEmpty() ? null : block;
  }

  private static Decision decision(Command command) {
    return new Decision(
        command.id(),
        "",
        kind(command),
        command.actor(),
        reason(command),
        command.id(),
        command.reference());
  }

  /** What a refusal and work by hand give as their reason; nothing for every other word. */
  static String reason(Command command) {
    DecisionReason reason = DecisionReason.of(kind(command), command.reason());
    return reason == null ? "" : reason.words();
  }

  /** What a newer request says of the older one. */
  static Decision correction(Command newer) {
    return new Decision(
        newer.id(), "", DecisionKind.CORRECT, newer.actor(), "", newer.proofRef(), "");
  }

  /** Which decision is said. */
  static DecisionKind kind(Command command) {
    return switch (command.kind()) {
      // None is said about a block; who asks for them here is told what is possible.
      case SEND, SEND_AND_TELL, WHERE_IS_IT -> DecisionKind.WITHDRAW;
      default -> DecisionKind.valueOf(command.kind().name());
    };
  }
}
