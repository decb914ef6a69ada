package io.caserail.texts;

import io.caserail.call.Failure;
import io.caserail.decision.Block;
import io.caserail.decision.Cause;
import io.caserail.display.Voice;
import io.caserail.model.CaseStatus;
import io.caserail.model.FaultDomain;
import io.caserail.model.Step;
import io.caserail.port.FailureType;
import io.caserail.port.TicketView;
import io.caserail.port.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The notes of one kind, which its package collects: what it says is said by its own code. */
public final class StaffTexts {
  /** A Monday; every wait on the page begins then. */
  public static final Instant NOW = Instant.parse("2026-11-23T14:02:00Z");

  private final String kind;
  private final List<StaffText> texts = new ArrayList<>();

  /** None yet. */
  public StaffTexts(String kind) {
    this.kind = kind;
  }

  /** What the page calls the kind. */
  public String kind() {
    return kind;
  }

  /** All, in the order in which they were added. */
  public List<StaffText> all() {
    return List.copyOf(texts);
  }

  /** What it says of a wait. */
  public StaffTexts waits(String situation, Voice voice, Block block) {
    return waits(situation, block, voice.waiting(block));
  }

  /** The same in a view that says more than that. */
  public StaffTexts waits(String situation, Block block, TicketView view) {
    return add(situation, block.status(), block.domain(), view, view.note());
  }

  /** What it says of something that goes on or has ended. */
  public StaffTexts says(String situation, CaseStatus status, TicketView view) {
    return add(situation, status, null, view, view.note());
  }

  /** What stands beside a request's own notes, or without a request. */
  public StaffTexts adds(String situation, TicketView view) {
    return add(situation, null, null, view, view.note());
  }

  /** The same where there are only lines. */
  public StaffTexts adds(String situation, List<String> lines) {
    return add(situation, null, null, null, lines);
  }

  private StaffTexts add(
      String situation,
      @Nullable CaseStatus status,
      @Nullable FaultDomain whose,
      @Nullable TicketView fields,
      List<String> lines) {
    texts.add(new StaffText(situation, status, whose, fields, lines));
    return this;
  }

  /** The block of a step that waits since {@link #NOW}. */
  public static Block block(String step, Cause cause) {
    return cause.block(new Step(step, step), 1, NOW);
  }

  /** A system that does not answer. */
  public static Failure away(FaultDomain whose, String system) {
    return failure(FailureType.UPSTREAM_AWAY, whose, system, system + " is out of order");
  }

  /** An answer after which only people can help. */
  public static Failure failure(FailureType type, FaultDomain whose, String system, String cause) {
    return new Failure(type, new Trouble(whose, system, cause, ""));
  }
}
