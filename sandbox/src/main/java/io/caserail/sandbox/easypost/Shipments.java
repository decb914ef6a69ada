package io.caserail.sandbox.easypost;

import io.caserail.sandbox.core.Books;
import io.caserail.sandbox.core.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All shipments of the account and the rules by which they change. Each change is written in the
 * books and told to the webhooks before anything else can change. Thread-safe.
 *
 * <pre>
 *          ask                    carrier
 * (none) ──────▶ SUBMITTED ──────────────────▶ REFUNDED
 *    │               ▲    └──────────────────▶ REJECTED
 *    │               └──────────── ask again ─────┘
 *    └─────────▶ REFUNDED, NOT_APPLICABLE
 * </pre>
 */
final class Shipments {
  private static final Cause CARRIER = Cause.timer("the carrier");

  private final Map<String, Shipment> all = new LinkedHashMap<>();
  private final InstantSource clock;
  private final Duration refundsTake;
  private final Books books;
  private final EasyPostEvents events;

  Shipments(InstantSource clock, Duration refundsTake, Books books, EasyPostEvents events) {
    this.clock = clock;
    this.refundsTake = refundsTake;
    this.books = books;
    this.events = events;
  }

  synchronized Shipment buy(String reference, CarrierAnswer carrier, Cause cause) {
    Instant now = clock.instant();
    Shipment bought =
        new Shipment(
            id("shp_"),
            reference,
            id("trk_"),
            "EZ" + digits(),
            TrackerStatus.PRE_TRANSIT,
            null,
            null,
            0,
            carrier,
            now,
            now);
    put(bought, "shipment.bought", cause);
    return bought;
  }

  synchronized Shipment find(String id) {
    Shipment found = all.get(id);
    if (found == null) {
      throw EasyPostError.missing();
    }
    return found;
  }

  synchronized List<Shipment> list() {
    return List.copyOf(all.values());
  }

  synchronized Shipment track(String id, TrackerStatus next) {
    Shipment before = find(id);
    if (before.status() == next) {
      return before;
    }
    Shipment after = before.tracked(next, clock.instant());
    put(after, "tracker.updated", CARRIER);
    events.trackerUpdated(before, after);
    return after;
  }

  synchronized Shipment refund(String id, Cause cause) {
    Shipment before = find(id);
    RefundStatus standing = before.refundStatus();
    if (standing == RefundStatus.NOT_APPLICABLE) {
      return before;
    }
    if (standing == RefundStatus.SUBMITTED || standing == RefundStatus.REFUNDED) {
      throw EasyPostError.refused(
          "SHIPMENT.REFUND.EXISTS", "A refund of this shipment was already requested.");
    }
    if (!before.status().isBeforeTransit()) {
      throw EasyPostError.refused(
          "SHIPMENT.REFUND.UNAVAILABLE",
          "This shipment can not be refunded; its status is " + before.status().wire() + ".");
    }
    return ask(before, cause);
  }

  private Shipment ask(Shipment before, Cause cause) {
    Instant now = clock.instant();
    Shipment after =
        switch (before.carrier()) {
          case REFUND, REJECT, REJECT_ONCE ->
              before.asked(RefundStatus.SUBMITTED, now.plus(refundsTake), now);
          case REFUND_AT_ONCE -> before.asked(RefundStatus.REFUNDED, null, now);
          case NOT_APPLICABLE -> before.asked(RefundStatus.NOT_APPLICABLE, null, now);
        };
    show(after, cause);
    return after;
  }

  /** Lets the carriers answer what is due by now, in the order in which the labels were bought. */
  synchronized void catchUp() {
    Instant now = clock.instant();
    for (Shipment shipment : list()) {
      if (shipment.refundDue() != null && !shipment.refundDue().isAfter(now)) {
        resolve(shipment.id(), grants(shipment) ? RefundStatus.REFUNDED : RefundStatus.REJECTED);
      }
    }
  }

  private static boolean grants(Shipment shipment) {
    boolean willing =
        switch (shipment.carrier()) {
          case REJECT -> false;
          case REJECT_ONCE -> shipment.refundsAsked() > 1;
          default -> true;
        };
    return willing && shipment.status().isBeforeTransit();
  }

  synchronized Shipment resolve(String id, RefundStatus next) {
    Shipment before = find(id);
    if (before.refundStatus() != RefundStatus.SUBMITTED) {
      throw EasyPostError.refused("SHIPMENT.REFUND.UNAVAILABLE", "No refund of it is open.");
    }
    Shipment after = before.answered(next, clock.instant());
    show(after, CARRIER);
    return after;
  }

  private void show(Shipment after, Cause cause) {
    if (after.refundStatus() == null) {
      return;
    }
    put(after, "label." + after.refundStatus().wire(), cause);
    if (after.refundStatus() == RefundStatus.REFUNDED) {
      events.refundSuccessful(after);
    }
  }

  private void put(Shipment after, String kind, Cause cause) {
    all.put(after.id(), after);
    Map<String, String> details = new LinkedHashMap<>();
    if (!after.reference().isEmpty()) {
      details.put("reference", after.reference());
    }
    details.put("status", after.status().wire());
    if (after.refundStatus() != null) {
      details.put("refund_status", after.refundStatus().wire());
    }
    books.append(EasyPostSandbox.SYSTEM, kind, after.id(), details, cause);
  }

  static String id(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }

  private static String digits() {
    return Long.toString(1_000_000_000L + (UUID.randomUUID().getMostSignificantBits() >>> 34));
  }
}
