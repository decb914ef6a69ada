package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Secret;
import io.caserail.model.TicketId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * What admins set up in an account: ticket fields, macros, triggers, views, automations, webhooks.
 * Each method makes its call once.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/">
 *     Zendesk: business rules</a>
 */
public final class AccountSettings {
  private static final Endpoint READ = Endpoint.read("settings");
  private static final Endpoint WRITE = Endpoint.write("settings");
  private static final MediaType JSON = MediaType.get("application/json");

  private final ZendeskClient client;

  public AccountSettings(ZendeskClient client) {
    this.client = client;
  }

  /** Everything of a collection such as {@code ticket_fields}. */
  public List<JsonNode> all(String collection) {
    return client.all(READ, client.at(collection).build(), collection).stream()
        .map(doc -> doc.json())
        .toList();
  }

  /**
   * Makes one.
   *
   * @param one the name of its object in a body, such as {@code ticket_field}
   * @return its id
   */
  public String create(String collection, String one, ObjectNode what) {
    Request.Builder request =
        new Request.Builder().url(client.at(collection).build()).post(body(one, what));
    return client.success(WRITE, client.call(WRITE, request), "answer").child(one).text("id");
  }

  /** Changes of one what is named, and leaves the rest. */
  public void change(String collection, String one, String id, ObjectNode what) {
    require(
        client.call(
            WRITE,
            new Request.Builder().url(client.at(collection, id).build()).put(body(one, what))));
  }

  /** Removes one; that it is gone already is as good. */
  public void remove(String collection, String id) {
    HttpAnswer answer =
        client.call(WRITE, new Request.Builder().url(client.at(collection, id).build()).delete());
    if (!ZendeskClient.isMissingRecord(answer)) {
      require(answer);
    }
  }

  /** What the webhook signs with. */
  public Secret signingSecret(String webhook) {
    Request.Builder request =
        new Request.Builder().url(client.at("webhooks", webhook, "signing_secret").build()).get();
    return new Secret(
        client
            .success(READ, client.call(READ, request), "answer")
            .child("signing_secret")
            .text("secret"));
  }

  /** The settings of the account as a whole. */
  public JsonNode accountWide() {
    Request.Builder request =
        new Request.Builder().url(client.at("account", "settings").build()).get();
    return client.success(READ, client.call(READ, request), "answer").child("settings").json();
  }

  /** The ids of the users who are in a group now. */
  public Set<String> members(String group) {
    return client
        .all(READ, client.at("groups", group, "memberships").build(), "group_memberships")
        .stream()
        .map(membership -> membership.text("user_id"))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The status of a ticket; empty where there is none. */
  public String statusOf(String ticket) {
    return client.ticket(new TicketId(ticket)).map(found -> found.text("status")).orElse("");
  }

  /** The account's clock, to the second; nothing where its answers don't say. */
  public Optional<Instant> clock() {
    Request.Builder request =
        new Request.Builder().url(client.at("account", "settings").build()).get();
    String date = client.call(READ, request).header("Date");
    try {
      return date == null
          ? Optional.empty()
          : Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private void require(HttpAnswer answer) {
    if (!answer.isSuccess()) {
      throw client.failure(WRITE, answer);
    }
  }

  private static RequestBody body(String one, ObjectNode what) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set(one, what);
    return RequestBody.create(body.toString().getBytes(StandardCharsets.UTF_8), JSON);
  }
}
