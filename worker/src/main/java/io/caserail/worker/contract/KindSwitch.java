package io.caserail.worker.contract;

import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.model.CaseKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a kind of case may be asked for: not while the contract that governs it is missing,
 * incomplete or contradictory. Cases that are open go on, since what was begun under a contract is
 * ended by people or not at all.
 *
 * @param contracts those in force
 */
public record KindSwitch(Contracts contracts) {

  /** Why cases of a kind are switched off, in words for whoever asks; empty when they are not. */
  public Optional<String> whyOff(CaseKind kind) {
    if (contracts.allows(kind)) {
      return Optional.empty();
    }
    List<Flaw> flaws = contracts.flawsOf(LifecycleState.of(kind));
    String first = flaws.isEmpty() ? "it is missing" : flaws.get(0).toString();
    return Optional.of(
        plural(kind)
            + " are switched off, because their contract is not in order ("
            + first
            + "). Nothing was sent; ask again once it is mended");
  }

  private static String plural(CaseKind kind) {
    return kind.inTickets().name().toLowerCase(Locale.ROOT) + "s";
  }
}
