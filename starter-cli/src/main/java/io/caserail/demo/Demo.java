package io.caserail.demo;

import io.caserail.sandbox.zendesk.Note;
import io.caserail.sandbox.zendesk.TicketView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Plays the scenes, prints what happened, and checks the guarantees. */
public final class Demo {
  private final Stage stage;
  private final Consumer<String> out;
  private final UnaryOperator<String> good;
  private final UnaryOperator<String> bad;
  private final List<Scene.Line> lines = new ArrayList<>();
  private int failed;

  /**
   * A demo.
   *
   * @param out takes one line at a time
   * @param good how good news is painted
   * @param bad how bad news is painted
   */
  public Demo(
      Stage stage, Consumer<String> out, UnaryOperator<String> good, UnaryOperator<String> bad) {
    this.stage = stage;
    this.out = out;
    this.good = good;
    this.bad = bad;
  }

  /** Plays it all; true when every scene came out and every guarantee holds. */
  public boolean play() {
    int number = 0;
    for (Map.Entry<String, Consumer<Scene>> scene : Scenes.all().entrySet()) {
      play(++number, scene.getKey(), scene.getValue());
    }
    out.accept("");
    table();
    out.accept("");
    return guarantees() && failed == 0;
  }

  private void play(int number, String title, Consumer<Scene> action) {
    Scene scene = new Scene(stage);
    long began = System.nanoTime();
    String outcome;
    try {
      action.accept(scene);
      outcome = good.apply("ok");
    } catch (SceneFailed e) {
      failed++;
      outcome = bad.apply("FAILED") + "  " + e.getMessage();
      stage.sandbox().faults().clear();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    out.accept(
        "%2d  %-64s %5.1f s  %s".formatted(number, title, took.toMillis() / 1000.0, outcome));
    lines.addAll(scene.lines());
  }

  private void table() {
    out.accept(
        "%-7s %-32s %-15s %9s  %s".formatted("ticket", "about", "state", "moved", "last note"));
    for (Scene.Line line : lines) {
      TicketView ticket = stage.ticket(line.ticket());
      out.accept(
          "%-7d %-32s %-15s %9s  %s"
              .formatted(
                  line.ticket(),
                  line.object(),
                  stage.state(line.ticket()),
                  stage.moved(line.payments()),
                  lastNote(ticket)));
    }
  }

  private static String lastNote(TicketView ticket) {
    List<Note> notes = ticket.internalNotes();
    return notes.isEmpty()
        ? "-"
        : notes.get(notes.size() - 1).body().lines().findFirst().orElse("-");
  }

  private boolean guarantees() {
    boolean all = true;
    for (Map.Entry<String, List<String>> guarantee :
        new Guarantees(stage).check(lines).entrySet()) {
      boolean holds = guarantee.getValue().isEmpty();
      all &= holds;
      out.accept((holds ? good.apply("holds ") : bad.apply("BROKEN")) + "  " + guarantee.getKey());
      guarantee.getValue().forEach(what -> out.accept("        " + what));
    }
    return all;
  }
}
