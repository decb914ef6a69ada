package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.core.Cause;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An agent at work. What it does counts against the account's shared limits, but is never refused
 * for them: it is the callers of the API who then find less left.
 */
public final class Agent {
  private final ZendeskAccount account;
  private final User user;
  private final Channel channel;

  Agent(ZendeskAccount account, User user, Channel channel) {
    this.account = account;
    this.user = user;
    this.channel = channel;
  }

  public long id() {
    return user.id();
  }

  /** The same agent by another way. */
  public Agent over(Channel other) {
    return new Agent(account, user, other);
  }

  /** Applies a macro as it is, in one update. */
  public Agent applyMacro(long ticketId, String macroTitle) {
    return applyMacro(ticketId, macroTitle, Map.of());
  }

  /**
   * Fills fields by title, applies a macro, and submits: one audit.
   *
   * @throws IllegalArgumentException if there is no such macro or field
   */
  public Agent applyMacro(long ticketId, String macroTitle, Map<String, String> fieldsByTitle) {
    synchronized (account) {
      Macro macro =
          account
              .settings()
              .macroTitled(macroTitle)
              .orElseThrow(() -> new IllegalArgumentException("no macro " + macroTitle));
      Map<Long, String> fields = new LinkedHashMap<>(byId(fieldsByTitle));
      fields.putAll(macro.sets());
      Comment comment =
          macro.comment() == null
              ? null
              : new Comment(macro.comment(), macro.commentPublic(), user.id());
      return submit(ticketId, change().fields(fields).comment(comment).macro(macro));
    }
  }

  /** Sets one field by its title; drop-downs take the option's tag, an empty value empties. */
  public Agent setField(long ticketId, String title, String value) {
    return setFields(ticketId, Map.of(title, value));
  }

  public Agent setFields(long ticketId, Map<String, String> byTitle) {
    synchronized (account) {
      return submit(ticketId, change().fields(byId(byTitle)));
    }
  }

  public Agent comment(long ticketId, String body, boolean isPublic) {
    return submit(ticketId, change().comment(new Comment(body, isPublic, user.id())));
  }

  public Agent addTags(long ticketId, String... tags) {
    return submit(ticketId, change().tags(TagChange.add(List.of(tags))));
  }

  public Agent assignToSelf(long ticketId) {
    return submit(ticketId, change().with("assignee_id", Long.toString(user.id())));
  }

  /** Says that the ticket is another customer's. */
  public Agent changeRequester(long ticketId, Customer other) {
    return submit(ticketId, change().with("requester_id", Long.toString(other.id())));
  }

  /** Hands the ticket to a group of the account. */
  public Agent moveTo(long ticketId, long groupId) {
    return submit(ticketId, change().with("group_id", Long.toString(groupId)));
  }

  public Agent solve(long ticketId) {
    return submit(ticketId, change().with("status", "solved"));
  }

  public Agent reopen(long ticketId) {
    return submit(ticketId, change().with("status", "open"));
  }

  /** Closes a ticket, after which nothing changes it. */
  public Agent close(long ticketId) {
    return submit(ticketId, change().with("status", "closed"));
  }

  /** Softly deletes a ticket: callers get 404, the export still has it. */
  public Agent delete(long ticketId) {
    synchronized (account) {
      account.tickets().get(ticketId).deleted(account.now());
      account
          .surroundings()
          .books()
          .append(
              Ledger.SYSTEM,
              "ticket.deleted",
              Long.toString(ticketId),
              Map.of(),
              Cause.human(user.name()));
      return this;
    }
  }

  /** Merges one ticket into another: both get a note, the source ends closed. */
  public Agent merge(long sourceId, long targetId) {
    submit(
        targetId,
        change()
            .comment(new Comment("Request #" + sourceId + " was merged in.", false, user.id())));
    return submit(
        sourceId,
        change()
            .comment(new Comment("Merged into request #" + targetId + ".", false, user.id()))
            .tags(TagChange.add(List.of("closed_by_merge")))
            .with("status", "closed"));
  }

  private TicketChange change() {
    return TicketChange.by(user.id(), channel.via(user));
  }

  private Map<Long, String> byId(Map<String, String> byTitle) {
    Map<Long, String> fields = new LinkedHashMap<>();
    byTitle.forEach((title, value) -> fields.put(fieldId(title), value));
    return fields;
  }

  private long fieldId(String title) {
    return account
        .settings()
        .fieldTitled(title)
        .orElseThrow(() -> new IllegalArgumentException("no field " + title))
        .id();
  }

  /**
   * @throws IllegalStateException with the vendor's answer if the update is not accepted
   */
  private Agent submit(long ticketId, TicketChange change) {
    synchronized (account) {
      account
          .buckets()
          .take(Bucket.minute("tickets-update", account.limits().updatesPerMinute()), user);
      account.buckets().take(Bucket.minute("", account.limits().perMinute()), user);
      try {
        account.editor().update(account.tickets().get(ticketId), change, Cause.human(user.name()));
      } catch (ZendeskRefusal refusal) {
        throw new IllegalStateException(
            new String(refusal.answer().body(), StandardCharsets.UTF_8), refusal);
      }
      return this;
    }
  }
}
