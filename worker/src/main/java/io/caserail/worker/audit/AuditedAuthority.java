package io.caserail.worker.audit;

import io.caserail.port.Assertion;
import io.caserail.port.AuditFacts;
import io.caserail.port.Authority;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Clearing;
import io.caserail.port.Outcome;
import io.caserail.port.PaymentFacts;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundPolicy;
import io.caserail.port.Speaker;
import io.caserail.port.VerificationPolicy;
import java.time.InstantSource;
import java.util.List;

/**
 * Puts the answers of an authority on record: every second look, and every claim that came without
 * a ticket. Where the record can't be written there is no answer, and nothing is sent.
 */
public final class AuditedAuthority implements Authority {
  private final Authority authority;
  private final AuditSink sink;
  private final InstantSource clock;
  private final AnswerWatch watch;

  /**
   * An authority on record.
   *
   * @param watch hears of each answer, for metrics
   */
  public AuditedAuthority(
      Authority authority, AuditSink sink, InstantSource clock, AnswerWatch watch) {
    this.authority = authority;
    this.sink = sink;
    this.clock = clock;
    this.watch = watch;
  }

  /** Hears of each answer. Must not throw. */
  @FunctionalInterface
  public interface AnswerWatch {
    /**
     * An answer was given.
     *
     * @param question {@code audit}, {@code cli}, {@code signal} or {@code second_look}
     * @param verdict {@code counted}, {@code cleared}, a stop's code, the clause that an audit has
     *     failed, or {@code refused}
     */
    void answered(String question, String verdict);
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

  /** Not on record by itself: a ticket is read again and again, and keeps its own log. */
  @Override
  public Proof prove(AuditFacts audit) {
    Proof proof = authority.prove(audit);
    watch.answered("audit", verdict(proof));
    return proof;
  }

  @Override
  public Proof prove(Assertion assertion) {
    Proof proof = authority.prove(assertion);
    Speaker speaker = proof.speaker();
    String way = assertion.channel().equals("signal") ? "signal" : "cli";
    sink.append(
        AuditLine.of("claim", clock.instant())
            .commands(List.of(way + " " + assertion.kind()))
            .ticket(assertion.ticket() == null ? "" : assertion.ticket().value())
            .actors(List.of(speaker == null ? assertion.actor() : speaker.actor()))
            .policy(policy().hash())
            .outcome(verdict(proof))
            .grants(proof.grant().isEmpty() ? List.of() : List.of("stands in for " + proof.grant()))
            .build());
    watch.answered(way, verdict(proof));
    return proof;
  }

  @Override
  public void requireNotPaused() {
    authority.requireNotPaused();
  }

  @Override
  public Clearing clear(RefundOrder order, PaymentFacts now) {
    Clearing clearing = authority.clear(order, now);
    Outcome stopped = clearing.stopped();
    String verdict = stopped == null ? "cleared" : stopped.code();
    sink.append(
        OrderLines.of(order, "second_look", clock.instant())
            .policy(policy().hash())
            .outcome(verdict)
            .grants(clearing.grants())
            .build());
    watch.answered("second_look", verdict);
    return clearing;
  }

  private static String verdict(Proof proof) {
    if (proof.refusal() == null) {
      return "counted";
    }
    return proof.code().isEmpty() ? "refused" : proof.code();
  }
}
