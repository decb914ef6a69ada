package io.caserail.weekly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of the record, put together by request. Lines that it does not know are left out. */
final class WeekRecord {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOGETHER = Duration.ofHours(1);
  private static final Pattern OPERATION = Pattern.compile("[^/]+/([0-9a-f]{16})/.+");

  private final Map<String, Said> commands = new LinkedHashMap<>();
  private final Map<String, Request> requests = new LinkedHashMap<>();
  private final List<Claim> claims = new ArrayList<>();
  private @Nullable Instant firstOrder;
  private @Nullable Instant firstTicket;

  /** A command that was given in a ticket. */
  record Said(
      String id,
      String what,
      String kind,
      String ticket,
      String object,
      String reason,
      boolean counted,
      Instant at) {
    boolean isRequest() {
      return what.equals("SEND") || what.equals("SEND_AND_TELL");
    }

    /** Whether a person has done something about the request by it. */
    boolean touches() {
      return counted && !isRequest() && !what.equals("WHERE_IS_IT");
    }
  }

  /** What was said by command line, for example {@code APPROVE}. */
  record Claim(String what, String ticket, boolean counted, Instant at) {}

  /** What a ticket was made to show. */
  record Shown(
      Instant at, String state, String waitsFor, boolean late, boolean customerFirst, String ref) {}

  /** What the process with the key did about an order. */
  record Order(
      Instant at,
      String event,
      String operation,
      String amount,
      String reason,
      List<String> commands,
      List<String> actors,
      String outcome) {
    boolean isRefund() {
      return !amount.isEmpty();
    }

    boolean isAccepted() {
      return event.equals("sent")
          && Set.of("SUCCEEDED", "PENDING", "ACTION_REQUIRED").contains(outcome);
    }
  }

  /** All about one request. */
  static final class Request {
    final String key;
    final List<Shown> shown = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    final Set<String> commands = new HashSet<>();
    final List<Instant> writes = new ArrayList<>();
    String kind = "";
    String ticket = "";
    String object = "";

    private Request(String key) {
      this.key = key;
    }

    /** What its ticket shows at a moment; null where nothing was shown before. */
    @Nullable Shown at(Instant moment) {
      return shown.stream()
          .filter(one -> one.at().isBefore(moment))
          .reduce((first, second) -> second)
          .orElse(null);
    }
  }

  /** Reads lines, oldest first. */
  static WeekRecord of(List<String> lines) {
    WeekRecord record = new WeekRecord();
    Set<String> left = new HashSet<>();
    for (String line : lines) {
      try {
        record.take(JSON.readTree(line), left);
      } catch (JsonProcessingException | DateTimeException e) {
        // What a dying process left unfinished; whether lines were changed, the chain says.
      }
    }
    record.requests.keySet().removeAll(left);
    return record;
  }

  List<Request> requests() {
    return List.copyOf(requests.values());
  }

  List<Claim> claims() {
    return claims;
  }

  /**
   * Until when orders stand on record, and nothing of what tickets said and showed: older versions
   * kept no such lines. Null where both begin together.
   */
  @Nullable Instant partlyUntil() {
    Instant order = firstOrder;
    Instant ticket = firstTicket;
    if (order == null || ticket == null) {
      return order == null ? null : Instant.MAX;
    }
    return order.plus(TOGETHER).isBefore(ticket) ? ticket : null;
  }

  @Nullable Said said(String id) {
    return commands.get(id);
  }

  List<Said> said() {
    return List.copyOf(commands.values());
  }

  /** The click that asked for it; null where it was asked for by command line, or long before. */
  @Nullable Said click(Request request) {
    return request.commands.stream()
        .map(commands::get)
        .filter(said -> said != null && said.isRequest())
        .findFirst()
        .orElse(null);
  }

  private void take(JsonNode line, Set<String> left) {
    Instant at = Instant.parse(line.path("at").asText());
    switch (line.path("event").asText()) {
      case "command" -> {
        firstTicket = firstTicket == null ? at : firstTicket;
        command(line);
      }
      case "shown" -> {
        firstTicket = firstTicket == null ? at : firstTicket;
        shown(line, at);
        left.addAll(texts(line.path("left")));
      }
      case "claim" -> claim(line, at);
      case "second_look", "send", "sent", "stopped" -> {
        firstOrder = firstOrder == null ? at : firstOrder;
        order(line, at);
      }
      default -> {
        // A newer version's.
      }
    }
  }

  private void command(JsonNode line) {
    String id = line.path("commands").path(0).asText();
    commands.putIfAbsent(
        id,
        new Said(
            id,
            text(line, "what"),
            text(line, "kind"),
            text(line, "ticket"),
            text(line, "object"),
            text(line, "reason"),
            text(line, "outcome").equals("counted"),
            Instant.parse(line.path("said").asText())));
  }

  private void claim(JsonNode line, Instant at) {
    String said = line.path("commands").path(0).asText();
    claims.add(
        new Claim(
            said.substring(said.indexOf(' ') + 1),
            text(line, "ticket"),
            text(line, "outcome").equals("counted"),
            at));
  }

  private void shown(JsonNode line, Instant at) {
    Request request = request(text(line, "request"));
    request.kind = text(line, "kind");
    request.ticket = text(line, "ticket");
    request.commands.addAll(texts(line.path("commands")));
    request.writes.add(at);
    if (!text(line, "state").isEmpty()) {
      request.shown.add(
          new Shown(
              at,
              text(line, "state"),
              text(line, "waitsFor"),
              text(line, "late").equals("yes"),
              text(line, "customerFirst").equals("yes"),
              text(line, "ref")));
    }
  }

  private void order(JsonNode line, Instant at) {
    String operation = text(line, "operation");
    Matcher parts = OPERATION.matcher(operation);
    if (!parts.matches()) {
      return;
    }
    Request request = request(parts.group(1));
    request.object = operation.substring(0, operation.indexOf('/'));
    request.ticket = text(line, "ticket");
    List<String> by = texts(line.path("commands"));
    request.commands.addAll(by.subList(0, Math.min(1, by.size())));
    request.orders.add(
        new Order(
            at,
            text(line, "event"),
            operation,
            text(line, "amount"),
            text(line, "reason"),
            by,
            texts(line.path("actors")),
            text(line, "outcome")));
  }

  private Request request(String key) {
    return requests.computeIfAbsent(key, Request::new);
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText("");
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
