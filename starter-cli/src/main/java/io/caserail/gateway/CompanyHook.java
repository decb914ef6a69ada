package io.caserail.gateway;

import io.caserail.model.Digest;
import java.util.regex.Pattern;

/**
 * An event of one of the company's own systems, which says its type at {@code /type} and its
 * version at {@code /version}; the contracts say what it means.
 */
final class CompanyHook implements Hook {
  /** That of an event which names none. */
  private static final String FIRST_VERSION = "1";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final int REMEMBERED = 10_000;

  private final Routing routing;
  private final Quarantine quarantine;
  private final TakenBefore taken = new TakenBefore(REMEMBERED);

  /**
   * The meaning of one system's events.
   *
   * @param source {@link Trusted#COMPANY} and the system's name, by which the contracts know it
   */
  CompanyHook(String source, CaseInbox inbox, Terms terms) {
    this.routing = new Routing(source.substring(Trusted.COMPANY.length()), inbox, terms);
    this.quarantine = new Quarantine(source, inbox);
  }

  @Override
  public Result take(Delivery delivery) {
    String eventId = eventId(delivery);
    delivery.named(eventId, "");
    if (taken.contains(eventId)) {
      return Result.DUPLICATE;
    }
    Result result;
    try {
      EventBody event = named(delivery);
      result = hand(event, eventId);
    } catch (NotUnderstood e) {
      return quarantine.put(eventId, e, delivery.body());
    }
    taken.add(eventId);
    return result;
  }

  @Override
  public void name(Delivery delivery) {
    delivery.named(eventId(delivery), "");
    try {
      var unused = named(delivery);
    } catch (NotUnderstood e) {
      // Then it has no type.
    }
  }

  private static EventBody named(Delivery delivery) throws NotUnderstood {
    EventBody event = EventBody.read(delivery.body());
    delivery.named(eventId(delivery), event.text("/type"), version(event));
    return event;
  }

  /** The sender's own id, which is signed; its digest where a workflow id can't hold it. */
  private static String eventId(Delivery delivery) {
    String id = delivery.header(StandardSignature.ID);
    return ID.matcher(id).matches() ? id : Digest.hex(32, id);
  }

  private Result hand(EventBody event, String eventId) throws NotUnderstood {
    String type = event.text("/type");
    if (type.isEmpty()) {
      throw new NotUnderstood("the type is missing");
    }
    return routing.take(event, eventId, type, version(event));
  }

  private static String version(EventBody event) {
    String version = event.word("/version");
    return version.isEmpty() ? FIRST_VERSION : version;
  }
}
