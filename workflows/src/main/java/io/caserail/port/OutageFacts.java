package io.caserail.port;

import io.caserail.model.CaseKind;
import io.caserail.model.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for an upstream.
 *
 * @param answers whether its base address answers us
 * @param waiting how many cases wait for it
 * @param since when the oldest of those waits that were read began; null where none was read
 * @param promise when the first of them becomes late; null where nothing waits
 * @param money what they are about, one sum for each currency, of the cases that were read
 * @param unpriced how many waiting cases are not in those sums: not looked up yet, not about an
 *     amount, or too many to be read
 * @param kinds which kinds of cases wait
 */
public record OutageFacts(
    boolean answers,
    int waiting,
    @Nullable Instant since,
    @Nullable Instant promise,
    List<Money> money,
    int unpriced,
    List<CaseKind> kinds) {
  /** Nothing waits, as far as is known. */
  public static final OutageFacts NONE =
      new OutageFacts(true, 0, null, null, List.of(), 0, List.of());

  public OutageFacts {
    money = List.copyOf(money);
    // Older looks did not tell.
    kinds = kinds == null ? List.of() : List.copyOf(kinds);
  }
}
