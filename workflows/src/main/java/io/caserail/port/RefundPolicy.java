package io.caserail.port;

import io.caserail.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The policy by which a refund is judged and waits, as it stood when the case read it. A file in
 * git is its source; a case carries a copy, so that its history explains its decisions.
 *
 * @param hash names the file's content
 * @param zone the time zone of the notes, for example {@code Europe/Berlin}
 * @param tiers per currency in capitals, lowest first; {@code *} for any other currency
 * @param askAlways reasons that are never automatic
 * @param windows per reason: how old a payment may be before a person is asked; {@code *} for
 *     others
 * @param waits how long each thing may take
 * @param bankDays what notes say that banks take, for example {@code 5 to 10 business days}
 * @param refundNumber what people call a refund's reference, for example {@code re_ number}
 * @param speed per currency in capitals, how much one person may do in a day; {@code *} for any
 *     other currency; empty for no limit
 * @param risk what the payment system's risk engine may hold up
 */
public record RefundPolicy(
    String hash,
    String zone,
    Map<String, List<Tier>> tiers,
    List<String> askAlways,
    Map<String, Duration> windows,
    Waits waits,
    String bankDays,
    String refundNumber,
    Map<String, Speed> speed,
    Risk risk) {

  public RefundPolicy {
    tiers = Map.copyOf(tiers);
    askAlways = List.copyOf(askAlways);
    windows = Map.copyOf(windows);
    // A case carries the policy that it was opened under, which may have known no such limit.
    speed = speed == null ? Map.of() : Map.copyOf(speed);
    risk = risk == null ? Risk.IGNORED : risk;
  }

  /** A policy without limits for a person's day, and for which risk is no matter. */
  public RefundPolicy(
      String hash,
      String zone,
      Map<String, List<Tier>> tiers,
      List<String> askAlways,
      Map<String, Duration> windows,
      Waits waits,
      String bankDays,
      String refundNumber) {
    this(
        hash,
        zone,
        tiers,
        askAlways,
        windows,
        waits,
        bankDays,
        refundNumber,
        Map.of(),
        Risk.IGNORED);
  }

  /** The same for what follows a refund that is accepted: banks take days, and that is not late. */
  public RefundPolicy withoutPromise() {
    return new RefundPolicy(
        hash,
        zone,
        tiers,
        askAlways,
        windows,
        waits.withoutPromise(),
        bankDays,
        refundNumber,
        speed,
        risk);
  }

  /** What one person may do in a day; nothing at all in a currency that is not listed. */
  public @Nullable Speed speedIn(String currency) {
    return speed.isEmpty()
        ? null
        : speed.getOrDefault(currency, speed.getOrDefault("*", Speed.NONE));
  }

  /**
   * How much one person may do within 24 hours; above it somebody else must agree as well.
   *
   * @param refunds how many refunds a requester may ask for; above it an approver must agree
   * @param requested their sum, in whole units of the currency; above it an approver must agree
   * @param approved what an approver may approve, in whole units of the currency; above it finance
   *     must agree
   * @param account what the account may refund within an hour, in whole units, before sends pause
   *     by themselves, unless three times its usual hour is more
   */
  public record Speed(int refunds, long requested, long approved, long account) {
    static final Speed NONE = new Speed(0, 0, 0, 0);

    public Speed {
      if (refunds < 0 || requested < 0 || approved < 0 || account < 0) {
        throw new IllegalArgumentException("a limit is never negative");
      }
    }
  }

  /**
   * What comes of the risk engine's word.
   *
   * @param review who may send a refund although its payment is under review; empty when a review
   *     holds nothing up
   * @param within how long a refund waits for the review's end before it expires
   * @param warning who must agree when the card's bank has warned of fraud; may be empty
   */
  public record Risk(List<Role> review, Duration within, List<Role> warning) {
    /** Nothing comes of it. */
    public static final Risk IGNORED = new Risk(List.of(), Duration.ZERO, List.of());

    public Risk {
      review = List.copyOf(review);
      warning = List.copyOf(warning);
    }
  }

  /**
   * Up to an amount, these roles must say yes.
   *
   * @param upTo in minor units, inclusive; {@link Long#MAX_VALUE} for the last tier
   * @param needs distinct people, one per role; empty for nobody
   * @param byHand whether this tier is never sent by us
   */
  public record Tier(long upTo, List<Role> needs, boolean byHand) {
    public Tier {
      needs = List.copyOf(needs);
    }
  }

  /**
   * How long things may take.
   *
   * @param attempt how long one attempt at a call may take; a little above the HTTP time-out
   * @param sendBudget tries in silence before a wait counts as one
   * @param awayEvery how often a send is tried while the upstream is away
   * @param doubtEvery how often the upstream is asked while in doubt
   * @param longest how long one wait goes on by itself; under the life of an idempotency key
   * @param noteAway when the ticket is told that an upstream is away
   * @param noteDoubt when the ticket is told that a refund is in doubt
   * @param doubtOwner when finance owns what is still in doubt
   * @param approval how long a question stays open
   * @param approvalHolds how long an approval that was taken stays good while the send waits
   * @param settlement how long a pending refund may stay without its final word
   * @param promise how long a request may take until it is shown as late; below what customers are
   *     promised
   * @param remind when people are reminded of an open question; null for never
   * @param escalate when the duty lead owns an open question, counted in business hours; null for
   *     never
   * @param hours when people are at work
   */
  public record Waits(
      Duration attempt,
      Duration sendBudget,
      Duration awayEvery,
      Duration doubtEvery,
      Duration longest,
      Duration noteAway,
      Duration noteDoubt,
      Duration doubtOwner,
      Duration approval,
      Duration approvalHolds,
      Duration settlement,
      Duration promise,
      @Nullable Duration remind,
      @Nullable Duration escalate,
      BusinessHours hours) {

    private static final Duration NEVER = Duration.ofDays(36_500);

    public Waits {
      // A case carries the policy that it was opened under, which may have promised nothing.
      promise = promise == null ? NEVER : promise;
      hours = hours == null ? BusinessHours.always() : hours;
    }

    /**
     * The same where no request is late as a whole: for cases that wait on purpose, for a window, a
     * term or the customer. Each of their waits still has its own time.
     */
    public Waits withoutPromise() {
      return new Waits(
          attempt,
          sendBudget,
          awayEvery,
          doubtEvery,
          longest,
          noteAway,
          noteDoubt,
          doubtOwner,
          approval,
          approvalHolds,
          settlement,
          NEVER,
          remind,
          escalate,
          hours);
    }

    /** When people are reminded of a question that was asked then; null for never. */
    public @Nullable Instant remindsAt(Instant asked) {
      return remind == null ? null : asked.plus(remind);
    }

    /** When the duty lead owns a question that was asked then; null for never. */
    public @Nullable Instant escalatesAt(Instant asked) {
      return escalate == null ? null : hours.after(asked, escalate);
    }
  }
}
