package io.caserail.demo;

import java.util.List;

/**
 * Which rows of a table are played. A later read of its kind is mostly the same activity once more,
 * and the engine that carries a cancellation's step is the one that carries a refund's.
 *
 * @param words the rule, as it stands under the matrix
 * @param rule whether a call of a path meets a trouble, of those that concern it
 */
record Choice(String words, Rule rule) {
  private static final int TURNS = 3;
  private static final List<Trouble> ALL = List.of(Trouble.values());
  private static final List<Trouble> WORST =
      List.of(Trouble.RESET, Trouble.AWAY, Trouble.KILLED_AFTER);

  /** What only the real server shows: what is lost, and what dies. */
  static final List<Trouble> LOST_OR_KILLED =
      List.of(
          Trouble.RESET,
          Trouble.KILLED_BEFORE,
          Trouble.KILLED_AFTER,
          Trouble.REPORT_LOST,
          Trouble.TASK_KILLED_BEFORE,
          Trouble.TASK_KILLED_AFTER);

  /** Whether a row is played. */
  @FunctionalInterface
  interface Rule {
    boolean takes(FaultPath path, RecordedCall call, Trouble trouble);
  }

  boolean takes(FaultPath path, RecordedCall call, Trouble trouble) {
    return rule.takes(path, call, trouble);
  }

  /** Every row that there is. */
  static Choice all() {
    return new Choice("none", (path, call, trouble) -> true);
  }

  /**
   * Of a refund all at whatever changes something and at the first read of a kind, then in turns.
   * Of the other kinds what is worst at whatever changes something; all else in turns, and of reads
   * the first of a kind only.
   */
  static Choice inTurns() {
    return new Choice(
        "of refunds, a read after the first of its kind meets each third trouble, in turns; of other"
            + " kinds all but lost answers, absence and kills at what changes something is played"
            + " in turns of three, and no read after the first of its kind",
        (path, call, trouble) -> {
          boolean turn = (call.nth() + ALL.indexOf(trouble)) % TURNS == 0;
          boolean first = !call.isRead() || call.nth() == 1;
          if (call.isTask()) {
            return true;
          }
          return path instanceof RefundPath
              ? first || turn
              : first && (turn || (!call.isRead() && WORST.contains(trouble)));
        });
  }

  /** Those, but of reads only the first of a kind. */
  static Choice lostAndKilled() {
    return new Choice(
        "all but lost answers of writes, lost reports, and kills; of reads only the first of a kind",
        (path, call, trouble) ->
            LOST_OR_KILLED.contains(trouble)
                && (!call.isRead() || (call.nth() == 1 && trouble == Trouble.KILLED_BEFORE)));
  }
}
