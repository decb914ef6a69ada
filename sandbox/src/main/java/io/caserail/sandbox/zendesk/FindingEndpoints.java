package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Answer;
import io.caserail.sandbox.core.Call;
import io.caserail.sandbox.core.Json;
import io.caserail.sandbox.core.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The three ways to find tickets: the cursor export (complete, blind for its last minute, admins
 * only), a view (at once, drop-downs only), and search (lags, at most 1,000 results).
 */
final class FindingEndpoints {
  private static final Duration EXPORT_BLIND = Duration.ofSeconds(60);
  private static final Duration SEARCH_LAG = Duration.ofMinutes(2);
  private static final int EXPORT_PAGE = 1_000;
  private static final int SEARCH_CAP = 1_000;

  private static final Comparator<Ticket> BY_GENERATION =
      Comparator.<Ticket>comparingLong(t -> t.generatedAt().getEpochSecond())
          .thenComparingLong(Ticket::id);

  private final ZendeskAccount account;

  FindingEndpoints(ZendeskAccount account) {
    this.account = account;
  }

  void addTo(Routes routes, Gate gate) {
    ZendeskLimits limits = account.limits();
    Need read = Need.read("tickets");
    Need export =
        read.admin().within(Bucket.minute("incremental-exports-cursor", limits.exportsPerMinute()));
    Need search =
        Need.read("tickets")
            .global()
            .within(Bucket.minute("search-index", limits.searchesPerMinute()));
    routes
        .get("/api/v2/incremental/tickets/cursor", gate.guard(export, this::export))
        .get("/api/v2/views/{id}/tickets", gate.guard(read, this::view))
        .get("/api/v2/views/{id}/execute", gate.guard(read, this::execute))
        .get("/api/v2/search/export", gate.guard(search, this::search))
        .get("/api/v2/search", gate.guard(search, this::search));
  }

  private Answer export(Call call, User user) {
    Position from =
        call.query("cursor")
            .map(Position::parse)
            .orElseGet(
                () ->
                    call.query("start_time")
                        .map(t -> new Position(Long.parseLong(t), 0))
                        .orElseThrow(
                            () -> ZendeskRefusal.badRequest("InvalidValue", "start_time")));
    int size = Math.min(EXPORT_PAGE, Page.number(call, "per_page", EXPORT_PAGE));
    long until = account.now().minus(EXPORT_BLIND).getEpochSecond();
    List<Ticket> due =
        account.tickets().all().stream()
            .filter(t -> from.before(t) && t.generatedAt().getEpochSecond() <= until)
            .sorted(BY_GENERATION)
            .toList();
    List<Ticket> page = due.subList(0, Math.min(size, due.size()));
    Position after = page.isEmpty() ? from : Position.of(page.get(page.size() - 1));
    ObjectNode body = Json.object();
    body.set("tickets", Json.tree(page.stream().map(this::json).toList()));
    body.put("after_cursor", after.text());
    body.put("after_url", call.facts().path() + "?cursor=" + after.text());
    body.putNull("before_cursor");
    body.put("end_of_stream", page.size() == due.size());
    return Answer.json(200, body);
  }

  private ObjectNode json(Ticket ticket) {
    return ticket.json(account.settings().fields());
  }

  /** A place in the export's order. */
  private record Position(long second, long ticketId) {
    static Position of(Ticket ticket) {
      return new Position(ticket.generatedAt().getEpochSecond(), ticket.id());
    }

    static Position parse(String cursor) {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("/", -1);
      return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    String text() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((second + "/" + ticketId).getBytes(StandardCharsets.UTF_8));
    }

    boolean before(Ticket ticket) {
      long other = ticket.generatedAt().getEpochSecond();
      return other > second || (other == second && ticket.id() > ticketId);
    }
  }

  private Stream<Ticket> inView(Call call) {
    View view =
        account.settings().views().stream()
            .filter(v -> Long.toString(v.id()).equals(call.path("id")))
            .findFirst()
            .orElseThrow(ZendeskRefusal::notFound);
    return account.tickets().visible().stream().filter(t -> Moment.of(t).meets(view.conditions()));
  }

  private Answer view(Call call, User user) {
    return Page.of(call, "tickets", inView(call).map(this::json).toList());
  }

  private Answer execute(Call call, User user) {
    List<ObjectNode> rows =
        inView(call)
            .map(
                t -> {
                  ObjectNode row = Json.object().put("ticket_id", t.id());
                  row.set("ticket", json(t));
                  return row;
                })
            .toList();
    return Page.of(call, "rows", rows);
  }

  private Answer search(Call call, User user) {
    Instant indexed = account.now().minus(SEARCH_LAG);
    List<String> terms = List.of(call.query("query").orElse("").trim().split("\\s+"));
    List<ObjectNode> found =
        account.tickets().visible().stream()
            .filter(
                t ->
                    t.asOf(indexed)
                        .filter(s -> terms.stream().allMatch(x -> fits(t, s, x)))
                        .isPresent())
            .limit(SEARCH_CAP)
            .map(t -> json(t).put("result_type", "ticket"))
            .toList();
    return Page.of(call, "results", found);
  }

  private static boolean fits(Ticket ticket, TicketState state, String term) {
    int colon = term.indexOf(':');
    if (colon < 0) {
      String word = term.replace("\"", "");
      return state.attribute("subject").contains(word)
          || ticket.audits().stream()
              .flatMap(Audit::comments)
              .anyMatch(comment -> comment.body().path("body").asText().contains(word));
    }
    String name = term.substring(0, colon);
    String value = term.substring(colon + 1);
    if (name.startsWith("custom_field_")) {
      String held = state.field(TicketEndpoints.number(name.substring("custom_field_".length())));
      return value.equals("*") ? !held.isEmpty() : held.equals(value);
    }
    return switch (name) {
      case "type" -> value.equals("ticket");
      case "tags" -> state.tags().contains(value);
      default -> state.attribute(name).equals(value);
    };
  }
}
