package io.caserail.refund;

import io.caserail.model.ObjectId;
import io.caserail.model.PersonTag;
import io.caserail.model.TicketId;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
import io.caserail.port.Proof;
import io.caserail.port.Speaker;
import java.time.Instant;

/**
 * A refund asked for by command line.
 *
 * @param id unique; the same id is the same request
 * @param ticket the ticket that will show it
 * @param amount a decimal such as {@code 24.90}; empty for all
 * @param reason a reason's code
 * @param actor who asks
 * @param proofRef the proof offered; empty for none
 */
public record RefundAsk(
    String id, TicketId ticket, String amount, String reason, String actor, String proofRef) {
  private static final int LONGEST_PROOF = 8_192;

  public RefundAsk {
    proofRef = proofRef == null ? "" : proofRef;
  }

  /**
   * Refuses what no person can have meant.
   *
   * @throws IllegalArgumentException naming the field and what is wrong with it
   */
  public void check() {
    require(id.matches("[A-Za-z0-9._-]{1,80}"), "id is 1 to 80 letters, digits, '.', '_' or '-'");
    require(amount.matches("([0-9]{1,12}([.,][0-9]{1,4})?)?"), "amount is a number such as 24.90");
    require(reason.matches("[a-z_]{1,40}"), "reason is a code such as not_received");
    require(actor.matches("[^\\p{Cntrl}]{1,80}"), "actor is 1 to 80 characters");
    require(
        proofRef.length() <= LONGEST_PROOF && proofRef.matches("[\\x21-\\x7e]*"),
        "proofRef is an audit's number or a signed assertion, at most " + LONGEST_PROOF + " long");
  }

  /** The name under which the request is known. */
  String commandId() {
    return "cli-" + id;
  }

  /** What a signed assertion of this request names, asked of this case. */
  public String nonce(String caseId) {
    return Nonce.ofRequest(
        caseId, ticket, RefundRequest.withoutIdleZeros(amount), reason, commandId());
  }

  /** The same, with a proof. */
  public RefundAsk proven(String proof) {
    return new RefundAsk(id, ticket, amount, reason, actor, proof);
  }

  /** The command that this is, once its proof was judged. */
  Command command(ObjectId payment, Proof proof, Instant at) {
    Speaker signed = proof.speaker();
    Speaker by = signed == null ? new Speaker(actor, actor, new PersonTag("none")) : signed;
    return new Command(
        commandId(),
        CommandKind.SEND,
        ticket,
        by.actor(),
        by.name(),
        by.tag(),
        proof.roles(),
        at,
        payment.value(),
        amount,
        reason,
        "",
        0,
        null,
        "",
        proofRef,
        "",
        "");
  }

  /** Without the proof, which may be a signed assertion. */
  @Override
  public String toString() {
    return commandId() + " by " + actor + " in ticket " + ticket;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
