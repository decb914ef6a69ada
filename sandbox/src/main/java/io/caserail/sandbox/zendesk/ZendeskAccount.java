package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.core.Surroundings;
import java.time.Clock;
import java.time.Instant;

/**
 * The whole state of one Zendesk account. Whoever reads or changes it holds this object's monitor;
 * the parts have no locks of their own.
 */
final class ZendeskAccount {
  private final Surroundings surroundings;
  private final ZendeskLimits limits;
  private final Ids ids = new Ids();
  private final Directory directory = new Directory();
  private final Settings settings = new Settings();
  private final Tickets tickets = new Tickets();
  private final Placeholders placeholders = new Placeholders(settings, directory);
  private final TicketEditor editor = new TicketEditor(this);
  private final Tokens tokens;
  private final RateBuckets buckets;
  private final IdempotencyStore idempotency;
  private final Ledger ledger;
  private final Hooks hooks;

  ZendeskAccount(Surroundings surroundings, ZendeskLimits limits) {
    this.surroundings = surroundings;
    this.limits = limits;
    this.tokens = new Tokens(surroundings.clock());
    this.buckets = new RateBuckets(surroundings.clock());
    this.idempotency = new IdempotencyStore(surroundings.clock());
    this.ledger = new Ledger(surroundings.books(), settings, directory);
    this.hooks = new Hooks(surroundings);
  }

  Clock clock() {
    return surroundings.clock();
  }

  Instant now() {
    return surroundings.clock().instant();
  }

  Surroundings surroundings() {
    return surroundings;
  }

  ZendeskLimits limits() {
    return limits;
  }

  Ids ids() {
    return ids;
  }

  Directory directory() {
    return directory;
  }

  Settings settings() {
    return settings;
  }

  Tickets tickets() {
    return tickets;
  }

  Placeholders placeholders() {
    return placeholders;
  }

  TicketEditor editor() {
    return editor;
  }

  Tokens tokens() {
    return tokens;
  }

  RateBuckets buckets() {
    return buckets;
  }

  IdempotencyStore idempotency() {
    return idempotency;
  }

  Ledger ledger() {
    return ledger;
  }

  Hooks hooks() {
    return hooks;
  }
}
