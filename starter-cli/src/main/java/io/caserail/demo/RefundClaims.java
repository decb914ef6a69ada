package io.caserail.demo;

import io.caserail.sandbox.core.BookEntry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Refunds: that one was made, is final, has failed, or was not made. */
final class RefundClaims implements Claims {
  private static final Pattern REFERENCE = Pattern.compile("re_[A-Za-z0-9]+");
  private static final Pattern PAYMENT = Pattern.compile("pi_[A-Za-z0-9]+");
  private static final Pattern EUROS = Pattern.compile("(\\d+)\\.(\\d\\d) EUR");
  private static final Set<String> GONE = Set.of("failed", "canceled");

  private final Map<String, Refund> refunds = new LinkedHashMap<>();

  /** Those that a note has named as made before, when the same was asked for once more. */
  private final Set<String> known = new HashSet<>();

  /** A refund as far as the books have come. */
  private record Refund(
      String id, String payment, String ticket, long minor, String status, boolean ours) {
    boolean stands() {
      return !GONE.contains(status);
    }
  }

  @Override
  public void learn(BookEntry entry) {
    if (!entry.kind().startsWith("refund.")) {
      return;
    }
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

  @Override
  public @Nullable String objection(Said note) {
    String said = note.happened();
    if (said.startsWith("Refund sent:") || said.startsWith("Refund final:")) {
      return about(said, "succeeded");
    }
    if (said.startsWith("Refund accepted by ")) {
      return about(said, "pending", "requires_action", "succeeded");
    }
    if (said.startsWith("Refund is late:") || said.startsWith("Refund is not final yet:")) {
      return about(said, "pending", "requires_action", "succeeded", "failed", "canceled");
    }
    if (said.startsWith("Refund failed ")) {
      return about(said, "failed", "canceled");
    }
    if (said.startsWith("Refund that failed was sent again:")) {
      String failed = about(said, "failed", "canceled");
      return failed == null ? standing(said.substring(said.indexOf("now as "))) : failed;
    }
    if (said.startsWith("Paid another way:") || said.startsWith("Refund not made by Caserail:")) {
      return standing(said);
    }
    if (note.customer().contains("the same amount was refunded before")) {
      ofTicket(note.ticket()).filter(r -> isMeant(r, said)).map(Refund::id).forEach(known::add);
      return null;
    }
    boolean nothingMade =
        said.startsWith("Refund not made:")
            || said.contains(" is not sent yet")
            || (said.startsWith("Approval needed:") && !said.startsWith("Approval needed: cancel"));
    return nothingMade
        ? ofTicket(note.ticket())
            .filter(r -> isMeant(r, said) && !known.contains(r.id()))
            .findFirst()
            .map(r -> r.id() + " was made before")
            .orElse(null)
        : null;
  }

  /** Why it is not true that this ticket's customer gets this much. */
  @Nullable String unpaid(String ticket, String said) {
    Long minor = minor(said);
    return minor != null && ofTicket(ticket).anyMatch(r -> r.minor() == minor)
        ? null
        : "no refund of this ticket over it was made";
  }

  /** Why the first refund that is named is not in one of these states, or not as it is said. */
  @Nullable String about(String said, String... statuses) {
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

  /** Why a refund that is named does not stand; null when each does, or none is named. */
  @Nullable String standing(String said) {
    Matcher reference = REFERENCE.matcher(said);
    while (reference.find()) {
      Refund refund = refunds.get(reference.group());
      if (refund == null) {
        return "there was no " + reference.group();
      }
      if (!refund.stands()) {
        return refund.id() + " was " + refund.status();
      }
    }
    return null;
  }

  /** Whether the books hold a refund of this name, whatever has become of it. */
  boolean hold(String reference) {
    return refunds.containsKey(reference);
  }

  private Stream<Refund> ofTicket(String ticket) {
    return refunds.values().stream()
        .filter(r -> r.ours() && r.ticket().equals(ticket) && r.stands());
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
}
