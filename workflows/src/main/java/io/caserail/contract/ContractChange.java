package io.caserail.contract;

import java.util.List;
import java.util.Locale;

/**
 * One difference between two contracts of a state.
 *
 * @param clause which clause, for example {@code events.stripe refund.failed}
 * @param what what is different, for people
 * @param breaks for whom something ends that they could rely on; empty when nothing does
 */
public record ContractChange(
    LifecycleState state, String clause, String what, List<Affected> breaks) {
  public ContractChange {
    breaks = List.copyOf(breaks);
  }

  /** Whose reliance a change can break. */
  public enum Affected {
    /** Whoever sends an event. */
    SENDER,
    /** Whoever owns the contract, its retries or its reconciliation. */
    OWNER,
    /** Whoever decides when systems disagree. */
    TRIAGE_OWNER,
    /** People who work in tickets. */
    AGENTS,
    CUSTOMERS,
    /** Whoever an alert rings for. */
    ALERT_AUDIENCE;

    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
