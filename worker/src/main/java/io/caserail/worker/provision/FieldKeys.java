package io.caserail.worker.provision;

import java.util.List;

/** The ticket fields that an account gets, by their keys. */
public final class FieldKeys {
  /** With every kind of case that tickets can ask for. */
  public static final List<String> ALL =
      List.of(
          "command",
          "state",
          "waits_for",
          "reference",
          "by_hand_reference",
          "facts",
          "refund.object",
          "refund.amount",
          "refund.reason",
          "cancellation.object",
          "cancellation.reason",
          "cancellation.when",
          "verification.object",
          "verification.reason");

  private FieldKeys() {}
}
