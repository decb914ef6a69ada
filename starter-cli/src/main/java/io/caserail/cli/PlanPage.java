package io.caserail.cli;

import io.caserail.worker.provision.Difference;
import io.caserail.worker.provision.Plan;
import io.caserail.worker.provision.Step;
import io.caserail.worker.provision.Step.Action;
import java.util.List;
import java.util.Locale;

/** A plan, for people and for programs. */
final class PlanPage {
  private static final int WIDTH = 120;

  private final Screen screen;

  PlanPage(Screen screen) {
    this.screen = screen;
  }

  /** The answer for programs. */
  record Report(boolean done, List<Line> steps) {}

  /** One step of it. */
  record Line(String action, String part, String title, List<Difference> differences, String why) {}

  static String json(Plan plan) {
    List<Line> lines =
        plan.changes().stream()
            .map(s -> new Line(word(s), s.part().word(), s.title(), s.differences(), s.why()))
            .toList();
    return JsonText.of(new Report(plan.isDone(), lines));
  }

  void print(Plan plan) {
    for (Step step : plan.changes()) {
      String why = step.why().isEmpty() ? "" : ": " + step.why();
      screen.line("%-8s %-13s %s%s", word(step), step.part().word(), step.title(), why);
      for (Difference one : step.differences()) {
        screen.line("           %s", told(one));
      }
    }
    screen.line(
        "%s to create, %s to change, %s to remove, %s in the way; %s as they should be.",
        plan.of(Action.CREATE).size(),
        plan.of(Action.CHANGE).size(),
        plan.of(Action.REMOVE).size(),
        plan.of(Action.BLOCKED).size() + plan.of(Action.ADOPT).size(),
        plan.of(Action.LEAVE).size());
  }

  static String word(Step step) {
    return step.action().name().toLowerCase(Locale.ROOT);
  }

  private static String told(Difference one) {
    if (one.is().isEmpty()) {
      return one.where() + " lacks " + cut(one.should());
    }
    return one.should().isEmpty()
        ? one.where() + " has " + cut(one.is()) + " too"
        : one.where() + " is '" + cut(one.is()) + "', should be '" + cut(one.should()) + "'";
  }

  private static String cut(String text) {
    return text.length() > WIDTH ? text.substring(0, WIDTH) + "…" : text;
  }
}
