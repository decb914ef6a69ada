package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event of Stripe: of refunds, subscriptions, verification sessions, risk. It only wakes:
 * whoever is woken reads the truth again, so order and content stop to matter.
 *
 * <p>News of a refund name its settlement by the refund, those of risk the refunds of a payment by
 * the payment. A subscription or session names the case that has changed it by the operation id in
 * its metadata; without one, nobody waits for it.
 */
final class StripeHook implements Hook {
  static final String SOURCE = "stripe";
  private static final Pattern EVENT = Pattern.compile("evt_[A-Za-z0-9_]{3,80}");
  private static final Pattern PAYMENT = Pattern.compile("pi_[A-Za-z0-9]{3,80}");
  private static final Pattern REFUND = Pattern.compile("[a-z]{2,4}_[A-Za-z0-9]{3,80}");

  private static final Pattern OPERATION =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9_-]{2,99})/[0-9a-f]{16}/[a-z][a-z0-9-]{0,40}(@[0-9]{1,6})?");

  private final CaseInbox inbox;
  private final boolean live;
  private final Quarantine quarantine;

  StripeHook(CaseInbox inbox, boolean live) {
    this.inbox = inbox;
    this.live = live;
    this.quarantine = new Quarantine(SOURCE, inbox);
  }

  @Override
  public Result take(Delivery delivery) {
    String eventId = Digest.hex(32, HexFormat.of().formatHex(delivery.body()));
    try {
      EventBody event = EventBody.read(delivery.body());
      delivery.named(event.text("/id"), event.text("/type"));
      if (EVENT.matcher(event.text("/id")).matches()) {
        eventId = event.text("/id");
      }
      return hand(event);
    } catch (NotUnderstood e) {
      return quarantine.put(eventId, e, delivery.body());
    }
  }

  private Result hand(EventBody event) throws NotUnderstood {
    String type = event.text("/type");
    if (type.isEmpty()) {
      throw new NotUnderstood("the type is missing");
    }
    CaseKind kind = kind(type);
    if (kind == null || event.flag("/livemode") != live) {
      return Result.IGNORED;
    }
    if (kind == CaseKind.SETTLEMENT) {
      wakeSettlement(event, type);
      return Result.ACCEPTED;
    }
    return kind == CaseKind.REFUND ? wakeRefund(event) : wake(kind, event);
  }

  /** Whose news it is; null when nobody waits for such. */
  private static @Nullable CaseKind kind(String type) {
    return switch (type) {
      case "refund.created", "refund.updated", "refund.failed" -> CaseKind.SETTLEMENT;
      case "review.opened", "review.closed", "radar.early_fraud_warning.created" -> CaseKind.REFUND;
      case "customer.subscription.updated", "customer.subscription.deleted" ->
          CaseKind.CANCELLATION;
      default -> type.startsWith("identity.verification_session.") ? CaseKind.VERIFICATION : null;
    };
  }

  private void wakeSettlement(EventBody event, String type) throws NotUnderstood {
    String eventId = event.text("/id");
    String refund = event.text("/data/object/id");
    if (!EVENT.matcher(eventId).matches() || !REFUND.matcher(refund).matches()) {
      throw new NotUnderstood("the event's or the refund's id is missing or malformed");
    }
    if (type.equals("refund.failed")) {
      inbox.wakeOrStart(refund, eventId);
    } else {
      var unused = inbox.wake(CaseKind.SETTLEMENT, new ObjectId(refund), eventId);
    }
  }

  /** What the risk engine says of a payment; few of them have a refund that would wait for it. */
  private Result wakeRefund(EventBody event) throws NotUnderstood {
    String eventId = event.text("/id");
    if (!EVENT.matcher(eventId).matches()) {
      throw new NotUnderstood("the event's id is missing or malformed");
    }
    String payment = event.text("/data/object/payment_intent");
    if (!PAYMENT.matcher(payment).matches()) {
      return Result.IGNORED;
    }
    var unused = inbox.wake(CaseKind.REFUND, new ObjectId(payment), eventId);
    return Result.ACCEPTED;
  }

  /**
   * Anybody who may write metadata could name any object: all that comes of it is one more look.
   */
  private Result wake(CaseKind kind, EventBody event) throws NotUnderstood {
    String eventId = event.text("/id");
    if (!EVENT.matcher(eventId).matches()) {
      throw new NotUnderstood("the event's id is missing or malformed");
    }
    Matcher operation = OPERATION.matcher(event.text("/data/object/metadata/operation_id"));
    if (!operation.matches()) {
      return Result.IGNORED;
    }
    var unused = inbox.wake(kind, new ObjectId(operation.group(1)), eventId);
    return Result.ACCEPTED;
  }
}
