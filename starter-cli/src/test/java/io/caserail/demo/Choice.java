package io.caserail.demo;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * Which rows of a table are played. A later read of its kind is mostly the same activity once more.
 *
 * @param words the rule, as it stands under the matrix
 * @param takes whether a call meets a trouble, of those that concern it
 */
record Choice(String words, BiPredicate<RecordedCall, Trouble> takes) {
  private static final int TURNS = 3;
  private static final List<Trouble> ALL = List.of(Trouble.values());

  /** Every row that there is. */
  static Choice all() {
    return new Choice("none", (call, trouble) -> true);
  }

  /** All at whatever changes something and at the first read of a kind; then in turns. */
  static Choice inTurns() {
    return new Choice(
        "a read after the first of its kind meets each third trouble, in turns",
        (call, trouble) ->
            !call.isRead() || call.nth() == 1 || (call.nth() + ALL.indexOf(trouble)) % TURNS == 0);
  }

  /** What only the real server shows: what is lost, and what dies. */
  static Choice lostAndKilled() {
    List<Trouble> troubles =
        List.of(Trouble.RESET, Trouble.KILLED_BEFORE, Trouble.KILLED_AFTER, Trouble.REPORT_LOST);
    return new Choice(
        "all but lost answers of writes, lost reports, and kills; of reads only the first of a kind",
        (call, trouble) ->
            troubles.contains(trouble)
                && (!call.isRead() || (call.nth() == 1 && trouble == Trouble.KILLED_BEFORE)));
  }
}
