package io.caserail.port;

import io.caserail.model.Money;
import java.util.List;
import java.util.Locale;

/**
 * The view of a refund whose money has left: by itself, or after its settlement. Two cases write
 * it, and neither knows the other.
 */
public final class SentView {
  private SentView() {}

  /**
   * The view.
   *
   * @param happened the note's first line
   * @param ref the refund
   * @param tells whether the customer is told too, because the macro said so
   */
  public static TicketView of(
      String happened, String ref, String system, Money amount, String bankDays, boolean tells) {
    String never = "Do not: refund this payment again, here or in " + system + ".";
    TicketView view =
        new TicketView(
            TicketState.DONE,
            WaitsFor.NOBODY,
            ref,
            List.of(
                happened,
                "Customer: not told yet. Banks show it in " + bankDays + ".",
                "Owner: you.",
                "Do now: macro Tell customer: sent, then solve.",
                never));
    if (!tells) {
      return view;
    }
    return view.telling(
        new CustomerNotice(
            CustomerNotice.Text.REFUND_SENT,
            amount,
            List.of(
                happened,
                "Customer: told above that it is sent, and how long banks take to show it.",
                "Owner: you.",
                "Do now: solve.",
                never)));
  }

  /**
   * The same of a refund that is a part of something else, which says itself when all is done.
   *
   * @param origin what it is a part of
   */
  public static TicketView part(
      String happened, String ref, String system, String bankDays, Origin origin) {
    return new TicketView(
        TicketState.DONE,
        WaitsFor.NOBODY,
        ref,
        List.of(
            happened,
            "Customer: not told yet. Banks show it in " + bankDays + ".",
            "Owner: Caserail, which goes on with the "
                + origin.kind().name().toLowerCase(Locale.ROOT)
                + " of "
                + origin.object()
                + ".",
            "Do now: nothing; its note says when to tell the customer and to solve.",
            "Do not: refund this payment again, here or in " + system + "."));
  }
}
