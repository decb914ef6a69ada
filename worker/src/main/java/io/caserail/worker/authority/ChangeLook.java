package io.caserail.worker.authority;

import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.cancellation.CancellationRequest;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Claim;
import io.caserail.port.Clearing;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.Outcome;
import io.caserail.port.Proof;
import io.caserail.verification.VerificationRequest;
import io.caserail.worker.authority.ProvenChange.Decision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One second look at one change: what the ticket proves now, beside what the order claims. How old
 * an approval is does not count: a term may end a month after it, and what is taken back or erased
 * comes later still, by the same claims. Whose ticket it was does: but for what is given back it
 * must be that customer's still; only when a trusted name has asked, nobody knows whose it was
 * then.
 */
final class ChangeLook {
  private final ChangeOrder order;
  private final TicketRecord ticket;
  private final CaseKind kind;
  private final boolean undo;
  private final List<String> askAlways;
  private final Claims claims;
  private final ChangeTest test;
  private final List<String> grants = new ArrayList<>();

  /**
   * A look.
   *
   * @param kind which kind of case may make such a change
   * @param undo whether it gives back what the case has done, whoever's ticket it has become
   * @param askAlways reasons for which somebody must have agreed
   * @param test what the changed system takes beyond that
   */
  ChangeLook(
      ChangeOrder order,
      TicketRecord ticket,
      CaseKind kind,
      boolean undo,
      List<String> askAlways,
      Claims claims,
      ChangeTest test) {
    this.order = order;
    this.ticket = ticket;
    this.kind = kind;
    this.undo = undo;
    this.askAlways = askAlways;
    this.claims = claims;
    this.test = test;
  }

  Clearing judge() {
    return new Clearing(stopped(), grants);
  }

  /** Null when it may be sent. */
  private @Nullable Outcome stopped() {
    try {
      ProvenChange change = change();
      ChangeTest.Refusal refusal = test.refusal(change);
      return refusal == null ? null : refusal.code().because(refusal.words());
    } catch (Stop stop) {
      return stop.code.because(stop.text);
    }
  }

  private ProvenChange change() {
    Claim claim = order.request();
    if (!claim.commandId().equals(order.attempt().commandId())) {
      throw notProven("the order names two different commands");
    }
    ObjectId asked = asked();
    if (!Claims.isAudit(claim)) {
      ProvenPerson requester = claims.trusted(claim, CommandKind.SEND, StopCode.REQUEST_NOT_PROVEN);
      return new ProvenChange(order, asked, "", decisions(requester));
    }
    TicketCommand command = claims.command(claim, StopCode.REQUEST_NOT_PROVEN);
    if (command.facts().about() != kind || !command.facts().kind().isRequest()) {
      throw notProven("what stands in the ticket asks for no " + name());
    }
    if (!command.values().object().equals(asked.value())) {
      throw notProven("the " + name() + " that was asked for in the ticket is of something else");
    }
    ProvenPerson requester = claims.proven(claim, command, StopCode.REQUEST_NOT_PROVEN);
    if (!key(command, asked).equals(order.attempt().id().requestKey())) {
      throw notProven("the operation is not that of the request in the ticket");
    }
    if (!undo && !command.sameCustomer()) {
      throw new Stop(
          StopCode.REQUESTER_CHANGED,
          "the ticket became another customer's after this was asked for");
    }
    String reason = command.values().reason();
    List<Decision> decisions = decisions(requester);
    if (!undo || kind != CaseKind.VERIFICATION) {
      // To end a session takes nobody's agreement: what an ended run was allowed is not known.
      requireAgreed(reason, decisions);
    }
    return new ProvenChange(order, asked, reason, decisions);
  }

  private ObjectId asked() {
    try {
      return order.attempt().id().object();
    } catch (IllegalArgumentException e) {
      throw notProven("the operation names no object");
    }
  }

  /** The identity of the wish that the command makes, as the case computes it. */
  private RequestKey key(TicketCommand command, ObjectId asked) {
    Command said = command.judged(ticket.ticket(), Proof.of(List.of()));
    return switch (kind) {
      case CANCELLATION -> CancellationRequest.of(said, asked, ticket.requester()).key();
      case VERIFICATION -> VerificationRequest.of(said, asked, ticket.requester()).key();
      case REFUND, SETTLEMENT -> throw new IllegalStateException(kind + " makes no change");
    };
  }

  private List<Decision> decisions(ProvenPerson requester) {
    Set<String> named = new HashSet<>();
    List<Decision> decisions = new ArrayList<>();
    for (Claim claim : order.approvals()) {
      if (!named.add(claim.commandId())) {
        throw new Stop(StopCode.SAME_PERSON, "one approval is named twice");
      }
      decisions.add(decision(claim, requester));
    }
    return decisions;
  }

  private Decision decision(Claim claim, ProvenPerson requester) {
    if (AssertionTest.isSigned(claim)) {
      return signed(claim, requester);
    }
    if (!Claims.isAudit(claim)) {
      ProvenPerson person = claims.trusted(claim, CommandKind.APPROVE, StopCode.APPROVAL_MISSING);
      requireAnother(claim, person, requester);
      return new Decision(CommandKind.APPROVE, true, person.at());
    }
    TicketCommand command = claims.command(claim, StopCode.APPROVAL_MISSING);
    if (command.facts().about() != kind || !isDecision(command.facts().kind())) {
      throw notApproved("what stands in the ticket is no approval of a " + name());
    }
    ProvenPerson person = claims.proven(claim, command, StopCode.APPROVAL_MISSING);
    requireRole(command.facts().kind(), person);
    if (Claims.isAudit(order.request()) && person.order() <= requester.order()) {
      throw notApproved("an approval is older than the request");
    }
    if (isForAnother(command.values().object())) {
      throw notApproved("an approval was given for something else");
    }
    requireAnother(claim, person, requester);
    grants.addAll(Claims.grants(claim, person));
    return new Decision(command.facts().kind(), false, person.at());
  }

  /** Its nonce says which of the two answers it is. */
  private Decision signed(Claim claim, ProvenPerson requester) {
    CommandKind said = CommandKind.APPROVE;
    ProvenPerson person;
    try {
      person = claims.decider(claim, kind, asked(), key(), said);
    } catch (Stop stop) {
      if (!isDecision(CommandKind.REFUSE)) {
        throw stop;
      }
      said = CommandKind.REFUSE;
      person = claims.decider(claim, kind, asked(), key(), said);
    }
    requireRole(said, person);
    Claims.requireLater(claim, person, order.request(), requester);
    requireAnother(claim, person, requester);
    grants.addAll(Claims.grants(claim, person));
    return new Decision(said, false, person.at());
  }

  private RequestKey key() {
    return order.attempt().id().requestKey();
  }

  private void requireRole(CommandKind said, ProvenPerson person) {
    if (said == CommandKind.APPROVE && !person.roles().contains(Role.APPROVER)) {
      throw notApproved("an approval of a " + name() + " takes the role approver");
    }
  }

  /** A no is an answer too where people review what a provider has found. */
  private boolean isDecision(CommandKind said) {
    return said == CommandKind.APPROVE
        || (kind == CaseKind.VERIFICATION && said == CommandKind.REFUSE);
  }

  /** An empty field names nothing else: such an approval is the ticket's own case's. */
  private boolean isForAnother(String object) {
    return !object.isEmpty() && !object.equals(asked().value());
  }

  private void requireAnother(Claim claim, ProvenPerson person, ProvenPerson requester) {
    if (claim.actor().equals(order.request().actor())
        || isSame(person.person(), requester.person())) {
      throw new Stop(
          StopCode.SAME_PERSON, "an approval does not count: the same person asked for it");
    }
    if (!undo && isSame(person.person(), ticket.requester())) {
      throw new Stop(
          StopCode.SAME_PERSON, "an approval does not count: it is the ticket's customer's own");
    }
  }

  private void requireAgreed(String reason, List<Decision> decisions) {
    boolean asks = reason.isEmpty() || askAlways.contains(reason);
    if (asks && decisions.stream().noneMatch(d -> d.says(CommandKind.APPROVE))) {
      throw notApproved(
          "an approval is missing: "
              + (reason.isEmpty() ? "no reason was given" : reason + " is never automatic"));
    }
  }

  private String name() {
    return kind == CaseKind.CANCELLATION ? "cancellation" : "verification";
  }

  private static boolean isSame(PersonTag one, PersonTag other) {
    return !one.value().equals("none") && one.equals(other);
  }

  private static Stop notProven(String text) {
    return new Stop(StopCode.REQUEST_NOT_PROVEN, text);
  }

  private static Stop notApproved(String text) {
    return new Stop(StopCode.APPROVAL_MISSING, text);
  }
}
