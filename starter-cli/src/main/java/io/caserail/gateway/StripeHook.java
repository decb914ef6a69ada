package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An event of the payment system. It only wakes: whoever is woken reads the refund again, so order
 * and content stop to matter.
 */
final class StripeHook implements Hook {
  static final String SOURCE = "stripe";
  private static final Pattern EVENT = Pattern.compile("evt_[A-Za-z0-9_]{3,80}");
  private static final Pattern REFUND = Pattern.compile("[a-z]{2,4}_[A-Za-z0-9]{3,80}");

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
    if (!type.equals("refund.created")
        && !type.equals("refund.updated")
        && !type.equals("refund.failed")) {
      return Result.IGNORED;
    }
    if (event.flag("/livemode") != live) {
      return Result.IGNORED;
    }
    wake(event, type);
    return Result.ACCEPTED;
  }

  private void wake(EventBody event, String type) throws NotUnderstood {
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
}
