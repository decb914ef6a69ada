package io.caserail.sandbox.stripe;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with its one item, as it stands.
 *
 * @param id {@code sub_…}
 * @param itemId the item's id, {@code si_…}
 * @param term what is paid for now, or was last
 * @param ending how it ends or has ended
 * @param latestInvoice the newest invoice; none in a trial
 * @param scheduleId the subscription schedule that manages it; null for none
 * @param start when it began
 */
public record Subscription(
    String id,
    String itemId,
    String customerId,
    Price price,
    SubscriptionStatus status,
    Term term,
    Ending ending,
    @Nullable String latestInvoice,
    @Nullable String scheduleId,
    Map<String, String> metadata,
    Instant start) {

  /** How often it is billed. */
  public enum Interval {
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    YEAR(ChronoUnit.YEARS);

    private final ChronoUnit unit;

    Interval(ChronoUnit unit) {
      this.unit = unit;
    }

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The first end of a term after that time, for a subscription that began then. */
    Instant endAfter(Instant anchor, Instant time) {
      long terms = 1;
      while (!after(anchor, terms).isAfter(time)) {
        terms++;
      }
      return after(anchor, terms);
    }

    private Instant after(Instant anchor, long terms) {
      return anchor.atOffset(ZoneOffset.UTC).plus(terms, unit).toInstant();
    }
  }

  /** What a term costs, in the minor units of the lower-case ISO 4217 currency. */
  public record Price(long amount, String currency, Interval interval) {
    public Price {
      Objects.requireNonNull(interval);
      if (amount < 1 || !currency.matches("[a-z]{3}")) {
        throw new IllegalArgumentException("not a price: " + amount + " " + currency);
      }
    }
  }

  /** From when until when. */
  public record Term(Instant start, Instant end) {
    public Term {
      Objects.requireNonNull(start);
      Objects.requireNonNull(end);
    }
  }

  /**
   * How a subscription ends.
   *
   * @param atPeriodEnd whether it was asked to end with its term
   * @param at when it is to end; null when no end is scheduled
   * @param asked when that was last asked, {@code canceled_at}
   * @param ended when it has ended, {@code ended_at}
   * @param comment of {@code cancellation_details}
   * @param prorated whether the unused time was to be credited
   * @param invoiced whether a last invoice was to be made
   */
  public record Ending(
      boolean atPeriodEnd,
      @Nullable Instant at,
      @Nullable Instant asked,
      @Nullable Instant ended,
      @Nullable String comment,
      boolean prorated,
      boolean invoiced) {
    static final Ending NONE = new Ending(false, null, null, null, null, false, false);

    Ending withComment(@Nullable String newComment) {
      return new Ending(atPeriodEnd, at, asked, ended, newComment, prorated, invoiced);
    }

    Ending reached(Instant when) {
      return new Ending(atPeriodEnd, at, asked, when, comment, prorated, invoiced);
    }
  }

  public Subscription {
    Objects.requireNonNull(id);
    Objects.requireNonNull(itemId);
    Objects.requireNonNull(customerId);
    Objects.requireNonNull(price);
    Objects.requireNonNull(term);
    Objects.requireNonNull(start);
    if (status.over() != (ending.ended() != null)) {
      throw new IllegalArgumentException("an end belongs to a subscription that is over");
    }
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  Subscription with(SubscriptionStatus newStatus, Ending newEnding) {
    return new Subscription(
        id,
        itemId,
        customerId,
        price,
        newStatus,
        term,
        newEnding,
        latestInvoice,
        scheduleId,
        metadata,
        start);
  }

  Subscription with(SubscriptionStatus newStatus, Term newTerm, @Nullable String invoice) {
    return new Subscription(
        id,
        itemId,
        customerId,
        price,
        newStatus,
        newTerm,
        ending,
        invoice,
        scheduleId,
        metadata,
        start);
  }

  Subscription with(Map<String, String> newMetadata, Ending newEnding) {
    return new Subscription(
        id,
        itemId,
        customerId,
        price,
        status,
        term,
        newEnding,
        latestInvoice,
        scheduleId,
        newMetadata,
        start);
  }
}
