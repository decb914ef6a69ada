package io.caserail.demo;

import io.caserail.sandbox.core.BookEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the notes in tickets claim, each held against the books as they stood when it was written.
 * Only what a note says in its first line is a claim; the lines below follow from it.
 */
final class NoteClaims {
  private static final Pattern REFERENCE = Pattern.compile("re_[A-Za-z0-9]+");
  private static final Pattern PAYMENT = Pattern.compile("pi_[A-Za-z0-9]+");
  private static final Pattern EUROS = Pattern.compile("(\\d+)\\.(\\d\\d) EUR");
  private static final Set<String> GONE = Set.of("failed", "canceled");

  private final Map<String, Refund> refunds = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  /** A refund as far as the books have come. */
  private record Refund(
      String id, String payment, String ticket, long minor, String status, boolean ours) {
    boolean stands() {
      return !GONE.contains(status);
    }
  }

  private NoteClaims() {}

  /** The notes that claimed what was not so when they were written. */
  static List<String> ahead(List<BookEntry> books) {
    NoteClaims claims = new NoteClaims();
    books.forEach(claims::read);
    return claims.wrong;
  }

  private void read(BookEntry entry) {
    if (entry.kind().startsWith("refund.")) {
      learn(entry);
    } else if (entry.kind().equals("ticket.comment")
        && entry.details().getOrDefault("public", "").equals("false")) {
      String first = entry.details().getOrDefault("body", "").lines().findFirst().orElse("");
      String objection = objection(entry.object(), first);
      if (objection != null) {
        wrong.add("ticket " + entry.object() + " said: " + first + " But " + objection);
      }
    }
  }

  private void learn(BookEntry entry) {
    Map<String, String> details = entry.details();
    Refund before = refunds.get(entry.object());
    Long amount = entry.amountMinor();
    refunds.put(
        entry.object(),
        new Refund(
            entry.object(),
            details.getOrDefault("payment_intent", ""),
            details.getOrDefault("metadata.ticket", ""),
            before != null ? before.minor() : amount == null ? 0 : amount,
            details.getOrDefault("status", ""),
            !details.getOrDefault("metadata.operation_id", "").isEmpty()));
  }

  /** Why it was not so; null when it was. */
  private @Nullable String objection(String ticket, String said) {
    if (said.startsWith("Refund sent:")) {
      return about(said, "succeeded");
    }
    if (said.startsWith("Refund accepted by ")) {
      return about(said, "pending", "requires_action", "succeeded");
    }
    if (said.startsWith("Refund final:")) {
      return about(said, "succeeded");
    }
    if (said.startsWith("Refund failed ")) {
      return about(said, "failed", "canceled");
    }
    boolean nothingMade =
        said.startsWith("Refund not made:")
            || said.contains(" is not sent yet")
            || said.startsWith("Approval needed:");
    if (nothingMade) {
      return refunds.values().stream()
          .filter(r -> r.ours() && r.ticket().equals(ticket) && r.stands())
          .filter(r -> isMeant(r, said))
          .findFirst()
          .map(r -> r.id() + " was made before")
          .orElse(null);
    }
    return null;
  }

  /** A ticket may hold several refunds: a note names the payment, the amount, or both. */
  private static boolean isMeant(Refund refund, String said) {
    Matcher payment = PAYMENT.matcher(said);
    Long minor = minor(said);
    return (!payment.find() || payment.group().equals(refund.payment()))
        && (minor == null || minor == refund.minor());
  }

  private static @Nullable Long minor(String said) {
    Matcher euros = EUROS.matcher(said);
    return euros.find()
        ? Long.valueOf(Long.parseLong(euros.group(1)) * 100 + Long.parseLong(euros.group(2)))
        : null;
  }

  private @Nullable String about(String said, String... statuses) {
    Matcher reference = REFERENCE.matcher(said);
    if (!reference.find()) {
      return "it names no refund";
    }
    Refund refund = refunds.get(reference.group());
    if (refund == null) {
      return "there was no " + reference.group();
    }
    if (!List.of(statuses).contains(refund.status())) {
      return refund.id() + " was " + refund.status();
    }
    Matcher payment = PAYMENT.matcher(said);
    if (payment.find() && !payment.group().equals(refund.payment())) {
      return refund.id() + " is of " + refund.payment();
    }
    Long minor = minor(said);
    // One that failed at once moved nothing, and the books do not say how much it was.
    return minor == null || refund.minor() == 0 || minor == refund.minor()
        ? null
        : refund.id() + " is over " + refund.minor();
  }
}
