package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An event of one of the company's own systems. It wakes the case of its kind and object, which
 * reads the truth again; where none is open, nobody waits for it.
 */
final class CompanyHook implements Hook {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final int REMEMBERED = 10_000;

  private final CaseInbox inbox;
  private final Supplier<Correlation> correlation;
  private final Quarantine quarantine;
  private final TakenBefore taken = new TakenBefore(REMEMBERED);

  /**
   * The meaning of one system's events.
   *
   * @param correlation as it is set now
   */
  CompanyHook(String source, CaseInbox inbox, Supplier<Correlation> correlation) {
    this.inbox = inbox;
    this.correlation = correlation;
    this.quarantine = new Quarantine(source, inbox);
  }

  @Override
  public Result take(Delivery delivery) {
    String eventId = eventId(delivery.header(StandardSignature.ID));
    delivery.named(eventId, "");
    if (taken.contains(eventId)) {
      return Result.DUPLICATE;
    }
    Result result;
    try {
      EventBody event = EventBody.read(delivery.body());
      delivery.named(eventId, event.text("/type"));
      result = hand(event, eventId);
    } catch (NotUnderstood e) {
      return quarantine.put(eventId, e, delivery.body());
    }
    taken.add(eventId);
    return result;
  }

  /** The sender's own id, which is signed; its digest where a workflow id can't hold it. */
  private static String eventId(String id) {
    return ID.matcher(id).matches() ? id : Digest.hex(32, id);
  }

  private Result hand(EventBody event, String eventId) throws NotUnderstood {
    Correlation where = correlation.get();
    CaseKind kind = where.kind() == null ? kind(event.text(where.kindAt())) : where.kind();
    ObjectId object;
    try {
      object = new ObjectId(event.text(where.objectAt()));
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("no object's id stands at " + where.objectAt());
    }
    return inbox.wake(kind, object, eventId) ? Result.ACCEPTED : Result.IGNORED;
  }

  private static CaseKind kind(String word) throws NotUnderstood {
    for (CaseKind kind : Correlation.WAITING) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw new NotUnderstood("the kind is missing, or no case of it waits for news");
  }
}
