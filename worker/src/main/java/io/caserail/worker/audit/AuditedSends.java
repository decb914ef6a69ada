package io.caserail.worker.audit;

import io.caserail.activities.stripe.SendRecord;
import io.caserail.port.RefundOrder;
import java.time.InstantSource;

/** Puts each send on record: a line before it, without which nothing is sent, and one after it. */
public final class AuditedSends implements SendRecord {
  private final AuditSink sink;
  private final String policyHash;
  private final InstantSource clock;

  public AuditedSends(AuditSink sink, String policyHash, InstantSource clock) {
    this.sink = sink;
    this.policyHash = policyHash;
    this.clock = clock;
  }

  @Override
  public void beforeSend(RefundOrder order, String idempotencyKey) {
    sink.append(
        OrderLines.of(order, "send", clock.instant())
            .policy(policyHash)
            .key(idempotencyKey)
            .build());
  }

  @Override
  public void stopped(RefundOrder order, String code) {
    sink.append(
        OrderLines.of(order, "stopped", clock.instant()).policy(policyHash).outcome(code).build());
  }

  @Override
  public void afterSend(
      RefundOrder order, String idempotencyKey, String result, String ref, String evidence) {
    sink.append(
        OrderLines.of(order, "sent", clock.instant())
            .policy(policyHash)
            .key(idempotencyKey)
            .outcome(result)
            .ref(ref)
            .evidence(evidence)
            .build());
  }
}
