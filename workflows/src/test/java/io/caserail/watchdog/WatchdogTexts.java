package io.caserail.watchdog;

import static io.caserail.texts.StaffTexts.NOW;

import io.caserail.model.CaseKind;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.texts.StaffTexts;
import io.caserail.watchdog.CaseTrace.Shown;
import io.caserail.watchdog.Finding.What;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the watchdog says to support of cases that can't speak for themselves. */
public final class WatchdogTexts {
  private WatchdogTexts() {}

  /** All of it. */
  public static StaffTexts all() {
    StaffTexts texts = new StaffTexts("Watchdog");
    for (CaseKind kind : CaseKind.values()) {
      String word = kind.name().toLowerCase(Locale.ROOT);
      texts
          .adds(word + ": ended from outside", about(kind, What.ENDED, TicketState.WORKING))
          .adds(
              word + ": no worker takes it up",
              about(kind, What.NOT_TAKEN_UP, TicketState.WORKING));
    }
    return texts
        .adds("its code fails", about(CaseKind.REFUND, What.FAILING, TicketState.WORKING))
        .adds("reset", about(CaseKind.REFUND, What.RESET, TicketState.WORKING))
        .adds(
            "ended after the verdict, before what was shown is erased",
            about(CaseKind.VERIFICATION, What.ENDED, TicketState.DONE))
        .adds(
            "it goes on again",
            only(WatchdogNotes.goesOn(trace(CaseKind.REFUND, TicketState.WORKING, false), NOW)))
        .adds("it has ended, and nothing was asked for", only(WatchdogNotes.goesOn(silent(), NOW)));
  }

  private static TicketView about(CaseKind kind, What what, TicketState state) {
    boolean ended = what == What.ENDED;
    return only(WatchdogNotes.about(trace(kind, state, ended), new Finding(what, NOW)));
  }

  private static TicketView only(List<ShowRequest> shows) {
    return shows.get(0).view();
  }

  private static CaseTrace trace(CaseKind kind, TicketState state, boolean ended) {
    TicketView view = new TicketView(state, WaitsFor.CASERAIL, "", List.of());
    ShowRequest shown =
        new ShowRequest(
            new TicketId("4711"),
            view,
            new RequestKey("00000000000000a1"),
            1,
            List.of(),
            kind,
            List.of());
    return new CaseTrace(
        "case",
        "run",
        kind,
        object(kind),
        List.of(),
        List.of(new Shown(shown, NOW.minus(Duration.ofMinutes(5)), true)),
        null,
        false,
        false,
        ended ? "terminated" : null,
        ended ? NOW : null,
        null,
        "");
  }

  /** One that has ended without a word. */
  private static CaseTrace silent() {
    return new CaseTrace(
        "case",
        "run",
        CaseKind.REFUND,
        object(CaseKind.REFUND),
        List.of(new TicketId("4711")),
        List.of(),
        null,
        false,
        true,
        null,
        null,
        null,
        "");
  }

  private static String object(CaseKind kind) {
    return switch (kind) {
      case REFUND -> "pi_3QxYzAbCdEf";
      case SETTLEMENT -> "re_3QxYzAbCdEf";
      case CANCELLATION -> "ord_1";
      case VERIFICATION -> "acct_1";
    };
  }
}
