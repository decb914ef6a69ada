package io.caserail.worker.authority;

import io.caserail.activities.zendesk.TicketCommand;
import io.caserail.activities.zendesk.TicketRecord;
import io.caserail.model.PersonTag;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Proof;
import java.time.Instant;

/**
 * What the claims of an order are worth by the ticket as it is now, and where names are trusted.
 */
final class Claims {
  private static final PersonTag NOBODY = new PersonTag("none");

  private final TicketRecord ticket;
  private final AuditTest audits;
  private final SpokenTest spoken;
  private final Instant now;

  Claims(TicketRecord ticket, AuditTest audits, SpokenTest spoken, Instant now) {
    this.ticket = ticket;
    this.audits = audits;
    this.spoken = spoken;
    this.now = now;
  }

  static boolean isAudit(Claim claim) {
    return claim.commandId().startsWith("audit-");
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
    if (proof.refusal() != null) {
      throw new Stop(code, claim.commandId() + " does not count: " + proof.refusal());
    }
    return new ProvenPerson(
        command.person(), proof.roles(), command.facts().at(), ticket.commands().indexOf(command));
  }

  /** Somebody whose name is enough, where it is. */
  ProvenPerson trusted(Claim claim, CommandKind kind, StopCode code) {
    Proof proof = spoken.named(claim.actor(), kind);
    if (proof.refusal() != null) {
      throw new Stop(code, "a claim by command line does not count: " + proof.refusal());
    }
    return new ProvenPerson(NOBODY, proof.roles(), now, Integer.MAX_VALUE);
  }
}
