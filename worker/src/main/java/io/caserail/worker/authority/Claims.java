package io.caserail.worker.authority;

import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the claims of an order are worth by the ticket as it is now, and where names are trusted.
 */
final class Claims {
  private static final Duration CLOCKS = Duration.ofMinutes(1);
  private static final PersonTag NOBODY = new PersonTag("none");

  private final TicketRecord ticket;
  private final AuditTest audits;
  private final SpokenTest spoken;
  private final AssertionTest assertions;
  private final Instant now;

  Claims(
      TicketRecord ticket,
      AuditTest audits,
      SpokenTest spoken,
      AssertionTest assertions,
      Instant now) {
    this.ticket = ticket;
    this.audits = audits;
    this.spoken = spoken;
    this.assertions = assertions;
    this.now = now;
  }

  /** For the record: who has said it in the place of others; empty when they had no need to. */
  static List<String> grants(Claim claim, ProvenPerson person) {
    return person.grant().isEmpty()
        ? List.of()
        : List.of(claim.actor() + " stands in for " + person.grant());
  }

  static boolean isAudit(Claim claim) {
    return claim.isAudit();
  }

  /** The command of the ticket that a claim names. */
  TicketCommand command(Claim claim, StopCode code) {
    return ticket.commands().stream()
        .filter(command -> command.id().equals(claim.commandId()))
        .findFirst()
        .orElseThrow(() -> new Stop(code, "the ticket holds no " + claim.commandId()));
  }

  /** Who gave that command, if it counts and they are the one that is claimed. */
  ProvenPerson proven(Claim claim, TicketCommand command, StopCode code) {
    if (!command.facts().authorId().equals(claim.actor())) {
      throw new Stop(code, claim.commandId() + " was written by somebody else");
    }
    Proof proof = audits.judge(command.facts());
    String refusal = proof.refusal() == null ? command.meant().refusal() : proof.refusal();
    if (refusal != null) {
      throw new Stop(code, claim.commandId() + " does not count: " + refusal);
    }
    return new ProvenPerson(
        command.person(),
        proof.roles(),
        command.facts().at(),
        ticket.commands().indexOf(command),
        proof.grant());
  }

  /** Who asked for this refund by command line. */
  ProvenPerson requester(RefundOrder order) {
    return AssertionTest.isSigned(order.request())
        ? assertions.requester(order)
        : trusted(order.request(), CommandKind.SEND, StopCode.REQUEST_NOT_PROVEN);
  }

  /** Who decided this about that request by a signed assertion. */
  ProvenPerson decider(
      Claim claim, CaseKind kind, ObjectId object, RequestKey request, CommandKind said) {
    return assertions.decider(claim, kind, object, request, said);
  }

  /**
   * Refuses a yes that was given before it was asked for. Within a ticket its log has the order;
   * across two clocks a minute is none; a trusted name has no time of its own.
   */
  static void requireLater(
      Claim claim, ProvenPerson approver, Claim request, ProvenPerson requester) {
    boolean timed = isTimed(claim) && isTimed(request);
    boolean inTheTicket = isAudit(claim) && isAudit(request);
    if (inTheTicket
        ? approver.order() <= requester.order()
        : timed && approver.at().plus(CLOCKS).isBefore(requester.at())) {
      throw new Stop(StopCode.APPROVAL_MISSING, "an approval is older than the request");
    }
  }

  private static boolean isTimed(Claim claim) {
    return isAudit(claim) || AssertionTest.isSigned(claim);
  }

  /** Somebody whose name is enough, where it is. */
  ProvenPerson trusted(Claim claim, CommandKind kind, StopCode code) {
    Proof proof = spoken.named(claim.actor(), kind);
    if (proof.refusal() != null) {
      throw new Stop(code, "a claim by command line does not count: " + proof.refusal());
    }
    return new ProvenPerson(NOBODY, proof.roles(), now, Integer.MAX_VALUE, "");
  }
}
