package io.caserail.worker.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.caserail.port.Command;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a ticket, or what a ticket was made to show. Ids and codes only, as everywhere
 * in the record.
 *
 * @param at ISO 8601, UTC
 * @param event that something was said, read for the first time, or that a view was shown
 * @param kind which kind of case it is about
 * @param ticket the ticket's number
 * @param request the request's key; empty for a command
 * @param commands the command's id; of a write those that it has used up
 * @param actor the id of whoever gave the command; empty for a write
 * @param what which command; empty for a write
 * @param said when the command was given; empty for a write
 * @param object the id of what the command is about, where it is well formed
 * @param reason the reason's code; may be empty
 * @param outcome {@code counted} or {@code refused}; for a write what became of it
 * @param state what the ticket was made to show; empty where that was left as it was
 * @param waitsFor who has to act by that; may be empty
 * @param late {@code yes} where that takes too long
 * @param customerFirst {@code yes} where that is a trouble of which the customer wrote first
 * @param ref what was done, by its name in its own system; may be empty
 * @param left earlier keys of the same request, which say nothing any more
 * @param grant what whoever gave the command stands in for, by a grant; mostly empty
 * @param policy the hash of the policy in force
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
  "at",
  "event",
  "kind",
  "ticket",
  "request",
  "commands",
  "actor",
  "what",
  "said"
})
public record TicketLine(
    String at,
    String event,
    String kind,
    String ticket,
    String request,
    List<String> commands,
    String actor,
    String what,
    String said,
    String object,
    String reason,
    String outcome,
    String state,
    String waitsFor,
    String late,
    String customerFirst,
    String ref,
    List<String> left,
    String grant,
    String policy)
    implements RecordLine {
  private static final String IDS = "[A-Za-z0-9._-]{0,100}";

  public TicketLine {
    commands = List.copyOf(commands);
    left = List.copyOf(left);
  }

  /** A command that was read. */
  static TicketLine command(ReadTicketRequest asked, Command command, String policy, Instant now) {
    return new TicketLine(
        now.toString(),
        "command",
        asked.kind().name(),
        command.ticket().value(),
        "",
        List.of(command.id()),
        command.actor(),
        command.kind().name(),
        command.at().toString(),
        idsOnly(command.object()),
        idsOnly(command.reason()),
        command.refusal() == null ? "counted" : "refused",
        "",
        "",
        "",
        "",
        "",
        List.of(),
        command.grant(),
        policy);
  }

  /** A view that was written. */
  static TicketLine shown(ShowRequest request, TicketShown shown, String policy, Instant now) {
    TicketView view = request.view();
    return new TicketLine(
        now.toString(),
        "shown",
        request.about().name(),
        request.ticket().value(),
        request.key().value(),
        request.commands(),
        "",
        "",
        "",
        "",
        "",
        shown.how().name(),
        name(view.state()),
        name(view.waitsFor()),
        view.late() ? "yes" : "",
        shown.customerFirst() ? "yes" : "",
        idsOnly(view.reference()),
        request.left().stream().map(key -> key.value()).toList(),
        "",
        policy);
  }

  private static String name(@Nullable Enum<?> constant) {
    return constant == null ? "" : constant.name();
  }

  /** A field of a ticket can hold anything. */
  private static String idsOnly(String value) {
    return value.matches(IDS) ? value : "";
  }
}
