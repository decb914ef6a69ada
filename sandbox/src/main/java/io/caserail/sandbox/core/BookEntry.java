package io.caserail.sandbox.core;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the books: an effect or a comment that a stand-in has accepted.
 *
 * @param number position in the books, from 1, without gaps
 * @param at virtual time of the effect
 * @param kind what happened, in the form {@code noun.verb}, such as {@code refund.created}
 * @param object the vendor's id of what it happened to
 * @param amountMinor money that moved, in the currency's minor unit; absent when none moved
 * @param currency lower-case ISO 4217 code, present exactly when an amount is
 * @param details what an auditor wants besides: operation metadata, field values, comment text
 */
public record BookEntry(
    long number,
    Instant at,
    String system,
    String kind,
    String object,
    @Nullable Long amountMinor,
    @Nullable String currency,
    Map<String, String> details,
    Cause cause) {
  public BookEntry {
    if ((amountMinor == null) != (currency == null)) {
      throw new IllegalArgumentException("an amount and its currency come together");
    }
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** Whether this entry moved money. */
  public boolean movedMoney() {
    return amountMinor != null;
  }

  /** One line for an auditor. */
  @Override
  public String toString() {
    String money = amountMinor == null ? "" : " " + amountMinor + " " + currency;
    return "%05d %s %-8s %-22s %s%s %s by %s"
        .formatted(number, at, system, kind, object, money, details, cause);
  }
}
