package io.caserail.sandbox.zendesk;

import java.net.URI;

/**
 * How to start the stand-in.
 *
 * @param port 0 takes a free one
 * @param hookTarget where the refund trigger's webhook points to at first
 * @param setUp whether fields, macros, triggers and views are there from the start; an account that
 *     has only just been opened has none
 */
public record ZendeskConfig(int port, ZendeskLimits limits, URI hookTarget, boolean setUp) {
  /** A free port, the limits of an Enterprise plan, and a webhook that nobody listens to. */
  public static ZendeskConfig defaults() {
    return new ZendeskConfig(
        0, ZendeskLimits.enterprise(), URI.create("http://127.0.0.1:9/hooks/zendesk"), true);
  }

  public ZendeskConfig port(int other) {
    return new ZendeskConfig(other, limits, hookTarget, setUp);
  }

  public ZendeskConfig limits(ZendeskLimits other) {
    return new ZendeskConfig(port, other, hookTarget, setUp);
  }

  public ZendeskConfig hookTarget(URI other) {
    return new ZendeskConfig(port, limits, other, setUp);
  }

  /** The same account before anybody has set anything up: people, groups and OAuth clients. */
  public ZendeskConfig bare() {
    return new ZendeskConfig(port, limits, hookTarget, false);
  }
}
