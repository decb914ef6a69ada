package io.caserail.port;

/**
 * Who is said to have asked or approved, and where the proof of it is to be read.
 *
 * @param commandId {@code audit-<number>} is read again in the ticket; {@code cli-…} stands or
 *     falls with its proof
 * @param actor the person's id
 * @param proofRef what was offered as proof; empty for an audit
 * @param details the digest of what else was said; a signed assertion names it. Empty for a request
 *     and for an audit
 */
public record Claim(String commandId, String actor, String proofRef, String details) {
  public Claim {
    // Older histories hold claims without it.
    details = details == null ? "" : details;
  }

  /** A claim that says nothing else. */
  public Claim(String commandId, String actor, String proofRef) {
    this(commandId, actor, proofRef, "");
  }

  /** Whether it points at an audit of the ticket, and was not said by command line. */
  public boolean isAudit() {
    return commandId.startsWith("audit-");
  }

  /** Without the proof, which may be a signed assertion. */
  @Override
  public String toString() {
    return commandId + " by " + actor;
  }
}
