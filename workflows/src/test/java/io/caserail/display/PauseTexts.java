package io.caserail.display;

import io.caserail.texts.StaffTexts;

/** What the ticket that holds pauses says to support. */
public final class PauseTexts {
  private PauseTexts() {}

  /** All of it. */
  public static StaffTexts all() {
    return new StaffTexts("Pause")
        .adds(
            "by the outflow brake",
            PauseNotes.braked("2100.00 EUR went out within an hour, above 2000.00 EUR"))
        .adds("by a person", PauseNotes.paused("Refunds", "omar", "wrong prices in the shop"))
        .adds("over", PauseNotes.resumed("Refunds", "23 Nov 14:02"));
  }
}
