package io.caserail.worker.audit;

import io.caserail.activities.change.ChangeRecord;
import io.caserail.port.ChangeOrder;
import java.time.InstantSource;

/** Puts each send of a change on record, as {@link AuditedSends} does with refunds. */
public final class AuditedChanges implements ChangeRecord {
  private final AuditSink sink;
  private final String policyHash;
  private final InstantSource clock;

  public AuditedChanges(AuditSink sink, String policyHash, InstantSource clock) {
    this.sink = sink;
    this.policyHash = policyHash;
    this.clock = clock;
  }

  @Override
  public void beforeSend(String change, ChangeOrder order) {
    sink.append(
        OrderLines.of(order, "send", clock.instant()).change(change).policy(policyHash).build());
  }

  @Override
  public void afterSend(
      String change, ChangeOrder order, String result, String ref, String evidence) {
    sink.append(
        OrderLines.of(order, "sent", clock.instant())
            .change(change)
            .policy(policyHash)
            .outcome(result)
            .ref(ref)
            .evidence(evidence)
            .build());
  }
}
