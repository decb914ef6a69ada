package io.caserail.contract;

import io.caserail.model.CaseKind;
import java.util.List;
import java.util.Locale;

/** A business state of a customer's life with a company. Each has one contract. */
public enum LifecycleState {
  /** Whether a customer is who they say, as the account shows it. */
  VERIFICATION,
  /** What was paid, and what was paid back. */
  BILLING,
  /** Whether a payment is under suspicion or disputed. */
  RISK,
  /** How a customer fares at the identity provider. */
  IDENTITY,
  /** Where a parcel and its label are. */
  SHIPMENT,
  /** Whether an order or a subscription stands. */
  CANCELLATION,
  /** What a customer may use. */
  ENTITLEMENT;

  /** The kinds of cases that change it; none for a state that is only followed. */
  public List<CaseKind> cases() {
    return switch (this) {
      case BILLING -> List.of(CaseKind.REFUND, CaseKind.SETTLEMENT);
      case CANCELLATION -> List.of(CaseKind.CANCELLATION);
      case VERIFICATION -> List.of(CaseKind.VERIFICATION);
      case RISK, IDENTITY, SHIPMENT, ENTITLEMENT -> List.of();
    };
  }

  /** How it is written, and how its file is called. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state whose contract governs a kind of case. */
  public static LifecycleState of(CaseKind kind) {
    return switch (kind) {
      case REFUND, SETTLEMENT -> BILLING;
      case CANCELLATION -> CANCELLATION;
      case VERIFICATION -> VERIFICATION;
    };
  }
}
