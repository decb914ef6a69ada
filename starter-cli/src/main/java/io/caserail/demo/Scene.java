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
   * @param object what it was about: a payment, an order, an account
   * @param payments whose money it may move
   * @param moved what should have left for the customer over all, as a decimal
   */
  record Line(long ticket, String object, List<String> payments, String moved) {}

  Scene(Stage stage) {
    this.stage = stage;
  }

  Stage stage() {
    return stage;
  }

  /** Puts a ticket into the table, and its money on the list of what the books must show. */
  void expect(long ticket, String payment, String moved) {
    lines.add(new Line(ticket, payment, List.of(payment), moved));
  }

  /** The same about an order. */
  void expect(long ticket, Purchase bought, String moved) {
    lines.add(new Line(ticket, bought.order(), bought.payments(), moved));
  }

  /** The same about an account, with which no money goes. */
  void expect(long ticket, String account) {
    lines.add(new Line(ticket, account, List.of(), "0.00"));
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }
}
