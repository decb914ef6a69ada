package io.caserail.record;

import io.caserail.model.Step;
import io.caserail.port.Attempt;
import io.caserail.port.Outcome;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of each step of a request: one line a step, in the order in which they began. */
public final class Ledger {
  private final Map<String, StepLine> lines = new LinkedHashMap<>();
  private final Map<String, Integer> generations = new LinkedHashMap<>();
  private final Set<String> refused = new LinkedHashSet<>();

  public List<StepLine> lines() {
    return new ArrayList<>(lines.values());
  }

  /**
   * The generation that a step begins with. A system keeps its answer under the name of what was
   * sent; a step that is taken again after an answer is another generation, or it would only be
   * told the old one.
   */
  public int generation(Step step) {
    return generations.getOrDefault(step.name(), 1);
  }

  /** The generation that was sent last. */
  public int sent(Step step) {
    StepLine line = lines.get(step.name());
    return line == null ? 1 : line.generation();
  }

  /** A step is tried, for the first time or afresh. */
  public void sent(Step step, Attempt attempt) {
    StepLine before = lines.get(step.name());
    refused.remove(step.name());
    lines.put(
        step.name(),
        new StepLine(
            step.name(),
            step.words(),
            attempt.maybeSent() ? StepState.IN_DOUBT : StepState.SENT,
            attempt.id().value(),
            attempt.generation(),
            "",
            "",
            before == null ? now() : before.since(),
            now(),
            "Caserail"));
  }

  /**
   * Whether no effect is on its way, was made, left out or may have been made. People may be asked
   * about a step that was refused.
   */
  public boolean isUntouched() {
    return lines.values().stream()
        .allMatch(
            line ->
                line.state() == StepState.REJECTED
                    || (line.state() == StepState.BLOCKED && refused.contains(line.step())));
  }

  /** Whether an effect may have been made, and nobody knows. */
  public boolean isInDoubt() {
    return lines.values().stream().anyMatch(line -> line.state() == StepState.IN_DOUBT);
  }

  /** Whether a step was done by a person. */
  public boolean isByHand(Step step) {
    StepLine line = lines.get(step.name());
    return line != null && line.state() == StepState.BY_HAND;
  }

  /** A step's effect waits, or is in doubt; what was accepted stays so while its end is open. */
  public void waits(String step, boolean doubt, String why, String by) {
    StepLine line = lines.get(step);
    if (line != null && line.state() == StepState.DONE) {
      change(step, StepState.DONE, line.reference(), why, by);
    } else {
      change(step, doubt ? StepState.IN_DOUBT : StepState.BLOCKED, "", why, by);
    }
  }

  /** What became of a step. */
  public void ended(Step step, Outcome outcome, String by) {
    StepLine line = lines.get(step.name());
    if (line != null && (outcome.happened() || outcome.kind() == Outcome.Kind.REJECTED)) {
      generations.put(step.name(), line.generation() + 1);
    }
    if (state(outcome) == StepState.REJECTED) {
      refused.add(step.name());
    }
    change(step.name(), state(outcome), outcome.ref(), outcome.evidence(), by);
  }

  /** What became of a step by other means than its effect. */
  public void change(String step, StepState state, String reference, String evidence, String by) {
    lines.computeIfPresent(step, (name, line) -> line.as(state, reference, evidence, now(), by));
  }

  private static StepState state(Outcome outcome) {
    return switch (outcome.kind()) {
      case SUCCEEDED, PENDING, ACTION_REQUIRED -> StepState.DONE;
      case REJECTED, STOPPED, ABSENT -> StepState.REJECTED;
      case SKIPPED -> StepState.SKIPPED;
    };
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
