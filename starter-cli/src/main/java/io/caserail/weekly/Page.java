package io.caserail.weekly;

import io.caserail.weekly.Week.Approvals;
import io.caserail.weekly.Week.Spread;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the page says, before it is written as Markdown or HTML.
 *
 * @param title its heading
 * @param sections its parts, in their order
 */
public record Page(String title, List<Section> sections) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

  public Page {
    sections = List.copyOf(sections);
  }

  /**
   * A part of the page.
   *
   * @param columns the table's heads
   * @param rows its rows, as many cells each
   * @param note what has to be known about it; may be empty
   */
  public record Section(String title, List<String> columns, List<List<String>> rows, String note) {
    public Section {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * The page of a week.
   *
   * @param zone for its times
   */
  public static Page of(Week week, ZoneId zone) {
    List<Section> sections = new ArrayList<>();
    if (!week.recordHolds()) {
      sections.add(
          new Section(
              "The record is broken",
              List.of("What"),
              List.of(
                  List.of("a line was changed, added or left out: these figures prove nothing")),
              "caserail case evidence names the place."));
    }
    Instant partly = week.partlyUntil();
    if (partly != null) {
      sections.add(
          new Section(
              "Not known before " + time(partly, zone),
              List.of("What"),
              List.of(List.of("requests, times, waits, late cases, approvals that ended, writes")),
              "Until then the record holds decisions and sends only; these figures are of the time"
                  + " since."));
    }
    sections.add(requests(week));
    sections.add(money(week));
    sections.add(times(week));
    sections.add(lateness(week));
    sections.add(approvals(week.approvals()));
    sections.add(troubles(week));
    sections.add(writes(week));
    return new Page(
        "Caserail, " + time(week.from(), zone) + " to " + time(week.to(), zone), sections);
  }

  private static Section requests(Week week) {
    List<List<String>> rows = new ArrayList<>();
    week.requests()
        .forEach(
            asked ->
                rows.add(
                    List.of(words(asked.kind()), words(asked.state()), number(asked.count()))));
    return new Section(
        "Requests",
        List.of("Kind", "At the end of the week", "Count"),
        rows,
        "What was asked for in the week, and what its tickets show at its end.");
  }

  private static Section money(Week week) {
    List<List<String>> rows = new ArrayList<>();
    int all = 0;
    for (Week.Sent sent : week.sent()) {
      all += sent.count();
      rows.add(
          List.of(
              words(sent.reason()),
              agreed(sent.agreed()),
              number(sent.count()),
              String.join(", ", sent.money())));
    }
    return new Section(
        "Refunds sent",
        List.of("Reason", "Agreed to by", "Count", "Money"),
        rows,
        "Untouched by people: "
            + week.untouched()
            + " of "
            + all
            + (all == 0 ? "" : " (" + Math.round(100.0 * week.untouched() / all) + "%)")
            + ". Refunds by hand are not among them.");
  }

  private static Section times(Week week) {
    return new Section(
        "How long it took",
        List.of("What", "Median", "95 of 100", "Of"),
        List.of(
            spread("Click to sent, without the wait for approvals", week.clickToSent()),
            spread("Wait for approvals", week.approvalWait())),
        week.unmeasured() == 0
            ? ""
            : "Not known of "
                + week.unmeasured()
                + ": their click or a yes was not given in a ticket.");
  }

  private static List<String> spread(String what, Spread spread) {
    return spread.of() == 0
        ? List.of(what, "none", "none", "0")
        : List.of(what, duration(spread.median()), duration(spread.p95()), number(spread.of()));
  }

  private static Section lateness(Week week) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Customers who noticed first (target 0)", number(week.customersFirst())));
    rows.add(List.of("Late cases", week.late() + ", of which still late: " + week.stillLate()));
    for (Map.Entry<String, Double> hours : week.waitingHours().entrySet()) {
      rows.add(
          List.of(
              "Hours of waiting, fault: " + hours.getKey(),
              String.format(Locale.ROOT, "%.1f", hours.getValue())));
    }
    return new Section(
        "Late and waiting",
        List.of("What", "Figure"),
        rows,
        "Waits as tickets have shown them: what was over before a ticket said anything is not in. A"
            + " customer noticed first who wrote in the ticket between the click and the first"
            + " note of a wait or a failure.");
  }

  private static Section approvals(Approvals approvals) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Asked for", number(approvals.asked())));
    rows.add(List.of("Open at the end", number(approvals.open())));
    rows.add(List.of("Expired", number(approvals.expired())));
    rows.add(List.of("Refused", number(approvals.refused())));
    approvals
        .perPerson()
        .forEach((who, count) -> rows.add(List.of("Agreed to by " + who, number(count))));
    return new Section(
        "Approvals",
        List.of("What", "Count"),
        rows,
        "People by their ids: the record holds no names. A yes is counted once its send was looked"
            + " at.");
  }

  private static Section troubles(Week week) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Doubles stopped by the last look", number(week.doublesStopped())));
    rows.add(List.of("In doubt", number(week.doubt().count())));
    if (week.doubt().count() > 0) {
      rows.add(List.of("In doubt, the longest", duration(week.doubt().longest())));
    }
    week.doubt()
        .endings()
        .forEach((how, count) -> rows.add(List.of("In doubt, " + how, number(count))));
    rows.add(List.of("By hand", number(week.byHand())));
    rows.add(List.of("By hand, read back", "not known: " + week.byHandReadBack().notKnown()));
    rows.add(List.of("Refunds by others that stopped a send", number(week.foreignRefunds())));
    rows.add(List.of("Failed after sent", number(week.failedAfterSent())));
    return new Section("What went wrong", List.of("What", "Count"), rows, "");
  }

  private static Section writes(Week week) {
    Week.Writes writes = week.writes();
    String each =
        writes.requests() == 0
            ? "none"
            : String.format(Locale.ROOT, "%.1f", (double) writes.count() / writes.requests());
    return new Section(
        "Writes to tickets",
        List.of("What", "Figure"),
        List.of(
            List.of("For each request", each),
            List.of(
                "In the busiest minute",
                writes.peak() + " of " + writes.limit() + " that Zendesk allows")),
        "Without messages to customers, and without notes of outages, of refunds by others and of"
            + " the watchdog.");
  }

  private static String agreed(int people) {
    return switch (people) {
      case 0 -> "nobody";
      case 1 -> "one person";
      default -> people + " people";
    };
  }

  private static String words(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String number(long count) {
    return Long.toString(count);
  }

  private static String duration(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone)) + " " + zone;
  }
}
