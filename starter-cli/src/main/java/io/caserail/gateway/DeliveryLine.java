package io.caserail.gateway;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * One delivery in the log. Ids only: of what is not proven, no more than source and reason.
 *
 * @param at when it arrived, ISO 8601 in UTC
 * @param source the way in that it came by
 * @param id the sender's id of the event; empty where it has none, or none that looks like an id
 * @param type the event's type
 * @param version the event's version, in its sender's own word; empty where it names none
 * @param verdict {@code accepted}, {@code duplicate}, {@code ignored}, {@code own} (it tells of a
 *     change that we have made ourselves), {@code quarantined}, {@code full}, {@code refused}
 * @param why what it broke, or why it was not taken
 * @param caseId the case that heard of it; several are separated by spaces
 * @param ticket the ticket that it hints at
 * @param entry the quarantine entry that it is
 * @param key the name of the key that proved it
 * @param digest SHA-256 of the body, in hexadecimal
 * @param more how many others the line stands for that were refused in the same minute
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({
  "at", "source", "id", "type", "version", "verdict", "why", "caseId", "ticket", "entry", "key",
  "digest", "more"
})
public record DeliveryLine(
    String at,
    String source,
    String id,
    String type,
    String version,
    String verdict,
    String why,
    String caseId,
    String ticket,
    String entry,
    String key,
    String digest,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long more) {
  public DeliveryLine {
    // What is empty is left out of a line.
    at = text(at);
    source = text(source);
    id = text(id);
    type = text(type);
    version = text(version);
    verdict = text(verdict);
    why = text(why);
    caseId = text(caseId);
    ticket = text(ticket);
    entry = text(entry);
    key = text(key);
    digest = text(digest);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  /** Whether nothing proves who sent it. */
  boolean isUnproven() {
    return key.isEmpty();
  }

  /** Whether a person who gives this name may mean it. */
  boolean isNamed(String name) {
    return name.equals(id) || name.equals(digest) || name.equals(entry);
  }
}
