package io.caserail.worker.authority;

import io.caserail.model.CaseKind;
import io.caserail.model.ObjectId;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.Claim;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import io.caserail.worker.authority.SignedEvidence.Signed;
import io.caserail.worker.policy.Acting;
import io.caserail.worker.policy.Policy;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a signed assertion proves that a person with a role meant this one decision. It counts
 * for what its nonce says and for nothing else, so it need not be kept secret; expiry counts when
 * it arrives, all else at each look.
 */
public final class AssertionTest {
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

  private final Policy policy;
  private final String account;
  private final @Nullable SignedEvidence evidence;

  /**
   * A test.
   *
   * @param account the account in case ids, which are part of what is signed
   * @param evidence where assertions are read; null where none can count
   */
  public AssertionTest(Policy policy, String account, @Nullable SignedEvidence evidence) {
    this.policy = policy;
    this.account = account;
    this.evidence = evidence;
  }

  /** Whether a proof has the form of a signed assertion. */
  static boolean isSigned(String proofRef) {
    return TOKEN.matcher(proofRef).matches();
  }

  static boolean isSigned(Claim claim) {
    return !Claims.isAudit(claim) && isSigned(claim.proofRef());
  }

  /** What one proves that has just arrived. */
  Proof judge(Assertion assertion) {
    Signed signed = read(assertion.proofRef(), assertion.nonce(), true);
    Acting acting = acting(signed);
    String refusal = refusal(signed, assertion.kind(), acting.roles());
    return refusal == null
        ? Proof.of(acting.roles(), signed.speaker())
            .byGrant(CommandRoles.grant(assertion.kind(), acting))
        : Proof.refused("the signed assertion does not count: " + refusal);
  }

  /** Who has signed the request that the order names. */
  ProvenPerson requester(RefundOrder order) {
    String nonce =
        Nonce.ofRequest(
            CaseKind.REFUND.workflowId(account, order.payment()),
            order.ticket(),
            order.askedAmount(),
            order.reason(),
            order.request().commandId());
    return proven(order.request(), nonce, CommandKind.SEND, StopCode.REQUEST_NOT_PROVEN);
  }

  /** Who has signed this decision about this request. */
  ProvenPerson decider(
      Claim claim, CaseKind kind, ObjectId object, RequestKey request, CommandKind said) {
    String nonce =
        Nonce.ofDecision(
            kind.workflowId(account, object),
            request.value(),
            said,
            claim.commandId(),
            claim.details());
    return proven(claim, nonce, said, StopCode.APPROVAL_MISSING);
  }

  private ProvenPerson proven(Claim claim, String nonce, CommandKind kind, StopCode code) {
    Signed signed = read(claim.proofRef(), nonce, false);
    Acting acting = acting(signed);
    String refusal = refusal(signed, kind, acting.roles());
    if (refusal != null) {
      // What only has to be signed afresh is asked for once more.
      boolean anew = signed.again() && code == StopCode.APPROVAL_MISSING;
      throw new Stop(
          anew ? StopCode.APPROVAL_EXPIRED : code, "a signed assertion does not count: " + refusal);
    }
    if (!signed.speaker().actor().equals(claim.actor())) {
      throw new Stop(code, "a signed assertion was signed by somebody else");
    }
    return new ProvenPerson(
        signed.speaker().tag(),
        acting.roles(),
        signed.at(),
        Integer.MAX_VALUE,
        CommandRoles.grant(kind, acting));
  }

  private Acting acting(Signed signed) {
    return policy.acting(signed.speaker().actor(), signed.groups(), signed.at());
  }

  private Signed read(String token, String nonce, boolean fresh) {
    return evidence == null
        ? Signed.refused("this installation has no identity provider set up", false)
        : evidence.read(token, nonce, fresh);
  }

  private static @Nullable String refusal(Signed signed, CommandKind kind, List<Role> roles) {
    if (signed.refusal() != null) {
      return signed.refusal();
    }
    return roles.isEmpty()
        ? "its person is in no group that may do this"
        : CommandRoles.refusal(kind, roles);
  }
}
