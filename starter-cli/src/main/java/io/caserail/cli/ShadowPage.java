package io.caserail.cli;

import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import io.caserail.worker.shadow.ShadowEnd;
import io.caserail.worker.shadow.ShadowReport;
import io.caserail.worker.shadow.ShadowReport.Share;
import io.caserail.worker.shadow.ShadowRequest;
import io.caserail.worker.shadow.ShadowRow;
import io.caserail.worker.shadow.ShadowRow.Missing;
import io.caserail.worker.shadow.ShadowRow.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A look at the past, for people and for programs. */
final class ShadowPage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ENGLISH);

  private ShadowPage() {}

  /** The answer for programs; {@code null} stands for what is not known. */
  record Json(
      Instant from,
      Instant to,
      String policy,
      int madeByCaserail,
      Map<Verdict, Share> verdicts,
      Map<Missing, Share> missing,
      List<ShadowRow> refunds,
      List<ShadowEnd> subscriptions,
      List<ShadowRequest> requests,
      List<String> notLookedAt) {
    static Json of(ShadowReport report) {
      return new Json(
          report.from(),
          report.to(),
          report.policy(),
          report.ours(),
          report.byVerdict(),
          report.missing(),
          report.rows(),
          report.ends(),
          report.requests(),
          report.notLookedAt());
    }
  }

  /** The page without a line for each refund; doubles are named. */
  static String summary(ShadowReport report, String zone) {
    StringBuilder page = new StringBuilder();
    line(
        page,
        "# What Caserail would have done, %s to %s",
        time(report.from(), zone),
        time(report.to(), zone));
    line(page, "");
    line(
        page,
        "People refunded %s by hand. Judged by policy %s, as each payment was right before;",
        words(report.all()),
        report.policy().substring(0, 12));
    line(page, "nothing was written anywhere.%s", ours(report));
    line(page, "");
    line(page, "## It would have");
    line(page, "");
    line(page, "| what | refunds | money |");
    line(page, "|---|---|---|");
    report
        .byVerdict()
        .forEach(
            (verdict, share) ->
                line(
                    page,
                    "| %s | %d | %s |",
                    words(verdict, "paid"),
                    share.count(),
                    money(share.money())));
    line(page, "");
    line(page, "## Money that may have left twice: %d", report.doubles().size());
    line(page, "");
    for (ShadowRow row : report.doubles()) {
      line(page, "- %s: %s", name(row, zone), String.join("; ", row.doubles()));
    }
    if (report.doubles().isEmpty()) {
      line(page, "None was found: no payment had the same amount refunded twice, no ticket got it");
      line(page, "from two payments, and no refunded payment has an open or lost dispute.");
    }
    line(page, "");
    line(page, "## Missing data");
    line(page, "");
    report
        .missing()
        .forEach(
            (what, share) -> line(page, "- %s: %s.%s", words(what), words(share), sowhat(what)));
    if (report.missing().isEmpty()) {
      line(page, "None.");
    }
    if (!report.ends().isEmpty()) {
      line(page, "");
      line(
          page,
          "## Subscriptions ended on request, by hand or in Stripe's portal: %d",
          report.ends().size());
      line(page, "");
      report.ends().forEach(end -> line(page, "- %s", line(end, zone)));
    }
    if (!report.requests().isEmpty()) {
      line(page, "");
      line(page, "## Asked for by macro, and not served: %d", report.requests().size());
      line(page, "");
      report.requests().forEach(request -> line(page, "- %s", line(request, zone)));
    }
    line(page, "");
    line(page, "## Not looked at");
    line(page, "");
    report.notLookedAt().forEach(sentence -> line(page, "- %s", sentence));
    return page.toString().stripTrailing();
  }

  /** A refund that people made. */
  static String line(ShadowRow row, String zone) {
    return Plain.text(
        name(row, zone)
            + ": "
            + would(row.verdict(), "paid", row.because())
            + (row.doubles().isEmpty()
                ? ""
                : ". May be a double: " + String.join("; ", row.doubles())));
  }

  /** A subscription that was ended on request. */
  static String line(ShadowEnd end, String zone) {
    return Plain.text(
        time(end.at(), zone)
            + ", "
            + end.subscription()
            + (end.atOnce() ? " at once" : " with its term")
            + (end.ticket().isEmpty() ? ", no ticket known" : ", ticket " + end.ticket())
            + ": "
            + would(end.verdict(), "ended", end.because()));
  }

  /** What was asked for by macro. */
  static String line(ShadowRequest request, String zone) {
    return Plain.text(
        time(request.at(), zone)
            + ", ticket "
            + request.ticket()
            + ", "
            + what(request)
            + " of "
            + (request.object().isEmpty() ? "nothing named" : request.object())
            + ": "
            + would(
                request.verdict(),
                request.kind() == CaseKind.REFUND ? "paid" : "done",
                request.because()));
  }

  private static String what(ShadowRequest request) {
    return switch (request.kind()) {
      case REFUND -> request.amount().isEmpty() ? "all" : request.amount();
      default -> request.kind().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String would(Verdict verdict, String done, String because) {
    return (verdict == Verdict.NOT_JUDGED ? "" : "it would have ")
        + words(verdict, done)
        + because(because);
  }

  private static String because(String clauses) {
    return clauses.isEmpty() ? "" : ", since: " + clauses;
  }

  /** The whole page. */
  static String markdown(ShadowReport report, String zone) {
    StringBuilder page = new StringBuilder(summary(report, zone)).append("\n\n## Every refund\n\n");
    line(page, "| when | refund | payment | amount | ticket | it would have | because |");
    line(page, "|---|---|---|---|---|---|---|");
    for (ShadowRow row : report.rows()) {
      line(
          page,
          "| %s | %s | %s | %s | %s | %s | %s |",
          time(row.at(), zone),
          row.ref(),
          row.payment().isEmpty() ? "-" : row.payment(),
          row.amount(),
          row.ticket().isEmpty() ? "-" : row.ticket(),
          words(row.verdict(), "paid"),
          row.because().isEmpty() ? "-" : row.because());
    }
    return page.toString();
  }

  private static String ours(ShadowReport report) {
    return report.ours() == 0
        ? ""
        : " " + report.ours() + " more were made by Caserail itself, and are not judged.";
  }

  private static String name(ShadowRow row, String zone) {
    return time(row.at(), zone)
        + ", "
        + row.amount()
        + " of "
        + row.payment()
        + " ("
        + row.ref()
        + (row.ticket().isEmpty() ? ")" : ", ticket " + row.ticket() + ")");
  }

  private static String words(Verdict verdict, String done) {
    return switch (verdict) {
      case DONE -> done + " it, asking nobody";
      case ASKED -> "asked people first";
      case LEFT_TO_PEOPLE -> "left it to people: above every limit";
      case REFUSED -> "refused it";
      case NOT_JUDGED -> "not judged";
    };
  }

  private static String words(Missing what) {
    return switch (what) {
      case TICKET -> "No ticket names the refund or its payment";
      case ONE_TICKET -> "Several tickets name it";
      case CUSTOMER -> "The ticket's customer has no address";
      case PAYER -> "The payer has no address";
      case REASON -> "No reason is known";
      case PAYMENT -> "A bare charge was refunded, without a payment intent";
    };
  }

  private static String sowhat(Missing what) {
    return switch (what) {
      case TICKET, ONE_TICKET -> " Whether payer and customer are one was not held against it.";
      case CUSTOMER, PAYER -> " Caserail would have asked a person.";
      case REASON -> " They are judged as if their reason needed nobody.";
      case PAYMENT -> " Nothing is said of them.";
    };
  }

  /** {@code 1 refund}, {@code 2 refunds}. */
  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String words(Share share) {
    return count(share.count(), "refund")
        + (share.money().isEmpty() ? "" : ", " + money(share.money()));
  }

  private static String money(List<Money> sums) {
    return sums.isEmpty()
        ? "-"
        : sums.stream().map(Money::toString).collect(Collectors.joining(" and "));
  }

  private static String time(Instant at, String zone) {
    return TIME.format(at.atZone(ZoneId.of(zone)));
  }

  /** The format is ours; of the values none may begin a cell or a line of its own. */
  private static void line(StringBuilder page, String format, Object... values) {
    Object[] plain = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      plain[i] =
          values[i] instanceof Number ? values[i] : Plain.text(values[i]).replace("|", "\\|");
    }
    page.append(format.formatted(plain)).append('\n');
  }
}
