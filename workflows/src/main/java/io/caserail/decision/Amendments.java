package io.caserail.decision;

import io.caserail.model.DecisionKind;
import io.caserail.model.PlainText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What amends an open block at once, without ending its wait. */
public final class Amendments {
  private static final Duration LONGEST_EXTENSION = Duration.ofDays(30);

  private Amendments() {}

  /** Why a block can't be amended so; null when it can. */
  public static @Nullable String refusal(Decision decision, Instant now) {
    return switch (decision.kind()) {
      case EXTEND ->
          isSoon(decision.until(), now)
              ? null
              : "it needs a time from now on, at most "
                  + LONGEST_EXTENSION.toDays()
                  + " days ahead";
      case HAND_OVER ->
          decision.to().isBlank() ? "it needs the new owner: a group, or a person" : null;
      default -> decision.kind() + " amends nothing";
    };
  }

  /** The block as it is from then on. */
  public static Block amended(Block block, Decision decision) {
    Instant until = decision.until();
    return decision.kind() == DecisionKind.EXTEND && until != null
        ? block.until(until)
        : block.ownedBy(PlainText.of(decision.to()));
  }

  private static boolean isSoon(@Nullable Instant until, Instant now) {
    return until != null && until.isAfter(now) && !until.isAfter(now.plus(LONGEST_EXTENSION));
  }
}
