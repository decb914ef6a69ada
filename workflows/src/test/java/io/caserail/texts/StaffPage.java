package io.caserail.texts;

import io.caserail.cancellation.CancellationTexts;
import io.caserail.display.PauseTexts;
import io.caserail.lifecycle.AnswerTexts;
import io.caserail.outage.OutageTexts;
import io.caserail.port.TicketView;
import io.caserail.reconcile.ComparisonTexts;
import io.caserail.refund.RefundTexts;
import io.caserail.settlement.SettlementTexts;
import io.caserail.tracking.FactTexts;
import io.caserail.verification.VerificationTexts;
import io.caserail.watchdog.WatchdogTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page with every note, as {@code docs/staff-texts.md} holds it. */
final class StaffPage {
  static final String AGAIN =
      "mvn -q -pl workflows test -Dtest=StaffTextsTest -Dstaff.texts.write=true";

  private static final String HEAD =
      """
      # What support reads in tickets

      Every note that Caserail writes for colleagues, kind by kind, with the situation that it is
      written in. For reviewers: what happened, whose fault it is, what is next, who does it, by
      when; in plain words, and nothing that is not true yet. What customers read is a catalogue of
      its own.

      **Don't edit this page.** The code says these texts; a test fails when the page says something
      else. To change one, change it where it is composed (`*Notes` and `Answers` in
      `workflows`) and write the page again:

      ```
      %s
      ```

      The examples are always the same ones: Lena has asked on Monday, 23 November, at 14:02 (UTC),
      in ticket 4711. Three things come with a note only where they apply, and are not shown here:

      - "Reminder: " and "Late: " before the first line of any wait; some show it below;
      - behind the first line of what waits for a system: how many wait for it, and the number of the
        outage's ticket;
      - below a refund that is not final or has failed: the words for a customer who asks, from the
        customers' catalogue.
      """
          .formatted(AGAIN);

  private StaffPage() {}

  /** Each kind's notes. */
  static List<StaffTexts> kinds() {
    return List.of(
        RefundTexts.all(),
        SettlementTexts.all(RefundTexts.policy()),
        CancellationTexts.all(RefundTexts.policy().waits()),
        VerificationTexts.all(),
        AnswerTexts.all(),
        OutageTexts.all(),
        WatchdogTexts.all(),
        ComparisonTexts.all(),
        PauseTexts.all(),
        FactTexts.all());
  }

  /** The page as the code says it now. */
  static String text() {
    List<String> page = new ArrayList<>();
    page.add(HEAD.stripTrailing());
    for (StaffTexts kind : kinds()) {
      page.add("");
      page.add("## " + kind.kind());
      kind.all().forEach(text -> add(page, text));
    }
    return String.join("\n", page) + "\n";
  }

  private static void add(List<String> page, StaffText text) {
    page.add("");
    page.add(
        "### " + Character.toUpperCase(text.situation().charAt(0)) + text.situation().substring(1));
    page.add("");
    String where = where(text);
    if (!where.isEmpty()) {
      page.add(where);
      page.add("");
    }
    if (text.lines().isEmpty()) {
      page.add("> (no note)");
      return;
    }
    page.add("> **" + text.lines().get(0) + "**");
    if (text.lines().size() > 1) {
      page.add(">");
    }
    text.lines().stream().skip(1).forEach(line -> page.add("> - " + line));
  }

  /** What lists show with it, in their own words. */
  private static String where(StaffText text) {
    List<String> shown = new ArrayList<>();
    if (text.status() != null) {
      shown.add("Case: " + words(text.status()));
    }
    if (text.whose() != null) {
      shown.add("fault: " + words(text.whose()));
    }
    TicketView fields = text.fields();
    if (fields != null && fields.state() != null) {
      shown.add("state: " + words(fields.state()));
    }
    if (fields != null && fields.waitsFor() != null) {
      shown.add("waits for: " + words(fields.waitsFor()));
    }
    return String.join(" · ", shown);
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
