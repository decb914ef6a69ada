package io.caserail.demo;

import java.util.ArrayList;
import java.util.List;

/** One scene while it is played: what it did, and what it expects to be true in the end. */
final class Scene {
  private final Stage stage;
  private final List<Line> lines = new ArrayList<>();

  /**
   * One ticket of the scene.
   *
   * @param ticket its id
   * @param payment what it was about
   * @param moved what should have left for the customer over all, as a decimal
   */
  record Line(long ticket, String payment, String moved) {}

  Scene(Stage stage) {
    this.stage = stage;
  }

  Stage stage() {
    return stage;
  }

  /** Puts a ticket into the table, and its money on the list of what the books must show. */
  void expect(long ticket, String payment, String moved) {
    lines.add(new Line(ticket, payment, moved));
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }
}
