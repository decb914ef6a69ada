package io.caserail.worker.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * Who has stopped sends, or let them go on.
 *
 * @param at ISO 8601, UTC
 * @param event {@code control}
 * @param what {@code pause}, {@code brake}, {@code resume} (one person's word), {@code resumed}
 *     (two have said so, and it is over), {@code hold} or {@code release}
 * @param about the kind of case that is paused, or the upstream that is held
 * @param ticket the ticket in which it was said; empty for an outage's
 * @param command {@code audit-<number>}; empty by command line
 * @param actor the id of whoever said it; a name where nobody has proven it; empty for ourselves
 * @param said when
 * @param policy the hash of the policy in force
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"at", "event", "what", "about", "ticket", "command", "actor", "said", "policy"})
public record ControlLine(
    String at,
    String event,
    String what,
    String about,
    String ticket,
    String command,
    String actor,
    String said,
    String policy)
    implements RecordLine {
  private static final String NAME = "[\\p{L}\\p{N} ._@-]{0,200}";

  static ControlLine of(
      String what,
      String about,
      String ticket,
      String audit,
      String actor,
      Instant said,
      String policy,
      Instant now) {
    return new ControlLine(
        now.toString(),
        "control",
        what,
        about,
        ticket,
        audit.isEmpty() ? "" : "audit-" + audit,
        actor.matches(NAME) ? actor : "unprintable",
        said.toString(),
        policy);
  }
}
