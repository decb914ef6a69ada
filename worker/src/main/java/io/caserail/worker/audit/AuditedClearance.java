package io.caserail.worker.audit;

import io.caserail.port.ChangeOrder;
import io.caserail.port.Clearance;
import io.caserail.port.Clearing;
import io.caserail.port.Outcome;
import io.caserail.worker.audit.AuditedAuthority.AnswerWatch;
import java.time.InstantSource;

/**
 * Puts every second look at a change on record. Where the record can't be written there is no
 * answer, and nothing is sent.
 */
public final class AuditedClearance implements Clearance {
  private final Clearance clearance;
  private final AuditSink sink;
  private final String policyHash;
  private final InstantSource clock;
  private final AnswerWatch watch;

  /**
   * A clearance on record.
   *
   * @param watch hears of each answer, for metrics
   */
  public AuditedClearance(
      Clearance clearance,
      AuditSink sink,
      String policyHash,
      InstantSource clock,
      AnswerWatch watch) {
    this.clearance = clearance;
    this.sink = sink;
    this.policyHash = policyHash;
    this.clock = clock;
    this.watch = watch;
  }

  @Override
  public Clearing clear(ChangeOrder order) {
    Clearing clearing = clearance.clear(order);
    Outcome stopped = clearing.stopped();
    String verdict = stopped == null ? "cleared" : stopped.code();
    sink.append(
        OrderLines.of(order, "second_look", clock.instant())
            .policy(policyHash)
            .outcome(verdict)
            .grants(clearing.grants())
            .build());
    watch.answered("second_look", verdict);
    return clearing;
  }

  @Override
  public void requireNotPaused() {
    clearance.requireNotPaused();
  }

  @Override
  public Clearance ofUndos() {
    return new AuditedClearance(clearance.ofUndos(), sink, policyHash, clock, watch);
  }
}
