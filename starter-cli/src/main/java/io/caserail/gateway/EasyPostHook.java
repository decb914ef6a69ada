package io.caserail.gateway;

import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An event of EasyPost: of trackers and refunds of labels. It names the shipment, and wakes the
 * open cancellations on whose object this shipment hangs; they read the truth again. A tracker of
 * no shipment of the account concerns nobody.
 *
 * @see <a href="https://docs.easypost.com/docs/events">EasyPost: events</a>
 */
final class EasyPostHook implements Hook {
  static final String SOURCE = "easypost";
  private static final Pattern EVENT = Pattern.compile("evt_[A-Za-z0-9_]{3,80}");
  private static final Pattern SHIPMENT = Pattern.compile("shp_[A-Za-z0-9]{3,80}");
  private static final int REMEMBERED = 10_000;

  private final CaseInbox inbox;
  private final boolean live;
  private final Quarantine quarantine;
  private final TakenBefore taken = new TakenBefore(REMEMBERED);

  EasyPostHook(CaseInbox inbox, boolean live) {
    this.inbox = inbox;
    this.live = live;
    this.quarantine = new Quarantine(SOURCE, inbox);
  }

  @Override
  public Result take(Delivery delivery) {
    String eventId = Digest.hex(32, HexFormat.of().formatHex(delivery.body()));
    try {
      EventBody event = EventBody.read(delivery.body());
      delivery.named(event.text("/id"), event.text("/description"));
      if (EVENT.matcher(event.text("/id")).matches()) {
        eventId = event.text("/id");
      }
      // Without a signed time, this is what keeps a replay from asking again and again.
      if (taken.contains(eventId)) {
        return Result.DUPLICATE;
      }
      Result result = hand(event, eventId);
      taken.add(eventId);
      return result;
    } catch (NotUnderstood e) {
      return quarantine.put(eventId, e, delivery.body());
    }
  }

  private Result hand(EventBody event, String eventId) throws NotUnderstood {
    String type = event.text("/description");
    if (type.isEmpty()) {
      throw new NotUnderstood("the description, which is the type, is missing");
    }
    if (!isNewsOfShipment(type) || isLive(event) != live || event.isNull("/result/shipment_id")) {
      return Result.IGNORED;
    }
    if (!EVENT.matcher(eventId).matches()) {
      throw new NotUnderstood("the event's id is missing or malformed");
    }
    String shipment = event.text("/result/shipment_id");
    if (!SHIPMENT.matcher(shipment).matches()) {
      throw new NotUnderstood("the shipment's id is malformed");
    }
    return inbox.wakeOn(new ObjectId(shipment), eventId) > 0 ? Result.ACCEPTED : Result.IGNORED;
  }

  /** What an event's type means. */
  private static boolean isNewsOfShipment(String type) {
    return type.equals("tracker.updated") || type.equals("refund.successful");
  }

  private static boolean isLive(EventBody event) throws NotUnderstood {
    return switch (event.text("/mode")) {
      case "production" -> true;
      case "test" -> false;
      default -> throw new NotUnderstood("mode is missing, or neither test nor production");
    };
  }
}
