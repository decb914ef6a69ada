package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.zendesk.TicketThread.Part;
import io.caserail.model.Digest;
import io.caserail.model.TicketId;
import io.temporal.failure.ApplicationFailure;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a ticket with the follow-ups that continue it, and makes the follow-up of a closed one.
 *
 * <p>A closed ticket takes no update any more. There is one follow-up for it, whatever has to be
 * said and however often that is tried: its {@code external_id} names the ticket that it continues,
 * and is looked for before anything is made; where the lookup lags behind, the {@code
 * Idempotency-Key} of the creation, which lives for two hours, gives the same ticket again. For
 * that its body is made from the closed ticket alone, which can't change any more. A ticket counts
 * as a follow-up only when our own user's audit says so: anybody who may write by API can set an
 * {@code external_id}.
 *
 * @see <a
 *     href="https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/">Zendesk:
 *     creating a follow-up ticket</a>
 */
final class TicketThreads {
  private static final String EXTERNAL = "caserail-continues-";

  private final ZendeskClient client;
  private final ZendeskFields fields;
  private final String integrationUser;
  private final Failures failures;

  TicketThreads(ZendeskClient client, ZendeskFields fields, String integrationUser) {
    this.client = client;
    this.fields = fields;
    this.integrationUser = integrationUser;
    this.failures = client.failures();
  }

  /** The thread that the ticket belongs to; nothing when it is deleted or never existed. */
  Optional<TicketThread> find(TicketId id) {
    Optional<Doc> found = client.ticket(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Part here = part(found.get());
    TicketId first = continuedBy(here);
    if (first != null) {
      Optional<Doc> closed = client.ticket(first);
      if (closed.isPresent()) {
        return Optional.of(thread(first, part(closed.get()), here));
      }
    }
    boolean closed = found.get().text("status").equals("closed");
    return Optional.of(closed ? thread(id, here, null) : new TicketThread(id, List.of(here)));
  }

  /** The list may not know yet what was just made: the part that is known already comes first. */
  private TicketThread thread(TicketId first, Part closed, @Nullable Part known) {
    List<Part> more = new ArrayList<>();
    if (known != null) {
      more.add(known);
    }
    for (Doc ticket : client.ticketsOf(EXTERNAL + first)) {
      boolean isKnown = known != null && known.id().value().equals(ticket.text("id"));
      if (!isKnown && !ticket.text("status").equals("deleted")) {
        Part part = part(ticket);
        if (first.equals(continuedBy(part))) {
          more.add(part);
        }
      }
    }
    more.sort(Comparator.comparing(part -> new BigInteger(part.id().value())));
    more.add(0, closed);
    return new TicketThread(first, more);
  }

  private Part part(Doc ticket) {
    return new Part(ticket, client.audits(new TicketId(ticket.text("id"))));
  }

  /** The closed ticket that this one continues; null when it is no follow-up of ours. */
  private @Nullable TicketId continuedBy(Part part) {
    String external = part.ticket().textOr("external_id", "");
    if (!external.startsWith(EXTERNAL)) {
      return null;
    }
    return part.audits().stream()
        .filter(audit -> audit.author().equals(integrationUser))
        .map(TicketAudit::continues)
        .filter(first -> external.equals(EXTERNAL + first))
        .findFirst()
        .map(TicketId::new)
        .orElse(null);
  }

  /**
   * The thread with the follow-up of its last ticket, which is closed.
   *
   * @throws ApplicationFailure when it can't be made, or when that is not known; trying again finds
   *     what was made
   */
  TicketThread continued(TicketThread thread) {
    return continued(thread, "");
  }

  /** The store of keys still answers with a follow-up that somebody has deleted since. */
  private TicketThread continued(TicketThread thread, String deleted) {
    Part closed = thread.last();
    String key = "caserail-" + Digest.hex(48, "follow-up", closed.id().value() + deleted);
    HttpAnswer answer = client.create(followUp(thread.id(), closed), key);
    String evidence = ZendeskClient.evidence(answer);
    if (ZendeskClient.isKeyOfAnother(answer)) {
      throw failures.inDoubt("the follow-up was made before, in other words", evidence, null);
    }
    if (answer.status() == 422) {
      throw failures.badAnswer("Zendesk does not take the follow-up", evidence);
    }
    if (!answer.isSuccess()) {
      throw client.failure(ZendeskClient.CREATE, answer);
    }
    Part made;
    try {
      Doc body = new Doc(answer.json(), "answer", failures);
      made = new Part(body.child("ticket"), List.of(TicketAudit.read(body.child("audit"))));
    } catch (ApplicationFailure unreadable) {
      throw failures.inDoubt(
          "a follow-up was made in Zendesk, and the answer can't be read", evidence, null);
    }
    return isFromStore(answer) && client.ticket(made.id()).isEmpty()
        ? continued(thread, deleted + " " + made.id())
        : thread.with(made);
  }

  private static boolean isFromStore(HttpAnswer answer) {
    return "hit".equals(answer.header("x-idempotency-lookup"));
  }

  /** Tags are inherited, and with them what lists show: a command must not be. */
  private ObjectNode followUp(TicketId first, Part closed) {
    ObjectNode ticket = JsonNodeFactory.instance.objectNode();
    ticket.put("via_followup_source_id", Long.parseLong(closed.id().value()));
    ticket.put("external_id", EXTERNAL + first);
    ticket.put("requester_id", closed.ticket().number("requester_id"));
    ticket.put("subject", "Caserail: continues ticket " + first);
    ticket
        .putObject("comment")
        .put(
            "body",
            "This continues ticket "
                + closed.id()
                + ", which is closed: what is still to be known or done about what was asked for"
                + " there stands below. Macros about it count here.")
        .put("public", false);
    var values = ticket.putArray("custom_fields");
    values.addObject().put("id", fields.command()).put("value", "");
    Map<Long, String> held = new TicketFields(closed.ticket(), fields).inputs();
    held.forEach((id, value) -> values.addObject().put("id", id).put("value", value));
    ticket.putObject("metadata").putObject(ViewMark.NAME).put("continues", first.value());
    return ticket;
  }
}
