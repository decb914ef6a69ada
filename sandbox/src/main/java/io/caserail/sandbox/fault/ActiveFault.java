package io.caserail.sandbox.fault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A fault that has been added: its handle, its counters, and the way to end it. Thread-safe. */
public final class ActiveFault {
  private final int id;
  private final Fault fault;
  private final Pattern endpoint;
  private final Predicate<CallFacts> also;
  private final AtomicInteger matched = new AtomicInteger();
  private final AtomicInteger hits = new AtomicInteger();
  private final CountDownLatch removed = new CountDownLatch(1);

  ActiveFault(int id, Fault fault, Predicate<CallFacts> also) {
    this.id = id;
    this.fault = fault;
    this.also = also;
    this.endpoint = glob(fault.endpoint());
  }

  private static Pattern glob(String pattern) {
    return Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
  }

  public int id() {
    return id;
  }

  public Fault fault() {
    return fault;
  }

  /** How many calls or deliveries it has struck. */
  public int hits() {
    return hits.get();
  }

  /** Whether it has struck as often as it was meant to. */
  public boolean spent() {
    return hits.get() >= fault.times();
  }

  boolean strikes(CallFacts call) {
    return concerns(call.system())
        && (endpoint.matcher(call.endpoint()).matches()
            || endpoint.matcher(call.method() + " " + call.path()).matches())
        && also.test(call)
        && counted();
  }

  boolean strikesDelivery(String system, String hook) {
    return concerns(system) && endpoint.matcher(hook).matches() && counted();
  }

  private boolean concerns(String system) {
    return removed.getCount() > 0 && (fault.system().equals("*") || fault.system().equals(system));
  }

  private boolean counted() {
    int n = matched.incrementAndGet();
    boolean hit = n > fault.skip() && (long) n <= (long) fault.skip() + fault.times();
    if (hit) {
      hits.incrementAndGet();
    }
    return hit;
  }

  /** Blocks for the fault's duration; returns at once when the fault is removed. */
  public void hold() throws InterruptedException {
    hold(fault.duration());
  }

  /** Blocks for a part of the fault's duration; true if the fault was removed meanwhile. */
  public boolean hold(Duration part) throws InterruptedException {
    return removed.await(part.toNanos(), TimeUnit.NANOSECONDS);
  }

  void remove() {
    removed.countDown();
  }
}
