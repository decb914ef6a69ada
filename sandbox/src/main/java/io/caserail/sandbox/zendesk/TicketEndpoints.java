package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reading and writing tickets, their audits and their comments. */
final class TicketEndpoints {
  private final ZendeskAccount account;

  TicketEndpoints(ZendeskAccount account) {
    this.account = account;
  }

  void addTo(Routes routes, Gate gate) {
    ZendeskLimits limits = account.limits();
    Need read = Need.read("tickets");
    Need write = Need.write("tickets");
    Need update =
        write
            .within(Bucket.minute("tickets-update", limits.updatesPerMinute()))
            .within(this::perUserAndTicket);
    Need audits =
        read.global()
            .within(
                (call, user) ->
                    new Bucket(
                        "ticket-audits",
                        call.path("id"),
                        limits.auditsPerMinute(),
                        Duration.ofMinutes(1)));
    routes
        .get("/api/v2/tickets", gate.guard(read, this::list))
        .get("/api/v2/tickets/show_many", gate.guard(read, this::showMany))
        .get("/api/v2/tickets/{id}", gate.guard(read, this::show))
        .post("/api/v2/tickets", gate.guard(write, this::create))
        .put("/api/v2/tickets/{id}", gate.guard(update, this::update))
        .delete("/api/v2/tickets/{id}", gate.guard(write, this::delete))
        .get("/api/v2/tickets/{id}/audits", gate.guard(audits, this::audits))
        .get("/api/v2/tickets/{id}/comments", gate.guard(read, this::comments))
        .get("/api/v2/tickets/{id}/tags", gate.guard(read, (c, u) -> tags(ticket(c), 200)))
        .put("/api/v2/tickets/{id}/tags", gate.guard(update, this::addTags))
        .post("/api/v2/tickets/{id}/tags", gate.guard(update, this::replaceTags))
        .delete("/api/v2/tickets/{id}/tags", gate.guard(update, this::removeTags));
  }

  private Bucket perUserAndTicket(Call call, User user) {
    return new Bucket(
        "tickets-update-per-user",
        user.id() + "/" + call.path("id"),
        account.limits().updatesPerUserAndTicketInTenMinutes(),
        Duration.ofMinutes(10));
  }

  private Ticket ticket(Call call) {
    return account.tickets().get(number(call.path("id")));
  }

  static long number(String id) {
    if (!id.matches("\\d{1,18}")) {
      throw ZendeskRefusal.notFound();
    }
    return Long.parseLong(id);
  }

  private ObjectNode json(Ticket ticket) {
    return ticket.json(account.settings().fields());
  }

  private Answer list(Call call, User user) {
    Optional<String> externalId = call.query("external_id");
    List<ObjectNode> found =
        account.tickets().visible().stream()
            .filter(t -> externalId.map(t.state().attribute("external_id")::equals).orElse(true))
            .map(this::json)
            .toList();
    return Page.of(call, "tickets", found);
  }

  private Answer showMany(Call call, User user) {
    List<String> ids = List.of(call.query("ids").orElse("").split(","));
    List<ObjectNode> found =
        account.tickets().visible().stream()
            .filter(t -> ids.contains(Long.toString(t.id())))
            .map(this::json)
            .toList();
    return Page.of(call, "tickets", found);
  }

  private Answer show(Call call, User user) {
    ObjectNode body = Json.object();
    body.set("ticket", json(ticket(call)));
    return Answer.json(200, body);
  }

  private Answer create(Call call, User user) {
    return call.header("Idempotency-Key")
        .map(key -> account.idempotency().once(key, call.text(), () -> created(call, user)))
        .orElseGet(() -> created(call, user));
  }

  private Answer created(Call call, User user) {
    TicketInput input = new TicketInput(call);
    TicketChange change = input.change(user, account.settings());
    Comment comment = change.comment();
    if (comment == null) {
      throw ZendeskRefusal.invalid("description", "Description: cannot be blank");
    }
    if (!change.attributes().containsKey("requester_id")) {
      change = change.with("requester_id", Long.toString(user.id()));
    }
    long source = input.raw("via_followup_source_id").asLong();
    // "The parameter only works with closed tickets. It has no effect with other tickets."
    boolean continues = source != 0 && account.tickets().get(source).state().closed();
    if (continues) {
      change = followup(change, account.tickets().get(source));
    }
    Ticket made = account.editor().create(change, comment.body(), call.cause());
    if (continues) {
      account.tickets().get(source).continuedIn(made.id());
    }
    ObjectNode body = Json.object();
    body.set("ticket", json(made));
    body.set("audit", made.audits().get(0).json());
    return Answer.json(201, body).with("Location", "/api/v2/tickets/" + made.id() + ".json");
  }

  /** Inherits the tags, and with them what lists show, unless it brings tags of its own. */
  private static TicketChange followup(TicketChange change, Ticket source) {
    TagChange tags =
        change.tags().replace() == null ? TagChange.add(source.state().tags()) : change.tags();
    return new TicketChange(
        change.actor(),
        Via.relation("api", "follow_up", source.id()),
        change.attributes(),
        change.fields(),
        tags,
        change.comment(),
        change.metadata(),
        change.macro());
  }

  private Answer update(Call call, User user) {
    Ticket ticket = ticket(call);
    TicketInput input = new TicketInput(call);
    checkSafe(ticket, input);
    Audit audit =
        account.editor().update(ticket, input.change(user, account.settings()), call.cause());
    ObjectNode body = Json.object();
    body.set("ticket", json(ticket));
    body.set("audit", audit.json());
    return Answer.json(200, body);
  }

  /** {@code safe_update} counts whatever its value is, as it does at the vendor's. */
  private static void checkSafe(Ticket ticket, TicketInput input) {
    if (input.raw("safe_update").isMissingNode()) {
      return;
    }
    String stamp = input.raw("updated_stamp").asText();
    if (!stamp.equals(Stamps.text(ticket.updatedAt()))) {
      throw ZendeskRefusal.outdated();
    }
  }

  private Answer delete(Call call, User user) {
    Ticket ticket = ticket(call);
    ticket.deleted(account.now());
    account
        .surroundings()
        .books()
        .append(Ledger.SYSTEM, "ticket.deleted", call.path("id"), Map.of(), call.cause());
    return Answer.empty(204);
  }

  private Answer audits(Call call, User user) {
    return Page.of(call, "audits", ticket(call).audits().stream().map(Audit::json).toList());
  }

  private Answer comments(Call call, User user) {
    List<ObjectNode> comments =
        ticket(call).audits().stream()
            .flatMap(
                a -> a.comments().map(c -> c.json().put("created_at", Stamps.text(a.createdAt()))))
            .toList();
    return Page.of(call, "comments", comments);
  }

  private Answer addTags(Call call, User user) {
    return changeTags(call, user, TagChange.add(tags(call)), 200);
  }

  private Answer replaceTags(Call call, User user) {
    return changeTags(call, user, TagChange.replace(tags(call)), 201);
  }

  private Answer removeTags(Call call, User user) {
    return changeTags(call, user, TagChange.remove(tags(call)), 200);
  }

  private static List<String> tags(Call call) {
    return TicketInput.strings(call.json().path("tags"));
  }

  private Answer changeTags(Call call, User user, TagChange change, int status) {
    Ticket ticket = ticket(call);
    account
        .editor()
        .update(ticket, TicketChange.by(user.id(), Via.api()).tags(change), call.cause());
    return tags(ticket, status);
  }

  private static Answer tags(Ticket ticket, int status) {
    ObjectNode body = Json.object();
    body.set("tags", Json.tree(ticket.state().tags()));
    return Answer.json(status, body);
  }
}
