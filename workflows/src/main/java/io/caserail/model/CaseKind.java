package io.caserail.model;

import java.util.Locale;

/** What a case changes; the first word of its workflow id. */
public enum CaseKind {
  REFUND,
  SETTLEMENT,
  CANCELLATION,
  VERIFICATION;

  /** The kind by whose fields and macros people speak about it in a ticket. */
  public CaseKind inTickets() {
    return this == SETTLEMENT ? REFUND : this;
  }

  /** The ticket's field that names what it is about. */
  public String field() {
    return switch (this) {
      case REFUND, SETTLEMENT -> "Refund payment";
      case CANCELLATION -> "Cancellation object";
      case VERIFICATION -> "Verification account";
    };
  }

  /** {@code refund-acme-pi_3Abc}: the lock on the object. */
  public String workflowId(String account, ObjectId object) {
    return workflowIds(account) + object;
  }

  /** How the workflow ids of an account's cases of this kind begin. */
  public String workflowIds(String account) {
    return name().toLowerCase(Locale.ROOT) + "-" + account + "-";
  }
}
