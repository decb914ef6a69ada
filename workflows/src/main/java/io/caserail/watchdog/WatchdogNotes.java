package io.caserail.watchdog;

import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.SaidBy;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.watchdog.CaseTrace.Shown;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the watchdog has tickets say. It knows of a case no more than its history tells, and never
 * whether the last send has arrived: so its notes leave that open. Times are UTC, since the
 * policy's zone is the case's affair.
 *
 * <p>It writes under the key of the request, with the revision of the newest view that the case has
 * asked for: a view that came after it is never written over, and the case's own next one is newer.
 * Where a case has said nothing yet, the note stands under {@link RequestKey#unheard}.
 */
public final class WatchdogNotes {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC on' d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private WatchdogNotes() {}

  /** What is to be shown because of a finding. */
  public static List<ShowRequest> about(CaseTrace trace, Finding finding) {
    return finding.what() == Finding.What.RESET ? reset(trace, finding) : stopped(trace, finding);
  }

  /**
   * What is to be shown once a case goes on that stood still: its own last view, and that it goes
   * on. One that had said nothing speaks for itself; or it has ended without a word, since nothing
   * was asked for.
   *
   * @param since when it had begun to stand still
   */
  public static List<ShowRequest> goesOn(CaseTrace trace, Instant since) {
    List<ShowRequest> shows = new ArrayList<>();
    for (Shown shown : trace.shown()) {
      // What it has asked for since then shows by itself that it goes on.
      if (!shown.isEnding() && shown.at().isBefore(since)) {
        List<String> note =
            List.of(
                what(trace)
                    + " goes on again; it had stood still since "
                    + TIME.format(since)
                    + ".",
                "What stood here before the standstill holds.");
        TicketView before = shown.request().view();
        TicketView view = view(before.state(), before.waitsFor(), note);
        shows.add(under(shown, before.late() ? view.beingLate() : view));
      }
    }
    if (trace.over()) {
      List<String> note =
          List.of(
              what(trace) + ": its case has ended; it found nothing that was asked for here.",
              "It had stood still since " + TIME.format(since) + ".");
      for (TicketId ticket : unheard(trace)) {
        TicketView view = view(TicketState.WITHDRAWN, WaitsFor.NOBODY, note);
        shows.add(beside(trace, ticket, RequestKey.unheard(trace.kind().inTickets()), view));
      }
    }
    return shows;
  }

  private static List<TicketId> unheard(CaseTrace trace) {
    return trace.named().stream()
        .filter(t -> trace.shown().stream().noneMatch(shown -> shown.ticket().equals(t)))
        .toList();
  }

  private static List<ShowRequest> stopped(CaseTrace trace, Finding finding) {
    List<ShowRequest> shows = new ArrayList<>();
    List<String> note =
        finding.what() == Finding.What.ENDED ? ended(trace, finding) : still(trace, finding);
    WaitsFor owner = owner(trace, finding);
    SaidBy run = SaidBy.of(trace.caseId(), trace.runId());
    SaidBy by = finding.what() == Finding.What.ENDED ? run.afterItsEnd() : run;
    for (Shown shown : trace.shown()) {
      if (!shown.isEnding()) {
        TicketState before = shown.request().view().state();
        boolean worse = before != null && before.isWorseThan(TicketState.NEEDS_PERSON);
        shows.add(
            under(shown, view(worse ? before : TicketState.NEEDS_PERSON, owner, note)).saidBy(by));
      } else if (!shown.isOver() && finding.what() == Finding.What.ENDED) {
        // Its last word is known, and was only not written yet. The customer is not told by it.
        TicketView last = shown.request().view();
        shows.add(
            under(
                shown,
                new TicketView(
                    last.state(),
                    last.waitsFor(),
                    last.reference(),
                    last.note(),
                    null,
                    last.fields(),
                    last.waitsOn(),
                    last.late(),
                    last.words())));
      } else if (finding.what() == Finding.What.ENDED && mayHoldWhatWasShown(trace, shown)) {
        shows.add(
            under(shown, view(TicketState.NEEDS_PERSON, owner, unerased(trace, finding)))
                .saidBy(by));
      }
    }
    for (TicketId ticket : unheard(trace)) {
      TicketView view = view(TicketState.NEEDS_PERSON, owner, note);
      shows.add(beside(trace, ticket, RequestKey.unheard(trace.kind().inTickets()), view));
    }
    return shows;
  }

  /**
   * A verification tells the verdict before it has anything erased. Requests are served one after
   * another: what came before the last one is erased.
   */
  private static boolean mayHoldWhatWasShown(CaseTrace trace, Shown shown) {
    return trace.kind() == CaseKind.VERIFICATION
        && shown.request().view().state() == TicketState.DONE
        && trace.shown().stream()
            .filter(other -> other.request().view().state() != null)
            .allMatch(other -> other.isEnding() && !other.at().isAfter(shown.at()));
  }

  private static List<String> unerased(CaseTrace trace, Finding finding) {
    return List.of(
        what(trace)
            + ": its case was "
            + trace.end()
            + " in Temporal at "
            + TIME.format(finding.since())
            + ", not by Caserail. What the customer showed may not be erased.",
        "Customer: nothing changes for them.",
        "Owner: you; engineering is alerted.",
        "Do now: macro "
            + macro(trace)
            + " again, the fields as they were: it has erased what is left.",
        "Do not: say that it is erased, or ask for documents again.");
  }

  /** The run goes on and shows its state itself: this is a note beside it. */
  private static List<ShowRequest> reset(CaseTrace trace, Finding finding) {
    List<TicketId> tickets = new ArrayList<>(trace.named());
    for (Shown shown : trace.shown()) {
      if (!tickets.contains(shown.ticket())) {
        tickets.add(shown.ticket());
      }
    }
    RequestKey key = new RequestKey(Digest.hex(16, "reset", trace.runId()));
    List<String> note =
        List.of(
            what(trace)
                + ": its case was reset in Temporal at "
                + TIME.format(finding.since())
                + ", not by Caserail. It goes on from an earlier point.",
            "Customer: nothing new. Before it sends, Caserail looks for what was sent already.",
            "Owner: Caserail; engineering is alerted.",
            "Do now: nothing. What was decided before may be asked for again.",
            "Do not: do by hand what the case is about.");
    return tickets.stream()
        .map(ticket -> beside(trace, ticket, key, view(null, null, note)))
        .toList();
  }

  private static List<String> ended(CaseTrace trace, Finding finding) {
    boolean settlement = trace.kind() == CaseKind.SETTLEMENT;
    return List.of(
        what(trace)
            + ": its case was "
            + trace.end()
            + " in Temporal at "
            + TIME.format(finding.since())
            + ", not by Caserail. Nobody goes on with it.",
        customer(trace),
        settlement
            ? "Owner: finance; engineering is alerted."
            : "Owner: you; engineering is alerted.",
        settlement
            ? "Do now: look for the refund in the payment system, and tell what stands there."
            : "Do now: macro "
                + macro(trace)
                + " again, the fields as they were: it looks for what was sent before it sends.",
        settlement
            ? "Do not: refund this payment again."
            : "Do not: do it by hand before the answer to that macro.");
  }

  private static List<String> still(CaseTrace trace, Finding finding) {
    return List.of(
        what(trace)
            + " has stood still since "
            + TIME.format(finding.since())
            + ": "
            + (finding.what() == Finding.What.FAILING
                ? "the code of its case fails"
                : "no worker takes its case up")
            + ". Caserail's fault.",
        customer(trace),
        "Owner: engineering, who are alerted; once mended it goes on by itself.",
        "Do now: nothing. A macro applied now counts when it goes on.",
        "Do not: do it by hand, or ask for it again in another ticket.");
  }

  private static String customer(CaseTrace trace) {
    return switch (trace.kind()) {
      case REFUND ->
          "Customer: it may or may not have been sent. Do not say refunded, do not say failed.";
      case SETTLEMENT -> "Customer: it was accepted; whether it has arrived is not known here.";
      case CANCELLATION ->
          "Customer: it may be done, or done in part, or not at all. Promise nothing.";
      case VERIFICATION -> "Customer: the verdict may or may not have been entered. Say neither.";
    };
  }

  private static WaitsFor owner(CaseTrace trace, Finding finding) {
    if (finding.what() != Finding.What.ENDED) {
      return WaitsFor.ENGINEERING;
    }
    return trace.kind() == CaseKind.SETTLEMENT ? WaitsFor.FINANCE : WaitsFor.REQUESTER;
  }

  private static String what(CaseTrace trace) {
    return switch (trace.kind()) {
      case REFUND -> "Refund of " + trace.object();
      case SETTLEMENT -> "Settlement of refund " + trace.object();
      case CANCELLATION -> "Cancellation of " + trace.object();
      case VERIFICATION -> "Verification of " + trace.object();
    };
  }

  private static String macro(CaseTrace trace) {
    return switch (trace.kind()) {
      case REFUND, SETTLEMENT -> "Refund: send";
      case CANCELLATION -> "Cancellation: cancel";
      case VERIFICATION -> "Verification: verify";
    };
  }

  private static TicketView view(
      @Nullable TicketState state, @Nullable WaitsFor waitsFor, List<String> note) {
    return new TicketView(state, waitsFor, "", note);
  }

  private static ShowRequest beside(
      CaseTrace trace, TicketId ticket, RequestKey key, TicketView view) {
    return new ShowRequest(ticket, view, key, 0, List.of(), trace.kind().inTickets(), List.of());
  }

  private static ShowRequest under(Shown shown, TicketView view) {
    return new ShowRequest(
        shown.ticket(),
        view,
        shown.key(),
        shown.request().revision(),
        List.of(),
        shown.request().about(),
        List.of());
  }
}
