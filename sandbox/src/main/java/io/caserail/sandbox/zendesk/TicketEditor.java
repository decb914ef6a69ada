package io.caserail.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caserail.sandbox.core.Cause;
import io.caserail.sandbox.core.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out updates: checks them, works out the audit with the triggers' share in it, writes the
 * books and sends the webhooks. Guarded by the account's lock.
 */
final class TicketEditor {
  private static final int MAX_COMMENTS = 5_000;

  private final ZendeskAccount account;

  TicketEditor(ZendeskAccount account) {
    this.account = account;
  }

  Ticket create(TicketChange change, String description, Cause cause) {
    Instant now = account.now();
    Ticket ticket =
        new Ticket(
            account.ids().nextTicket(),
            change.via(),
            now.truncatedTo(ChronoUnit.SECONDS),
            description,
            change.actor());
    String status = change.attributes().getOrDefault("status", "new");
    commit(ticket, change.with("status", status), true, cause);
    account.tickets().add(ticket);
    return ticket;
  }

  /** An update that changes nothing leaves no audit; the answer then holds one without events. */
  Audit update(Ticket ticket, TicketChange change, Cause cause) {
    if (ticket.state().closed()) {
      throw ZendeskRefusal.closed();
    }
    if (change.comment() != null && ticket.commentCount() >= MAX_COMMENTS) {
      throw ZendeskRefusal.tooManyComments();
    }
    boolean solves = solves(ticket.state(), change);
    Audit audit = commit(ticket, change, false, cause);
    if (solves && ticket.state().attribute("type").equals("problem")) {
      solveIncidents(ticket, change.actor());
    }
    return audit;
  }

  private static boolean solves(TicketState before, TicketChange change) {
    return "solved".equals(change.attributes().get("status")) && !before.status().equals("solved");
  }

  private void solveIncidents(Ticket problem, long actor) {
    TicketChange solve =
        TicketChange.by(actor, Via.relation("system", "problem", problem.id()))
            .with("status", "solved");
    for (Ticket ticket : account.tickets().visible()) {
      boolean linked = ticket.state().attribute("problem_id").equals("" + problem.id());
      if (linked && !ticket.state().closed() && !ticket.state().status().equals("solved")) {
        commit(ticket, solve, false, Cause.timer("the problem was solved"));
      }
    }
  }

  private Audit commit(Ticket ticket, TicketChange change, boolean create, Cause cause) {
    TicketState before = ticket.state();
    Draft draft = new Draft(account.settings(), before);
    draft.apply(change);
    TicketState byAuthor = draft.state();
    checkSolvable(before, byAuthor);
    long auditId = account.ids().next();
    Moment moment = new Moment(ticket.id(), before, byAuthor, change.actor(), create);
    List<AuditEvent> events = new ArrayList<>(spoken(change, moment, auditId));
    Difference.between(before, byAuthor)
        .forEach(d -> events.add(d.event(account.ids().next(), create, null)));
    Audit audit = audit(ticket, auditId, change, events);
    if (events.isEmpty()) {
      return audit;
    }
    TriggerRun triggers =
        new TriggerRun(account.settings(), account.placeholders(), account.ids(), draft, moment);
    triggers.run();
    events.addAll(triggers.events());
    Audit complete = audit(ticket, auditId, change, events);
    TicketState after = draft.state();
    ticket.changed(after, complete, account.now());
    account.ledger().write(ticket.id(), before, after, complete, create, cause);
    if (!create) {
      account.hooks().changed(complete, before, after);
    }
    triggers.calls().forEach(c -> account.hooks().send(c.webhook(), c.body()));
    return complete;
  }

  private Audit audit(Ticket ticket, long id, TicketChange change, List<AuditEvent> events) {
    return new Audit(
        id,
        ticket.id(),
        Stamps.now(account.clock()),
        change.actor(),
        change.via(),
        change.metadata(),
        events);
  }

  private List<AuditEvent> spoken(TicketChange change, Moment moment, long auditId) {
    List<AuditEvent> events = new ArrayList<>();
    Comment comment = change.comment();
    if (comment != null) {
      String body = CommentText.cut(account.placeholders().expand(comment.body(), moment));
      ObjectNode event = CommentText.event(body, comment.isPublic(), comment.authorId(), auditId);
      events.add(new AuditEvent(account.ids().next(), "Comment", event, null));
    }
    Macro macro = change.macro();
    if (macro != null) {
      ObjectNode event =
          Json.object()
              .put("macro_id", macro.id())
              .put("macro_title", macro.title())
              .put("macro_deleted", false);
      events.add(new AuditEvent(account.ids().next(), "AgentMacroReference", event, null));
    }
    return events;
  }

  private void checkSolvable(TicketState before, TicketState after) {
    if (!after.status().equals("solved") || before.status().equals("solved")) {
      return;
    }
    account.settings().fields().stream()
        .filter(f -> f.requiredToSolve() && after.field(f.id()).isEmpty())
        .findFirst()
        .ifPresent(
            f -> {
              throw ZendeskRefusal.field(f, "is required when solving a ticket");
            });
  }
}
