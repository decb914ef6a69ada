package io.caserail.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is sent to the gateway, and how fast. The same seed gives the same events in the same order,
 * with the same troubles on their way; only the threads fall as they like.
 *
 * @param events how many: those that the cases cause themselves come on top
 * @param rate how many a second
 * @param seed what order and troubles are drawn by
 */
public record EventPlan(int events, int rate, long seed) {
  private static final int FEWEST = 100;
  private static final int MOST = 100_000;
  private static final int FASTEST = 1_000;

  /** What happens at somebody's. */
  enum Act {
    /** An agent asks for a refund by macro: Zendesk sends a trigger's webhook. */
    ASK,
    /** A refund comes back, or a pending one is through: Stripe sends {@code refund.*}. */
    BANK,
    /** The shop, or Stripe, sends what its contract does not allow, signed as it should be. */
    AGAINST,
    /** A stranger sends what looks like an event, without the secret. */
    FORGED,
    /** Something that nobody waits for: an order, a parcel, a subscription has changed. */
    NEWS
  }

  public EventPlan {
    if (events < FEWEST || events > MOST) {
      throw new IllegalArgumentException(
          "there are " + FEWEST + " to " + MOST + " events, not " + events);
    }
    if (rate < 1 || rate > FASTEST) {
      throw new IllegalArgumentException(
          "there are 1 to " + FASTEST + " events a second, not " + rate);
    }
  }

  /** Each is a case of its own, and what costs; most events of a vendor ask for nothing. */
  int asks() {
    return Math.max(20, events / 20);
  }

  /** How many of the refunds come back after they had succeeded. */
  int comingBack() {
    return Math.max(2, events / 100);
  }

  /** How many of them are pending until the bank is done. */
  int pending() {
    return Math.max(2, events / 100);
  }

  int against() {
    return events * 3 / 100;
  }

  int forged() {
    return events / 100;
  }

  /** In the order in which they happen. */
  List<Act> acts() {
    List<Act> acts = new ArrayList<>();
    acts.addAll(Collections.nCopies(asks(), Act.ASK));
    acts.addAll(Collections.nCopies(comingBack() + pending(), Act.BANK));
    acts.addAll(Collections.nCopies(against(), Act.AGAINST));
    acts.addAll(Collections.nCopies(forged(), Act.FORGED));
    acts.addAll(Collections.nCopies(events - acts.size(), Act.NEWS));
    Collections.shuffle(acts, new Random(seed));
    return acts;
  }

  /** {@code ./caserail bench --events 300 --rate 100 --seed 7}. */
  public String command() {
    return "./caserail bench --events " + events + " --rate " + rate + " --seed " + seed;
  }
}
