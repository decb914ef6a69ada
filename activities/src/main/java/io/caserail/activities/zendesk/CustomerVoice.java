package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.zendesk.TicketThread.Part;
import io.caserail.model.RequestKey;
import io.caserail.port.CommandKind;
import io.caserail.port.CustomerNotice;
import io.caserail.port.CustomerWords;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the customer what a macro asked us to tell, in a public comment, once for a request and a
 * text. An update takes one comment, so the internal note goes in an update after it; this one
 * leaves a mark of its own, and changes no field.
 */
final class CustomerVoice {
  private final ZendeskClient client;
  private final CustomerTexts texts;
  private final Failures failures;

  CustomerVoice(ZendeskClient client, CustomerTexts texts) {
    this.client = client;
    this.texts = texts;
    this.failures = client.failures();
  }

  /**
   * What became of it.
   *
   * @param told whether the customer can read it; false when Zendesk did not take it, or showed it
   *     to colleagues only, and when the ticket became another customer's
   * @param thread the ticket as it is afterwards
   */
  record Told(boolean told, TicketThread thread) {}

  Told tell(TicketThread thread, TicketHistory history, RequestKey key, CustomerNotice notice) {
    String mark = key + "/" + notice.text();
    Boolean before = history.told(mark);
    if (before != null) {
      return new Told(before, thread);
    }
    if (!isTheirs(thread, history)) {
      return new Told(false, thread);
    }
    HttpAnswer answer = client.update(thread.last().id(), update(thread, mark, notice));
    if (answer.status() == 422) {
      if (ViewWriter.isClosed(answer.json().path("details"))) {
        throw failures.conflict(ZendeskClient.evidence(answer), null);
      }
      return new Told(false, thread);
    }
    if (!answer.isSuccess()) {
      throw client.failure(ZendeskClient.UPDATE, answer);
    }
    try {
      Doc body = new Doc(answer.json(), "answer", failures);
      TicketAudit audit = TicketAudit.read(body.child("audit"));
      Part written = new Part(body.child("ticket"), thread.last().audits());
      return new Told(audit.spoken(), thread.now(written));
    } catch (ApplicationFailure unreadable) {
      throw failures.inDoubt(
          "the customer was told in Zendesk, and the answer can't be read",
          ZendeskClient.evidence(answer),
          null);
    }
  }

  /** Whether it is still the ticket of everybody for whom a macro has asked to tell them. */
  private static boolean isTheirs(TicketThread thread, TicketHistory history) {
    String now = thread.last().ticket().text("requester_id");
    return history.commands().stream()
        .filter(command -> command.option().kind() == CommandKind.SEND_AND_TELL)
        .map(CommandAudit::requester)
        .allMatch(requester -> requester.isEmpty() || requester.equals(now));
  }

  /**
   * The note with what may be said to a customer who asks, at the end of its line about them, so
   * that it keeps its five lines.
   */
  List<String> withWords(List<String> note, @Nullable CustomerWords words, TicketThread thread) {
    if (words == null || note.stream().noneMatch(CustomerVoice::isAboutThem)) {
      return note;
    }
    String text = texts.words(words, localeOf(thread.last().ticket())).replaceAll("\\s+", " ");
    return text.isBlank()
        ? note
        : note.stream()
            .map(line -> isAboutThem(line) ? line + " If they ask, say: \"" + text + "\"" : line)
            .toList();
  }

  private static boolean isAboutThem(String line) {
    return line.startsWith("Customer: ");
  }

  private ObjectNode update(TicketThread thread, String mark, CustomerNotice notice) {
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    String text = texts.of(notice, localeOf(thread.last().ticket()));
    update.putObject("comment").put("body", NoteText.of(text.lines().toList())).put("public", true);
    update.putObject("metadata").putObject(ViewMark.NAME).put("told", mark);
    update.put("safe_update", true);
    update.put("updated_stamp", thread.last().ticket().text("updated_at"));
    return update;
  }

  /** Of whoever reads it; empty where Zendesk has none. */
  private String localeOf(Doc ticket) {
    List<Doc> customer = client.users(List.of(ticket.text("requester_id")));
    return customer.isEmpty() ? "" : customer.get(0).textOr("locale", "");
  }
}
