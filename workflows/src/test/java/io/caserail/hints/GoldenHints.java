package io.caserail.hints;

import io.caserail.golden.GoldenRun;
import io.caserail.golden.GoldenStage;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.HintActivities;
import io.caserail.port.HintBundle;
import io.caserail.port.HintBundle.Line;
import io.caserail.port.TicketHint;
import java.util.List;

/** The path of a bundle of hints whose history is kept. */
public enum GoldenHints implements GoldenRun {
  /** Each of them is brought to its case. */
  BROUGHT;

  @Override
  public String prefix() {
    return "hints-";
  }

  @Override
  public Class<?> kind() {
    return HintsWorkflow.class;
  }

  @Override
  public Class<?> workflow() {
    return HintsWorkflowImpl.class;
  }

  @Override
  public void play(GoldenStage stage) {
    HintActivities world = bundle -> bundle.lines().size();
    stage.open(world);
    stage.begin(
        new HintBundle(
            List.of(
                new Line(CaseKind.REFUND, new ObjectId("pi_1"), hint("41")),
                Line.open(hint("42")))));
    stage.passToEnd();
  }

  private static TicketHint hint(String ticket) {
    return new TicketHint(new TicketId(ticket), "webhook");
  }
}
