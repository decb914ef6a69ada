package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.port.FactsFieldActivities;
import io.caserail.port.FactsShown;
import io.caserail.port.Tracked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The ticket's text of several lines for what cases have to mind. The field itself says what is
 * there already: a case's own lines are replaced, other cases' lines stay, and what a person has
 * typed between them goes. It is written with {@code safe_update}, so that of two cases at once one
 * loses and starts again.
 */
public final class ZendeskFacts implements FactsFieldActivities {
  private static final Pattern LINE =
      Pattern.compile(
          Arrays.stream(Tracked.State.values())
              .map(Tracked.State::word)
              .collect(Collectors.joining("|", "(", ") [A-Za-z0-9_.:-]+: .+")));

  private final ZendeskClient client;
  private final ZendeskFields fields;
  private final TicketThreads threads;
  private final long field;

  /**
   * The field.
   *
   * @param field its id; 0 where the account has none, and nothing is shown
   */
  public ZendeskFacts(
      ZendeskClient client, ZendeskFields fields, ZendeskSettings settings, long field) {
    this.client = client;
    this.fields = fields;
    this.threads = new TicketThreads(client, fields, settings.integrationUser());
    this.field = field;
  }

  @Override
  public boolean showFacts(FactsShown shown) {
    if (field == 0) {
      return false;
    }
    Endpoint write = ZendeskClient.UPDATE;
    client.requireTurn(write.of(shown.ticket().value()));
    Optional<TicketThread> found = threads.find(shown.ticket());
    if (found.isEmpty() || found.get().isClosed()) {
      return false;
    }
    TicketThread.Part last = found.get().last();
    String before = new TicketFields(last.ticket(), fields).value(field);
    String after = after(before, shown);
    if (before.equals(after)) {
      return true;
    }
    HttpAnswer answer =
        client.update(last.id(), update(after, last.ticket()), write.of(last.id().value()));
    if (answer.isSuccess()) {
      return true;
    }
    if ((answer.status() == 404 && ZendeskClient.isMissingRecord(answer))
        || (answer.status() == 422 && ViewWriter.isClosed(answer.json().path("details")))) {
      return false;
    }
    throw client.failure(ZendeskClient.UPDATE, answer);
  }

  private static String after(String before, FactsShown shown) {
    List<String> lines = new ArrayList<>();
    before
        .lines()
        .filter(line -> LINE.matcher(line).matches())
        .filter(line -> shown.headings().stream().noneMatch(line::startsWith))
        .forEach(lines::add);
    lines.addAll(shown.lines());
    return String.join("\n", lines);
  }

  private ObjectNode update(String text, Doc ticket) {
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    update.putArray("custom_fields").addObject().put("id", field).put("value", text);
    update.put("safe_update", true);
    update.put("updated_stamp", ticket.text("updated_at"));
    return update;
  }
}
