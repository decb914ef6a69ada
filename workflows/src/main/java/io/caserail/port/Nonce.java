package io.caserail.port;

import io.caserail.model.Digest;
import io.caserail.model.TicketId;

/**
 * What a signed assertion names as its {@code nonce}: exactly one request or one decision. Who
 * signs it has seen that one and no other, and nobody can use the signature for anything else. The
 * command line computes it from what it shows, the case from what arrives, and the holder of the
 * key from the order that it is given.
 */
public final class Nonce {
  private static final int DIGITS = 64;

  private Nonce() {}

  /**
   * The nonce of a request for a refund.
   *
   * @param caseId the case that is asked, and so the payment
   * @param amount the decimal without idle zeros; empty for all
   * @param reason the reason's code
   * @param commandId {@code cli-<id>}
   */
  public static String ofRequest(
      String caseId, TicketId ticket, String amount, String reason, String commandId) {
    return Digest.hex(DIGITS, "request", caseId, ticket.value(), amount, reason, commandId);
  }

  /**
   * The nonce of a decision.
   *
   * @param caseId the case that waits
   * @param requestKey the request that it is about; empty where none is being served
   * @param details the digest of everything else that is said
   */
  public static String ofDecision(
      String caseId, String requestKey, CommandKind kind, String decisionId, String details) {
    return Digest.hex(DIGITS, "decision", caseId, requestKey, kind.name(), decisionId, details);
  }
}
