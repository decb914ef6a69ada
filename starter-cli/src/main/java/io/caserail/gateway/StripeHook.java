package io.caserail.gateway;

import io.caserail.model.Digest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** An event of Stripe; the contracts say what its types mean. */
final class StripeHook implements Hook {
  static final String SOURCE = "stripe";
  private static final Pattern EVENT = Pattern.compile("evt_[A-Za-z0-9_]{3,80}");

  private final boolean live;
  private final Routing routing;
  private final Quarantine quarantine;

  StripeHook(CaseInbox inbox, boolean live, Terms terms) {
    this.live = live;
    this.routing = new Routing(SOURCE, inbox, terms);
    this.quarantine = new Quarantine(SOURCE, inbox);
  }

  @Override
  public Result take(Delivery delivery) {
    String eventId = Digest.hex(32, HexFormat.of().formatHex(delivery.body()));
    try {
      EventBody event = named(delivery);
      if (EVENT.matcher(event.text("/id")).matches()) {
        eventId = event.text("/id");
      }
      return hand(event, eventId);
    } catch (NotUnderstood e) {
      return quarantine.put(eventId, e, delivery.body());
    }
  }

  @Override
  public void name(Delivery delivery) {
    try {
      var unused = named(delivery);
    } catch (NotUnderstood e) {
      // Then it has no name.
    }
  }

  private static EventBody named(Delivery delivery) throws NotUnderstood {
    EventBody event = EventBody.read(delivery.body());
    delivery.named(event.text("/id"), event.text("/type"), event.text("/api_version"));
    return event;
  }

  private Result hand(EventBody event, String eventId) throws NotUnderstood {
    String type = event.text("/type");
    if (type.isEmpty()) {
      throw new NotUnderstood("the type is missing");
    }
    if (!routing.concerns(type) || event.flag("/livemode") != live) {
      return Result.IGNORED;
    }
    return routing.take(event, eventId, type, event.text("/api_version"));
  }
}
