package io.caserail.sandbox.zendesk;

import io.caserail.sandbox.core.Cause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A customer who writes in. */
public final class Customer {
  private final ZendeskAccount account;
  private final User user;
  private final List<String> onUser;

  Customer(ZendeskAccount account, User user) {
    this(account, user, List.of());
  }

  private Customer(ZendeskAccount account, User user, List<String> onUser) {
    this.account = account;
    this.user = user;
    this.onUser = List.copyOf(onUser);
  }

  /** The same, with tags on the user, which each new ticket gets. */
  public Customer tagged(String... tags) {
    return new Customer(account, user, List.of(tags));
  }

  public long id() {
    return user.id();
  }

  /** A ticket by e-mail; its id. */
  public long email(String subject, String body) {
    return create(Via.email(user.email()), subject, body, Map.of(), List.of());
  }

  /** A ticket by the web form, without fields; its id. */
  public long form(String subject, String body) {
    return form(subject, body, Map.of(), List.of());
  }

  /**
   * A ticket by the web form; its id. Fields closed to the portal are dropped, as the vendor does.
   *
   * @param byTitle values by the field's title
   * @param tags tags that a form or an integration in front of it puts in
   */
  public long form(String subject, String body, Map<String, String> byTitle, List<String> tags) {
    return create(Via.web(), subject, body, byTitle, tags);
  }

  private long create(
      Via via, String subject, String body, Map<String, String> byTitle, List<String> tags) {
    synchronized (account) {
      Map<Long, String> fields = new LinkedHashMap<>();
      byTitle.forEach(
          (title, value) ->
              account
                  .settings()
                  .fieldTitled(title)
                  .filter(TicketField::editableInPortal)
                  .ifPresent(f -> fields.put(f.id(), value)));
      TicketChange change =
          TicketChange.by(user.id(), via)
              .with(Map.of("subject", subject, "requester_id", Long.toString(user.id())))
              .fields(fields)
              .tags(TagChange.add(Stream.concat(onUser.stream(), tags.stream()).toList()))
              .comment(new Comment(body, true, user.id()));
      return account.editor().create(change, body, Cause.human(user.name())).id();
    }
  }

  /** A public answer by e-mail, which reopens a solved ticket. */
  public void reply(long ticketId, String body) {
    synchronized (account) {
      Ticket ticket = account.tickets().get(ticketId);
      TicketChange change =
          TicketChange.by(user.id(), Via.email(user.email()))
              .comment(new Comment(body, true, user.id()));
      String status = ticket.state().status();
      boolean reopens = status.equals("solved") || status.equals("pending");
      account
          .editor()
          .update(
              ticket, reopens ? change.with("status", "open") : change, Cause.human(user.name()));
    }
  }
}
