package io.caserail.display;

import java.util.List;

/** What the ticket says that holds pauses. */
public final class PauseNotes {
  private PauseNotes() {}

  /** More goes out than is usual. */
  public static List<String> braked(String tooMuch) {
    return List.of(
        "Refunds are paused by the outflow brake: " + tooMuch + ".",
        "Customers: told nothing. What waits is not lost; it goes on by itself afterwards.",
        "Owner: head of support and finance.",
        "Do now: read the last hour's refunds in the payment system. When they are right, two"
            + " people apply the macro that resumes refunds, in this ticket.",
        "Do not: resume before somebody has read them.");
  }

  /**
   * Somebody pauses a kind of case.
   *
   * @param kind its name in the plural, as a sentence begins with it
   */
  public static List<String> paused(String kind, String by, String why) {
    return List.of(
        kind + " are paused by " + by + ".",
        "Why: " + why,
        "Do now: two people apply the macro that resumes them, in this ticket, when it is over.");
  }

  /**
   * They are over.
   *
   * @param at when the second one has said so, for people
   */
  public static List<String> resumed(String kind, String at) {
    return List.of(kind + " go on: two people have resumed them, the second one at " + at + ".");
  }
}
