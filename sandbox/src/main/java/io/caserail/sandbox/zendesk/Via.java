package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Json;
import org.jspecify.annotations.Nullable;

/** How a change came in: the channel and, for rules, which one. */
public record Via(String channel, ObjectNode source) {
  public static Via web() {
    return of("web");
  }

  public static Via api() {
    return of("api");
  }

  /** Any channel by the vendor's name, without a source. */
  public static Via of(String channel) {
    return new Via(channel, source(null));
  }

  static Via email(String address) {
    ObjectNode source = source(null);
    source.putObject("from").put("address", address);
    return new Via("email", source);
  }

  static Via trigger(Trigger trigger) {
    ObjectNode source = source("trigger");
    source
        .putObject("from")
        .put("id", trigger.id())
        .put("title", trigger.title())
        .put("deleted", false);
    return new Via("rule", source);
  }

  /** An automation, which runs by the clock and not at anybody's update. */
  static Via automation(String title) {
    ObjectNode source = source("automation");
    source.putObject("from").put("title", title).put("deleted", false);
    return new Via("rule", source);
  }

  static Via relation(String channel, String rel, long ticketId) {
    ObjectNode source = source(rel);
    source.putObject("from").put("ticket_id", ticketId);
    return new Via(channel, source);
  }

  private static ObjectNode source(@Nullable String rel) {
    ObjectNode source = Json.object();
    source.putObject("from");
    source.putObject("to");
    return source.put("rel", rel);
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("channel", channel);
    json.set("source", source.deepCopy());
    return json;
  }
}
