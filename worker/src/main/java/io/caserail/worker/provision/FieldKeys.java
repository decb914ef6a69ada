package io.caserail.worker.provision;

import io.caserail.contract.LifecycleState;
import io.caserail.port.Tracked;
import java.util.Arrays;
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
          "refund.decision_reason",
          "cancellation.object",
          "cancellation.reason",
          "cancellation.when",
          "verification.object",
          "verification.reason");

  private FieldKeys() {}

  /** Those in which a state is asked for or shows. */
  public static List<String> of(LifecycleState state) {
    return ALL.stream().filter(key -> isOf(state, key)).toList();
  }

  private static boolean isOf(LifecycleState state, String key) {
    if (key.equals("facts")) {
      return isFollowed(state);
    }
    int kind = key.indexOf('.');
    return kind < 0
        ? !state.cases().isEmpty()
        : state.cases().stream().anyMatch(of -> Blueprint.word(of).equals(key.substring(0, kind)));
  }

  private static boolean isFollowed(LifecycleState state) {
    return Arrays.stream(Tracked.State.values())
        .anyMatch(followed -> followed.name().equals(state.name()));
  }
}
