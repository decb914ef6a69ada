package io.caserail.activities.change;

import io.caserail.port.Outcome;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a look at a system has shown: an outcome that stands, or something that must be sent. */
public final class Finding {
  private final @Nullable Outcome standing;
  private final @Nullable Supplier<Outcome> send;

  private Finding(@Nullable Outcome standing, @Nullable Supplier<Outcome> send) {
    this.standing = standing;
    this.send = send;
  }

  /** Nothing needs to be sent, or nothing can be. */
  public static Finding stands(Outcome outcome) {
    return new Finding(outcome, null);
  }

  /** The change is missing; this sends it once. */
  public static Finding missing(Supplier<Outcome> send) {
    return new Finding(null, send);
  }

  @Nullable Outcome standing() {
    return standing;
  }

  Outcome send() {
    if (send == null) {
      throw new IllegalStateException("nothing to send");
    }
    return send.get();
  }
}
