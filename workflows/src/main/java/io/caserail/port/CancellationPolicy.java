package io.caserail.port;

import io.caserail.port.RefundPolicy.Waits;
import java.time.Duration;
import java.util.List;

/**
 * The policy by which a cancellation is judged and waits, as it stood when the case read it; {@link
 * RefundPolicy} says where it comes from.
 *
 * @param hash names the file's content
 * @param zone the time zone of the notes and of the acknowledgement
 * @param waits how long each call, each question and each approval may take
 * @param coolingOff how long after the start a customer may have everything back
 * @param undoWindow how long a cancellation can be taken back before anything final is done
 * @param askAlways reasons that are never automatic
 * @param labelVoid how long a carrier may take for its final word on a label before that is late
 * @param billingEnd how long after the end of a term the end of billing may be confirmed before
 *     that is late
 * @param returnWithin how long goods that are to come back may take before that is late
 * @param paymentSystem what people call the payment system; what waits for it, tickets list as such
 */
public record CancellationPolicy(
    String hash,
    String zone,
    Waits waits,
    Duration coolingOff,
    Duration undoWindow,
    List<String> askAlways,
    Duration labelVoid,
    Duration billingEnd,
    Duration returnWithin,
    String paymentSystem) {

  private static final Duration RETURN_WITHIN = Duration.ofDays(30);
  private static final String PAYMENT_SYSTEM = "the payment system";

  public CancellationPolicy {
    // Older histories hold policies without these.
    returnWithin = returnWithin == null ? RETURN_WITHIN : returnWithin;
    paymentSystem = paymentSystem == null ? PAYMENT_SYSTEM : paymentSystem;
    askAlways = List.copyOf(askAlways);
    if (coolingOff.isNegative() || undoWindow.isNegative()) {
      throw new IllegalArgumentException("a window is never negative");
    }
  }

  /** What holds where nothing else was set up: a cooling-off of 14 days, a day to think again. */
  public static CancellationPolicy standard(RefundPolicy refunds) {
    return new CancellationPolicy(
        refunds.hash(),
        refunds.zone(),
        refunds.waits(),
        Duration.ofDays(14),
        Duration.ofHours(24),
        List.of(),
        Duration.ofDays(30),
        Duration.ofHours(6),
        RETURN_WITHIN,
        PAYMENT_SYSTEM);
  }
}
