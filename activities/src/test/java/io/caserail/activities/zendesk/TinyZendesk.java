package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.ManualClock;
import io.caserail.activities.http.ScriptedServer;
import io.caserail.activities.http.ScriptedServer.Asked;
import io.caserail.activities.http.ScriptedServer.Told;
import io.caserail.activities.http.ScriptedServer.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ticket, its audits and its people, as Zendesk's API shows them; with the moments between two
 * of our calls open to a test.
 */
final class TinyZendesk implements AutoCloseable {
  static final String INTEGRATION = "900";
  static final String LEAD = "77";
  static final String CUSTOMER = "55";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ScriptedServer server = new ScriptedServer(this::answer);
  private final ManualClock clock;
  private final List<ObjectNode> audits = new ArrayList<>();
  private final Map<Long, String> values = new LinkedHashMap<>();
  private final List<ObjectNode> updates = new ArrayList<>();
  private String updatedAt = "";
  private String status = "open";
  private String granted = "read write";
  private int tokens;
  private int pageSize = 100;
  private boolean deleted;
  private boolean admin;
  private int cursorRefusal;
  private Runnable beforeUpdate = () -> {};
  private Wire updateWire = Wire.WHOLE;
  private @Nullable Told updateRefusal;

  TinyZendesk(ManualClock clock) {
    this.clock = clock;
    touch();
    audits.add(audit(CUSTOMER, "web", List.of(event("Create", "subject", "Hello", null))));
  }

  URI base() {
    return server.base();
  }

  List<Asked> asked() {
    return server.asked();
  }

  List<Asked> asked(String method) {
    return server.asked().stream().filter(a -> a.method().equals(method)).toList();
  }

  /** The bodies of the updates that took effect. */
  List<ObjectNode> updates() {
    return List.copyOf(updates);
  }

  String value(long field) {
    return values.getOrDefault(field, "");
  }

  void grants(String scope) {
    granted = scope;
  }

  void revokesTokens() {
    tokens += 1000;
  }

  int tokensMinted() {
    return tokens % 1000;
  }

  void pagesOf(int size) {
    pageSize = size;
  }

  /** Our user may use the cursor export. */
  void isAdmin() {
    admin = true;
  }

  /** No place of before counts any more. */
  void refusesCursorsWith(int code) {
    cursorRefusal = code;
  }

  void closes() {
    status = "closed";
  }

  void deletes() {
    deleted = true;
  }

  /** Runs once, after the next update has arrived and before it is looked at. */
  void beforeNextUpdate(Runnable edit) {
    beforeUpdate = edit;
  }

  void nextUpdateTravels(Wire wire) {
    updateWire = wire;
  }

  void nextUpdateIsRefusedWith(int code, String body) {
    updateRefusal = Told.json(code, body);
  }

  /** Somebody changes fields, perhaps by a macro; returns the audit's number. */
  String edits(String author, String channel, @Nullable String macro, Map<Long, String> changes) {
    return editsByMacros(author, channel, macro == null ? List.of() : List.of(macro), changes);
  }

  /** The same by several macros in one update; the fields are as the last one leaves them. */
  String editsByMacros(
      String author, String channel, List<String> macros, Map<Long, String> changes) {
    List<ObjectNode> events = new ArrayList<>();
    changes.forEach(
        (field, value) -> {
          String before = values.getOrDefault(field, "");
          if (!before.equals(value)) {
            events.add(event("Change", Long.toString(field), value, before));
            values.put(field, value);
          }
        });
    for (String macro : macros) {
      events.add(
          JSON.objectNode()
              .put("type", "AgentMacroReference")
              .put("macro_id", Long.parseLong(macro)));
    }
    return add(audit(author, channel, events));
  }

  /** A trigger fills the command field in the author's audit. */
  String triggerEdits(String author, long field, String value) {
    ObjectNode change = event("Change", Long.toString(field), value, value(field));
    change.putObject("via").put("channel", "rule");
    values.put(field, value);
    return add(audit(author, "web", List.of(change)));
  }

  /** The ticket becomes that of the customer whose it is, which was not so before. */
  void becomesTheirs(String former) {
    add(audit(LEAD, "web", List.of(event("Change", "requester_id", CUSTOMER, former))));
  }

  /** Somebody who is not us writes our mark. */
  void forgesMark(String author, String command) {
    ObjectNode audit = audit(author, "api", List.of());
    ObjectNode mark = audit.withObject("/metadata/custom/caserail");
    mark.put("key", "0123456789abcdef").put("revision", 99).put("view", "x");
    mark.putArray("commands").add(command);
    add(audit);
  }

  private String add(ObjectNode audit) {
    audits.add(audit);
    touch();
    return audit.path("id").asText();
  }

  private void touch() {
    updatedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private ObjectNode audit(String author, String channel, List<ObjectNode> events) {
    ObjectNode audit = JSON.objectNode();
    audit.put("id", 1000L + audits.size());
    audit.put("created_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    audit.put("author_id", Long.parseLong(author));
    audit.putObject("via").put("channel", channel);
    audit.putObject("metadata").putObject("system").put("client", "test");
    events.forEach(audit.putArray("events")::add);
    return audit;
  }

  private static ObjectNode event(
      String type, String field, @Nullable String value, @Nullable String before) {
    ObjectNode event = JSON.objectNode();
    event.put("type", type).put("field_name", field).put("value", value);
    if (before != null) {
      event.put("previous_value", before.isEmpty() ? null : before);
    }
    return event;
  }

  private Told answer(Asked asked) {
    String path = asked.path();
    if (path.equals("/oauth/tokens")) {
      tokens++;
      return json(
          JSON.objectNode()
              .put("access_token", "token-" + tokens)
              .put("scope", granted)
              .put("expires_in", 7200));
    }
    if (!("Bearer token-" + tokens).equals(asked.headers().get("authorization"))) {
      return Told.json(401, "{\"error\":\"Couldn't authenticate you\"}");
    }
    if (path.endsWith("/audits")) {
      return page("audits", audits, asked.query());
    }
    if (path.equals("/api/v2/users/show_many")) {
      return json(JSON.objectNode().set("users", users(asked.query())));
    }
    if (path.endsWith("/group_memberships")) {
      return page(
          "group_memberships", List.of(JSON.objectNode().put("group_id", 31)), asked.query());
    }
    if (path.endsWith("/tickets") && path.startsWith("/api/v2/views/")) {
      return page("tickets", List.of(ticket()), asked.query());
    }
    if (path.equals("/api/v2/incremental/tickets/cursor")) {
      return exported(asked.query());
    }
    if (path.equals("/api/v2/tickets/show_many")) {
      return page("tickets", List.of(ticket()), asked.query());
    }
    if (path.equals("/api/v2/search/export")) {
      return page("results", List.of(ticket()), asked.query());
    }
    if (path.equals("/api/v2/tickets") && asked.method().equals("GET")) {
      return page("tickets", List.of(), asked.query());
    }
    if (path.equals("/api/v2/tickets/4711")) {
      return asked.method().equals("PUT") ? update(asked.body()) : show();
    }
    return Told.json(404, "{\"error\":\"InvalidEndpoint\",\"description\":\"Not found\"}");
  }

  /** For admins: what has changed after the cursor, which is the number of audits. */
  private Told exported(String query) {
    if (!admin) {
      return Told.json(403, "{\"error\":{\"title\":\"Forbidden\",\"message\":\"admins only\"}}");
    }
    if (cursorRefusal > 0 && query.contains("cursor=")) {
      return Told.json(cursorRefusal, "{\"error\":\"InvalidCursor\"}");
    }
    boolean changed = !query.contains("cursor=" + audits.size());
    ObjectNode answer = JSON.objectNode();
    ArrayNode tickets = answer.putArray("tickets");
    if (changed) {
      tickets.add(ticket());
    }
    answer.put("after_cursor", Integer.toString(audits.size())).put("end_of_stream", true);
    return json(answer);
  }

  private Told show() {
    return deleted ? missing() : json(JSON.objectNode().set("ticket", ticket()));
  }

  private static Told missing() {
    return Told.json(404, "{\"error\":\"RecordNotFound\",\"description\":\"Not found\"}");
  }

  private Told update(String body) {
    Runnable edit = beforeUpdate;
    beforeUpdate = () -> {};
    edit.run();
    Told refusal = updateRefusal;
    if (refusal != null) {
      updateRefusal = null;
      return refusal;
    }
    if (deleted) {
      return missing();
    }
    if (status.equals("closed")) {
      return Told.json(
          422,
          "{\"error\":\"RecordInvalid\",\"details\":{\"status\":[{\"description\":\"Status: closed"
              + " prevents ticket update\"}]}}");
    }
    JsonNode ticket = parse(body).path("ticket");
    if (ticket.path("safe_update").asBoolean()
        && !ticket.path("updated_stamp").asText().equals(updatedAt)) {
      return Told.json(409, "{\"error\":\"UpdateConflict\",\"description\":\"outdated\"}");
    }
    ObjectNode audit = apply(ticket);
    Wire wire = updateWire;
    updateWire = Wire.WHOLE;
    ObjectNode answer = JSON.objectNode();
    answer.set("ticket", ticket());
    answer.set("audit", audit);
    return json(answer).on(wire);
  }

  private ObjectNode apply(JsonNode ticket) {
    List<ObjectNode> events = new ArrayList<>();
    for (JsonNode field : ticket.path("custom_fields")) {
      String before = value(field.path("id").asLong());
      String value = field.path("value").asText();
      if (!before.equals(value)) {
        events.add(event("Change", field.path("id").asText(), value, before));
        values.put(field.path("id").asLong(), value);
      }
    }
    ObjectNode audit = audit(INTEGRATION, "api", events);
    audit.withObject("/metadata").set("custom", ticket.path("metadata"));
    audits.add(audit);
    updates.add((ObjectNode) ticket);
    touch();
    return audit;
  }

  private ObjectNode ticket() {
    ObjectNode ticket = JSON.objectNode();
    ticket.put("id", 4711).put("status", status).put("updated_at", updatedAt);
    ticket.put("requester_id", Long.parseLong(CUSTOMER));
    ArrayNode fields = ticket.putArray("custom_fields");
    values.forEach(
        (id, value) ->
            fields.addObject().put("id", id).put("value", value.isEmpty() ? null : value));
    return ticket;
  }

  private static ArrayNode users(String query) {
    ArrayNode users = JSON.arrayNode();
    for (String id : query.substring("ids=".length()).split(",", -1)) {
      boolean staff = !id.equals(CUSTOMER);
      users
          .addObject()
          .put("id", Long.parseLong(id))
          .put("name", "User " + id)
          .put("email", "user" + id + "@example.com")
          .put("role", staff ? "agent" : "end-user")
          .put("active", true)
          .put("suspended", false);
    }
    return users;
  }

  private Told page(String name, List<ObjectNode> all, String query) {
    int from = 0;
    for (String part : query.split("&", -1)) {
      if (part.startsWith("page[after]=")) {
        from = Integer.parseInt(part.substring("page[after]=".length()));
      }
    }
    int to = Math.min(all.size(), from + pageSize);
    ObjectNode page = JSON.objectNode();
    all.subList(from, to).forEach(page.putArray(name)::add);
    ObjectNode meta = page.putObject("meta").put("has_more", to < all.size());
    meta.put("after_cursor", to < all.size() ? Integer.toString(to) : null);
    return json(page);
  }

  private static Told json(JsonNode node) {
    return Told.json(200, node.toString());
  }

  private static JsonNode parse(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
