package io.caserail.gateway;

import io.caserail.model.Digest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An event of EasyPost: of trackers, refunds of labels and more. It names no version; the contracts
 * say what its types mean.
 *
 * @see <a href="https://docs.easypost.com/docs/events">EasyPost: events</a>
 */
final class EasyPostHook implements Hook {
  static final String SOURCE = "easypost";
  private static final Pattern EVENT = Pattern.compile("evt_[A-Za-z0-9_]{3,80}");
  private static final int REMEMBERED = 10_000;

  private final boolean live;
  private final Routing routing;
  private final Quarantine quarantine;
  private final TakenBefore taken = new TakenBefore(REMEMBERED);

  EasyPostHook(CaseInbox inbox, boolean live, Terms terms) {
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
    delivery.named(event.text("/id"), event.text("/description"));
    return event;
  }

  private Result hand(EventBody event, String eventId) throws NotUnderstood {
    String type = event.text("/description");
    if (type.isEmpty()) {
      throw new NotUnderstood("the description, which is the type, is missing");
    }
    if (!routing.concerns(type) || isLive(event) != live) {
      return Result.IGNORED;
    }
    return routing.take(event, eventId, type, "");
  }

  private static boolean isLive(EventBody event) throws NotUnderstood {
    return switch (event.text("/mode")) {
      case "production" -> true;
      case "test" -> false;
      default -> throw new NotUnderstood("mode is missing, or neither test nor production");
    };
  }
}
