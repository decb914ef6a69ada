package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.TicketId;
import org.jspecify.annotations.Nullable;

/**
 * A claim that did not come through a ticket.
 *
 * @param actor who claims to speak
 * @param channel {@code cli} or {@code signal}
 * @param proofRef what is offered as proof; empty for none
 * @param kind what is asked
 * @param ticket the ticket that the case serves, whose audits may prove it; null for none
 * @param about by which kind's macros people speak about the case; another kind's audits prove
 *     nothing here
 * @param nonce what a signed assertion must name; empty where none can count
 * @param caseId the workflow id of the case: only its own views could be read as what it asks;
 *     empty where every view of the kind counts, and in older histories
 */
public record Assertion(
    String actor,
    String channel,
    String proofRef,
    CommandKind kind,
    @Nullable TicketId ticket,
    CaseKind about,
    String nonce,
    String caseId) {

  public Assertion {
    // Older histories hold claims without it, and were about refunds.
    about = about == null ? CaseKind.REFUND : about;
    nonce = nonce == null ? "" : nonce;
    caseId = caseId == null ? "" : caseId;
    proofRef = proofRef == null ? "" : proofRef;
  }

  /** A claim that is about no case that asks anything. */
  public Assertion(
      String actor,
      String channel,
      String proofRef,
      CommandKind kind,
      @Nullable TicketId ticket,
      CaseKind about,
      String nonce) {
    this(actor, channel, proofRef, kind, ticket, about, nonce, "");
  }

  /** A claim that no ticket can prove. */
  public Assertion(String actor, String channel, String proofRef, CommandKind kind) {
    this(actor, channel, proofRef, kind, null, CaseKind.REFUND);
  }

  /** A claim that no signed assertion can prove. */
  public Assertion(
      String actor,
      String channel,
      String proofRef,
      CommandKind kind,
      @Nullable TicketId ticket,
      CaseKind about) {
    this(actor, channel, proofRef, kind, ticket, about, "");
  }

  /** Without the proof, which may be a signed assertion. */
  @Override
  public String toString() {
    return kind + " by " + actor + " by " + channel;
  }
}
