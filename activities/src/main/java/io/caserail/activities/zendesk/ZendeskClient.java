package io.caserail.activities.zendesk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.activities.http.Doc;
import io.caserail.activities.http.Endpoint;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpAnswer;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.model.TicketId;
import io.caserail.port.SweepCursor;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Zendesk's HTTP API: tickets, audits, users, memberships, and the update. Every method makes each
 * of its calls once, but for one repetition with a fresh token after a 401.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/">Zendesk: API reference</a>
 */
public final class ZendeskClient {
  static final Endpoint UPDATE = Endpoint.sharedWrite("update_ticket");
  static final Endpoint CREATE = Endpoint.sharedWrite("create_ticket");

  private static final MediaType JSON = MediaType.get("application/json");
  private static final int PAGE = 100;
  // Each may have to be read; all of a page is to be done within an attempt.
  private static final int EXPORTED = 50;
  private static final int MOST_PAGES = 100;

  private final Upstream upstream;
  private final ZendeskTokens tokens;
  private final HttpUrl base;

  public ZendeskClient(Upstream upstream, ZendeskTokens tokens, ZendeskSettings settings) {
    this.upstream = upstream;
    this.tokens = tokens;
    this.base = HttpUrl.get(settings.base()).newBuilder().addPathSegments("api/v2").build();
  }

  Failures failures() {
    return upstream.failures();
  }

  /** Lets nothing be read for a write that has to wait for its turn. */
  void requireTurn(Endpoint endpoint) {
    upstream.requireTurn(endpoint);
  }

  /** The ticket, or nothing when it is deleted or never existed. */
  Optional<Doc> ticket(TicketId id) {
    Endpoint endpoint = Endpoint.read("tickets");
    HttpAnswer answer = call(endpoint, get(at("tickets", id.value()).build()));
    if (isMissingRecord(answer)) {
      return Optional.empty();
    }
    Doc ticket = success(endpoint, answer, "answer").child("ticket");
    return ticket.text("status").equals("deleted") ? Optional.empty() : Optional.of(ticket);
  }

  /** Every audit of the ticket, oldest first. */
  List<TicketAudit> audits(TicketId id) {
    return all(
            Endpoint.read("ticket_audits").of(id.value()),
            at("tickets", id.value(), "audits").build(),
            "audits")
        .stream()
        .map(TicketAudit::read)
        .sorted(TicketAudit.OLDEST_FIRST)
        .toList();
  }

  /** The users among the ids that exist. */
  List<Doc> users(Collection<String> ids) {
    List<Doc> users = new ArrayList<>();
    List<String> wanted = List.copyOf(ids);
    Endpoint endpoint = Endpoint.read("users");
    for (int from = 0; from < wanted.size(); from += PAGE) {
      List<String> some = wanted.subList(from, Math.min(wanted.size(), from + PAGE));
      HttpUrl url =
          at("users", "show_many").addQueryParameter("ids", String.join(",", some)).build();
      users.addAll(success(endpoint, call(endpoint, get(url)), "answer").children("users"));
    }
    return users;
  }

  /** The users that the search index finds for an address; others may be among them. */
  List<Doc> usersOf(String address) {
    Endpoint endpoint = Endpoint.read("users");
    HttpUrl url =
        at("users", "search").addQueryParameter("query", "email:\"" + address + "\"").build();
    return success(endpoint, call(endpoint, get(url)), "answer").children("users");
  }

  /** The ids of the groups that the user is in now. */
  List<String> groups(String user) {
    HttpUrl url = at("users", user, "group_memberships").build();
    return all(Endpoint.read("memberships"), url, "group_memberships").stream()
        .map(membership -> membership.text("group_id"))
        .toList();
  }

  /** Every ticket of the view. */
  List<Doc> ticketsOfView(String view) {
    return all(Endpoint.read("views"), at("views", view, "tickets").build(), "tickets");
  }

  /** Every ticket that the search index finds. */
  List<Doc> ticketsBySearch(String query) {
    HttpUrl url =
        at("search", "export")
            .addQueryParameter("query", query)
            .addQueryParameter("filter[type]", "ticket")
            .build();
    return all(Endpoint.read("search"), url, "results");
  }

  /** Every ticket of this external id that is neither deleted nor archived. */
  List<Doc> ticketsOf(String externalId) {
    HttpUrl url = at("tickets").addQueryParameter("external_id", externalId).build();
    return all(Endpoint.read("tickets"), url, "tickets");
  }

  /** Those of the tickets that exist. */
  List<Doc> tickets(List<TicketId> ids) {
    List<Doc> tickets = new ArrayList<>();
    Endpoint endpoint = Endpoint.read("tickets");
    for (int from = 0; from < ids.size(); from += PAGE) {
      String some =
          ids.subList(from, Math.min(ids.size(), from + PAGE)).stream()
              .map(TicketId::value)
              .collect(Collectors.joining(","));
      HttpUrl url = at("tickets", "show_many").addQueryParameter("ids", some).build();
      tickets.addAll(success(endpoint, call(endpoint, get(url)), "answer").children("tickets"));
    }
    return tickets;
  }

  /**
   * A page of the cursor export; nothing where our user is no admin. A place that Zendesk does not
   * take any more is none.
   *
   * @param start where to begin if no place is known
   */
  Optional<ExportPage> changed(SweepCursor from, Instant start) {
    Endpoint endpoint = Endpoint.read("ticket_export");
    HttpUrl.Builder url =
        at("incremental", "tickets", "cursor").addQueryParameter("per_page", "" + EXPORTED);
    if (from.known()) {
      url.addQueryParameter("cursor", from.upTo());
    } else {
      url.addQueryParameter("start_time", Long.toString(start.getEpochSecond()));
    }
    HttpAnswer answer = call(endpoint, get(url.build()));
    if (answer.status() == 403) {
      return Optional.empty();
    }
    if (from.known() && (answer.status() == 400 || answer.status() == 422)) {
      return changed(SweepCursor.NONE, start);
    }
    Doc page = success(endpoint, answer, "answer");
    String after = page.textOr("after_cursor", "");
    return Optional.of(
        new ExportPage(
            page.children("tickets"),
            after.isEmpty() ? from : new SweepCursor(after),
            page.flag("end_of_stream")));
  }

  /**
   * Whether our user may use the cursor export, by trying.
   *
   * @param start some minutes ago
   */
  public boolean mayExport(Instant start) {
    return changed(SweepCursor.NONE, start).isPresent();
  }

  /** Makes a ticket, once in two hours for a key; an answer of any status comes back. */
  HttpAnswer create(ObjectNode ticket, String key) {
    return create(ticket, key, CREATE);
  }

  /** The same under another endpoint's limits. */
  HttpAnswer create(ObjectNode ticket, String key, Endpoint endpoint) {
    return call(
        endpoint,
        new Request.Builder()
            .url(at("tickets").build())
            .header("Idempotency-Key", key)
            .post(RequestBody.create(body(ticket), JSON)));
  }

  /** Updates the ticket; an answer of any status comes back. */
  HttpAnswer update(TicketId id, ObjectNode ticket) {
    return update(id, ticket, UPDATE.of(id.value()));
  }

  /** The same under another endpoint's limits. */
  HttpAnswer update(TicketId id, ObjectNode ticket, Endpoint endpoint) {
    HttpUrl url = at("tickets", id.value()).build();
    return call(
        endpoint, new Request.Builder().url(url).put(RequestBody.create(body(ticket), JSON)));
  }

  private static byte[] body(ObjectNode ticket) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("ticket", ticket);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The failure that an answer without success stands for. */
  ApplicationFailure failure(Endpoint endpoint, HttpAnswer answer) {
    return upstream.failure(endpoint, answer, evidence(answer));
  }

  /** What an engineer can search for. */
  static String evidence(HttpAnswer answer) {
    String request = answer.header("X-Request-Id");
    return "HTTP " + answer.status() + (request == null ? "" : ", request " + request);
  }

  /** Whether Zendesk itself says that it has no such record, not a proxy or a wrong address. */
  static boolean isMissingRecord(HttpAnswer answer) {
    return answer.status() == 404
        && answer.json().path("error").asText("").equals("RecordNotFound");
  }

  /** Whether Zendesk has seen the idempotency key with another body. */
  static boolean isKeyOfAnother(HttpAnswer answer) {
    return answer.status() == 400 && answer.json().toString().contains("IdempotentRequestError");
  }

  /** Every item of a list, page after page. */
  List<Doc> all(Endpoint endpoint, HttpUrl url, String list) {
    List<Doc> all = new ArrayList<>();
    String after = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      HttpUrl.Builder next =
          url.newBuilder().addQueryParameter("page[size]", Integer.toString(PAGE));
      if (!after.isEmpty()) {
        next.addQueryParameter("page[after]", after);
      }
      Doc answer = success(endpoint, call(endpoint, get(next.build())), "answer");
      all.addAll(answer.children(list));
      Doc meta = answer.child("meta");
      if (!meta.flag("has_more")) {
        return all;
      }
      after = meta.text("after_cursor");
    }
    throw failures().badAnswer("the list of " + list + " has no end", "");
  }

  /** Makes a call once, or twice where the token was no longer good. */
  HttpAnswer call(Endpoint endpoint, Request.Builder request) {
    Secret token = tokens.token();
    HttpAnswer answer = upstream.call(endpoint, authorized(request, token));
    if (answer.status() != 401) {
      return answer;
    }
    tokens.refused(token);
    return upstream.call(endpoint, authorized(request, tokens.token()));
  }

  /** The answer of a call that has to succeed. */
  Doc success(Endpoint endpoint, HttpAnswer answer, String what) {
    if (!answer.isSuccess()) {
      throw failure(endpoint, answer);
    }
    return new Doc(answer.json(), what, failures());
  }

  HttpUrl.Builder at(String... segments) {
    HttpUrl.Builder url = base.newBuilder();
    for (String segment : segments) {
      url.addPathSegment(segment);
    }
    return url;
  }

  private static Request.Builder get(HttpUrl url) {
    return new Request.Builder().url(url).get();
  }

  private static Request authorized(Request.Builder request, Secret token) {
    return request.header("Authorization", "Bearer " + token.value()).build();
  }
}
