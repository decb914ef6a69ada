package io.caserail.gateway;

import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.port.TicketHint;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trigger's webhook, {@code {"kind":"refund","ticket":"35436","object":"pi_…"}}. It is a hint and
 * no more: it names a ticket and the case that shall read it. Or a {@link TicketEvent}.
 */
final class ZendeskHook implements Hook {
  static final String SOURCE = "zendesk";
  private static final String INVOCATION = "x-zendesk-webhook-invocation-id";
  private static final int REMEMBERED = 10_000;

  private final CaseInbox inbox;
  private final Map<CaseKind, Pattern> objects;
  private final String writer;
  private final Quarantine quarantine;
  private final TakenBefore taken = new TakenBefore(REMEMBERED);

  /**
   * The meaning of a ticket system's webhooks.
   *
   * @param writer the id of the user as whom we write; empty when it is not known
   */
  ZendeskHook(CaseInbox inbox, Map<CaseKind, Pattern> objects, String writer) {
    this.inbox = inbox;
    this.writer = writer;
    this.objects = Map.copyOf(objects);
    this.quarantine = new Quarantine(SOURCE, inbox);
  }

  @Override
  public Result take(Delivery delivery) {
    delivery.named(delivery.header(INVOCATION), "");
    String body = HexFormat.of().formatHex(delivery.body());
    String invocation = Digest.hex(32, delivery.header(INVOCATION), body);
    if (taken.contains(invocation)) {
      return Result.DUPLICATE;
    }
    // The invocation's id is not signed, so it does not name the entry: a replay is no new one.
    String signed = Digest.hex(32, delivery.header(ZendeskSignature.TIMESTAMP), body);
    Result result = hand(delivery, signed);
    taken.add(invocation);
    return result;
  }

  @Override
  public void name(Delivery delivery) {
    delivery.named(delivery.header(INVOCATION), "");
    try {
      var unused = named(delivery);
    } catch (NotUnderstood e) {
      // Then it has no type.
    }
  }

  @Override
  public boolean isOnlyAHint(Delivery delivery) {
    try {
      EventBody event = named(delivery);
      if (TicketEvent.isOne(event)) {
        if (TicketEvent.isWorthALook(event)) {
          var unused = TicketEvent.read(event);
        }
        return true;
      }
      var unused = asked(event);
      return true;
    } catch (NotUnderstood e) {
      return false;
    }
  }

  private static EventBody named(Delivery delivery) throws NotUnderstood {
    EventBody event = EventBody.read(delivery.body());
    String kind = event.text("/kind");
    delivery.named(
        delivery.header(INVOCATION),
        kind.isEmpty() ? event.text("/type") : kind,
        event.text("/zendesk_event_version"));
    return event;
  }

  private Result hand(Delivery delivery, String eventId) {
    try {
      EventBody event = named(delivery);
      if (TicketEvent.isOne(event)) {
        return TicketEvent.isWorthALook(event) ? look(TicketEvent.read(event)) : Result.IGNORED;
      }
      Asked asked = asked(event);
      inbox.submit(asked.kind(), asked.object(), asked.hint());
      return Result.ACCEPTED;
    } catch (NotUnderstood e) {
      return quarantine.put(eventId, e, delivery.body());
    }
  }

  /** Our own notes and fields must not make us look: that would go round for ever. */
  private Result look(TicketEvent event) {
    if (isOurs(event)) {
      return Result.OWN;
    }
    TicketHint hint = new TicketHint(event.ticket(), "webhook");
    return inbox.hintOpen(hint).isEmpty() ? Result.IGNORED : Result.ACCEPTED;
  }

  private boolean isOurs(TicketEvent event) {
    return !writer.isEmpty() && event.actor().equals(writer);
  }

  private record Asked(CaseKind kind, ObjectId object, TicketHint hint) {}

  private Asked asked(EventBody event) throws NotUnderstood {
    CaseKind kind = kind(event.text("/kind"));
    Pattern form = kind == null ? null : objects.get(kind);
    if (kind == null || form == null) {
      throw new NotUnderstood("the kind is missing, unknown or not set up here");
    }
    String object = event.text("/object");
    if (!form.matcher(object).matches()) {
      throw new NotUnderstood("the object's id is missing or not of this kind's form");
    }
    try {
      TicketHint hint = new TicketHint(new TicketId(event.text("/ticket")), "webhook");
      return new Asked(kind, new ObjectId(object), hint);
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("the ticket is not a ticket's number, or the object no object's id");
    }
  }

  private static @Nullable CaseKind kind(String word) {
    for (CaseKind kind : CaseKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    return null;
  }
}
