package io.caserail.weekly;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a week, as far as the record knows them.
 *
 * @param from when it begins
 * @param to when it is over
 * @param recordHolds whether nothing of the record was changed or left out
 * @param partlyUntil until when the record holds decisions and sends only, at most {@code to}; null
 *     where it holds all of the week
 * @param requests how many of each kind were asked for, by what has become of them at the end
 * @param sent the refunds that were sent, by reason and by how many people agreed
 * @param untouched how many of those no person touched after the click
 * @param clickToSent from the click to the send, without the wait for approvals
 * @param approvalWait from the question to the last yes
 * @param unmeasured sent refunds whose click or whose yes was not given in a ticket
 * @param customersFirst requests of which a customer wrote before their ticket said of a trouble
 * @param late requests that were shown as late
 * @param stillLate how many of them are at the end
 * @param waitingHours hours that tickets have shown a wait, by whose fault
 * @param approvals what came of the questions to approvers
 * @param doublesStopped sends that the last look stopped since the same had been refunded
 * @param doubt sends whose answer was lost
 * @param byHand refunds that a person has made elsewhere and named here
 * @param byHandReadBack how many of those were read back
 * @param foreignRefunds sends that were stopped since somebody else had refunded the payment
 * @param failedAfterSent refunds that failed after they had been accepted
 * @param writes what was written to tickets
 */
public record Week(
    Instant from,
    Instant to,
    boolean recordHolds,
    @Nullable Instant partlyUntil,
    List<Asked> requests,
    List<Sent> sent,
    int untouched,
    Spread clickToSent,
    Spread approvalWait,
    int unmeasured,
    int customersFirst,
    int late,
    int stillLate,
    Map<String, Double> waitingHours,
    Approvals approvals,
    int doublesStopped,
    Doubt doubt,
    int byHand,
    Unknown byHandReadBack,
    int foreignRefunds,
    int failedAfterSent,
    Writes writes) {
  public Week {
    requests = List.copyOf(requests);
    sent = List.copyOf(sent);
  }

  /** Requests of a kind that stand in the same state. */
  public record Asked(String kind, String state, int count) {}

  /**
   * Refunds of one reason for which as many people have agreed.
   *
   * @param agreed how many people, besides whoever asked
   * @param money the sums, a currency each
   */
  public record Sent(String reason, int agreed, int count, List<String> money) {
    public Sent {
      money = List.copyOf(money);
    }
  }

  /**
   * How long it took.
   *
   * @param of how many were measured
   * @param median in seconds; 0 where none was
   * @param p95 in seconds; 95 of 100 took no longer
   */
  public record Spread(int of, long median, long p95) {}

  /** What no source knows. */
  public record Unknown(String notKnown) {}

  /**
   * Questions to approvers.
   *
   * @param perPerson how many were agreed to, by the person's id
   */
  public record Approvals(
      int asked, int open, int expired, int refused, Map<String, Integer> perPerson) {}

  /**
   * Sends in doubt.
   *
   * @param longest in seconds, up to the end of the week where it is open
   * @param endings how many ended in which way
   */
  public record Doubt(int count, long longest, Map<String, Integer> endings) {}

  /**
   * Writes to tickets.
   *
   * @param requests of how many requests
   * @param peak in the busiest minute
   * @param limit what the ticket system allows in a minute
   */
  public record Writes(int count, int requests, int peak, int limit) {}
}
