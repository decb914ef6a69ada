package io.caserail.worker.authority;

import io.caserail.model.CaseKind;
import io.caserail.port.Assertion;
import io.caserail.port.AuditFacts;
import io.caserail.port.Authority;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Clearing;
import io.caserail.port.CommandKind;
import io.caserail.port.PaymentFacts;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundPolicy;
import io.caserail.port.VerificationPolicy;
import io.caserail.worker.contract.KindSwitch;

/**
 * An authority that turns down what asks for a kind of case whose contract is not in order, by
 * whichever way it comes. Whatever is said about a case that is open counts as before.
 */
public final class ContractedAuthority implements Authority {
  private final Authority authority;
  private final KindSwitch kinds;

  public ContractedAuthority(Authority authority, KindSwitch kinds) {
    this.authority = authority;
    this.kinds = kinds;
  }

  @Override
  public RefundPolicy policy() {
    return authority.policy();
  }

  @Override
  public CancellationPolicy cancellations() {
    return authority.cancellations();
  }

  @Override
  public VerificationPolicy verifications() {
    return authority.verifications();
  }

  @Override
  public Proof prove(AuditFacts audit) {
    return unlessOff(authority.prove(audit), audit.kind(), audit.about());
  }

  @Override
  public Proof prove(Assertion assertion) {
    return unlessOff(authority.prove(assertion), assertion.kind(), assertion.about());
  }

  @Override
  public void requireNotPaused() {
    authority.requireNotPaused();
  }

  @Override
  public Clearing clear(RefundOrder order, PaymentFacts now) {
    return authority.clear(order, now);
  }

  private Proof unlessOff(Proof proof, CommandKind said, CaseKind about) {
    return proof.refusal() == null && said.isRequest()
        ? kinds.whyOff(about).map(Proof::refused).orElse(proof)
        : proof;
  }
}
