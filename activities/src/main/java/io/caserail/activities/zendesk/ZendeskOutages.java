package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.model.CaseKind;
import io.caserail.model.Digest;
import io.caserail.model.TicketId;
import io.caserail.port.OutageTicket;
import io.caserail.port.OutageTicketActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ticket of an outage: a plain one, never a <i>problem</i>, since solving that solves every
 * incident that hangs on it. Its {@code external_id} is the outage's name, and our own user's audit
 * has made it: anybody who may write by API can set an {@code external_id}. A note that stands
 * there already, by its mark in the audits, is not written again. Where a person has closed or
 * deleted it, the next note makes another one.
 *
 * <p>These are a few writes an hour, which must come when hundreds of others wait for their turn:
 * they don't take from our own budget, but heed what Zendesk says about its limits.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/">Zendesk:
 *     tickets, and their type</a>
 */
public final class ZendeskOutages implements OutageTicketActivities {
  /** For views of the account's own; a tag is the only thing there that they can ask for. */
  private static final String TAG = "crl_outage";

  private final ZendeskClient client;
  private final String integrationUser;
  private final Failures failures;

  public ZendeskOutages(ZendeskClient client, ZendeskSettings settings) {
    this.client = client;
    this.integrationUser = settings.integrationUser();
    this.failures = client.failures();
  }

  @Override
  public String writeOutage(OutageTicket note) {
    ViewMark mark = mark(note);
    for (Doc ticket : client.ticketsOf("caserail-" + note.outage())) {
      String status = ticket.text("status");
      if (!status.equals("deleted") && !status.equals("closed")) {
        List<TicketAudit> ours = ours(ticket);
        if (ours.stream().anyMatch(audit -> audit.creation() && isOf(audit.mark(), note))) {
          return add(ticket, ours, note, mark);
        }
      }
    }
    return make(note, mark);
  }

  private List<TicketAudit> ours(Doc ticket) {
    return client.audits(new TicketId(ticket.text("id"))).stream()
        .filter(audit -> audit.author().equals(integrationUser))
        .toList();
  }

  private static boolean isOf(@Nullable ViewMark mark, OutageTicket note) {
    return mark != null && mark.key().equals(note.outage());
  }

  private String make(OutageTicket note, ViewMark mark) {
    ObjectNode ticket = body(note, mark);
    ticket.put("subject", note.subject());
    ticket.put("external_id", "caserail-" + note.outage());
    ticket.put("requester_id", Long.parseLong(integrationUser));
    ticket.putArray("tags").add(TAG);
    String key = "caserail-" + Digest.hex(48, "outage", note.outage(), "" + note.revision());
    HttpAnswer answer = client.create(ticket, key, unbudgeted("create_ticket", ""));
    if (ZendeskClient.isKeyOfAnother(answer)) {
      // Made a moment ago in other words, and the list does not know it yet.
      throw failures.inDoubt("made before, in other words", ZendeskClient.evidence(answer), null);
    }
    return number(answer);
  }

  private String add(Doc ticket, List<TicketAudit> ours, OutageTicket note, ViewMark mark) {
    TicketId id = new TicketId(ticket.text("id"));
    boolean there =
        ours.stream()
            .map(TicketAudit::mark)
            .anyMatch(old -> old != null && old.revision() >= mark.revision());
    if (there) {
      return id.value();
    }
    ObjectNode update = body(note, mark);
    update.put("safe_update", true);
    update.put("updated_stamp", ticket.text("updated_at"));
    ObjectNode whole = update.deepCopy();
    whole.put("status", note.solved() ? "solved" : "open");
    Endpoint endpoint = unbudgeted("update_ticket", id.value());
    HttpAnswer answer = client.update(id, whole, endpoint);
    if (answer.status() == 422 && !ViewWriter.isClosed(answer.json().path("details"))) {
      // An account may ask for fields when a ticket is solved, which only people can fill.
      answer = client.update(id, update, endpoint);
    }
    return number(answer);
  }

  private String number(HttpAnswer answer) {
    if (!answer.isSuccess()) {
      throw client.failure(ZendeskClient.UPDATE, answer);
    }
    try {
      return new Doc(answer.json(), "answer", failures).child("ticket").text("id");
    } catch (ApplicationFailure unreadable) {
      throw failures.inDoubt(
          "written to Zendesk, and the answer can't be read", ZendeskClient.evidence(answer), null);
    }
  }

  private static ObjectNode body(OutageTicket note, ViewMark mark) {
    ObjectNode ticket = JsonNodeFactory.instance.objectNode();
    ticket.putObject("comment").put("body", NoteText.of(note.note())).put("public", false);
    ticket.putObject("metadata").set(ViewMark.NAME, mark.toJson());
    return ticket;
  }

  private static ViewMark mark(OutageTicket note) {
    String view = Digest.hex(16, note.note().toArray(new String[0]));
    return new ViewMark(
        note.outage(),
        note.revision(),
        view,
        List.of(),
        CaseKind.REFUND,
        null,
        null,
        false,
        List.of(),
        null);
  }

  private static Endpoint unbudgeted(String name, String ticket) {
    return Endpoint.write(name).of(ticket);
  }
}
