package io.caserail.contract;

import org.jspecify.annotations.Nullable;

/**
 * Where the contracts send an event.
 *
 * @param verdict whether they know it
 * @param state whose contract says so; null where none does
 * @param event what it says of the event; null where none does
 * @param version the form that its body must have; null unless it is known
 * @param clause which clause it breaks, in words that quote nothing of the event; empty when it is
 *     known
 */
public record Route(
    Verdict verdict,
    @Nullable LifecycleState state,
    @Nullable EventContract event,
    EventContract.@Nullable Version version,
    String clause) {

  /** Whether an event is known. */
  public enum Verdict {
    KNOWN,
    /** No contract names this type of this source. */
    UNKNOWN_TYPE,
    /** A contract names the type, and not this version of it. */
    UNKNOWN_VERSION,
    /** The contract that names it, or may name it, is not in order. */
    DISABLED
  }

  public boolean isKnown() {
    return verdict == Verdict.KNOWN;
  }
}
