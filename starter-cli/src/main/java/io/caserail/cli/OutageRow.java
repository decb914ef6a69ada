package io.caserail.cli;

import io.caserail.model.Money;
import io.caserail.outage.OutageState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with an upstream, as it is printed.
 *
 * @param outage the id by which commands name it
 * @param state quiet, open, held or over
 * @param answers whether the upstream's address answered when it was last looked at
 * @param since when what waits began to wait; null where nothing does
 * @param ended when it was over; null while it is not
 * @param waiting how many cases waited when it was last looked at
 * @param amount what they are about, as far as that is known
 * @param promise when the first of them is late
 * @param ticket the outage ticket; empty where there is none
 * @param heldBy who holds it; empty for nobody
 * @param ticketBehind whether the ticket does not say all of this yet
 */
record OutageRow(
    String outage,
    String state,
    boolean answers,
    @Nullable Instant since,
    @Nullable Instant ended,
    int waiting,
    String amount,
    @Nullable Instant promise,
    String ticket,
    String heldBy,
    boolean ticketBehind) {

  static OutageRow of(String id, OutageState found) {
    List<Money> money = found.known().money();
    String sum = money.stream().map(Money::toString).collect(Collectors.joining(" and "));
    boolean atLeast = !money.isEmpty() && found.known().unpriced() > 0;
    return new OutageRow(
        id,
        found.held() ? "HELD" : found.phase().name(),
        found.known().answers(),
        found.since(),
        found.ended(),
        found.known().waiting(),
        (atLeast ? "at least " : "") + sum,
        found.known().promise(),
        found.ticket(),
        found.heldBy(),
        found.behind());
  }

  Colour colour() {
    return switch (state) {
      case "OPEN", "HELD" -> Colour.BAD;
      default -> Colour.NONE;
    };
  }
}
