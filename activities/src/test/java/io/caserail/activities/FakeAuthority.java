package io.caserail.activities;

import io.caserail.model.Role;
import io.caserail.port.Assertion;
import io.caserail.port.AuditFacts;
import io.caserail.port.Authority;
import io.caserail.port.BusinessHours;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Clearing;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundPolicy;
import io.caserail.port.VerificationPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An authority that says what a test wants, and remembers what it was asked. */
public final class FakeAuthority implements Authority {
  private final List<PaymentFacts> looks = new ArrayList<>();
  private final List<AuditFacts> audits = new ArrayList<>();
  private @Nullable Outcome stop;
  private @Nullable RuntimeException failure;
  private @Nullable RuntimeException pause;
  private RefundPolicy.Risk risk =
      new RefundPolicy.Risk(List.of(Role.FINANCE), Duration.ofDays(3), List.of(Role.APPROVER));
  private Function<AuditFacts, Proof> judgement = facts -> Proof.of(List.of(Role.REQUESTER));

  public void stop(Outcome no) {
    stop = no;
  }

  /** Refunds are paused from here on; null when they are not. */
  public void pause(@Nullable RuntimeException paused) {
    pause = paused;
  }

  public void failWith(@Nullable RuntimeException cause) {
    failure = cause;
  }

  public void minds(RefundPolicy.Risk what) {
    risk = what;
  }

  public void judge(Function<AuditFacts, Proof> rule) {
    judgement = rule;
  }

  /** The payments it was shown for a second look. */
  public List<PaymentFacts> looks() {
    return looks;
  }

  /** The audits it was shown. */
  public List<AuditFacts> audits() {
    return audits;
  }

  @Override
  public CancellationPolicy cancellations() {
    return CancellationPolicy.standard(policy());
  }

  @Override
  public VerificationPolicy verifications() {
    return VerificationPolicy.none(policy());
  }

  @Override
  public RefundPolicy policy() {
    Duration hour = Duration.ofHours(1);
    return new RefundPolicy(
        "hash",
        "Europe/Berlin",
        Map.of(),
        List.of(),
        Map.of(),
        new RefundPolicy.Waits(
            hour,
            hour,
            hour,
            hour,
            hour,
            hour,
            hour,
            hour,
            hour,
            hour,
            hour,
            hour,
            null,
            null,
            BusinessHours.always()),
        "5 to 10 business days",
        "re_ number",
        Map.of(),
        risk);
  }

  @Override
  public Proof prove(AuditFacts audit) {
    audits.add(audit);
    return judgement.apply(audit);
  }

  @Override
  public Proof prove(Assertion assertion) {
    return Proof.refused("no assertions here");
  }

  @Override
  public void requireNotPaused() {
    if (pause != null) {
      throw pause;
    }
  }

  @Override
  public Clearing clear(RefundOrder order, PaymentFacts now) {
    looks.add(now);
    if (failure != null) {
      throw failure;
    }
    return new Clearing(stop, List.of());
  }
}
