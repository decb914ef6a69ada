package io.caserail.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Which rows with two troubles are played. The worst: each trouble that leaves an effect in doubt,
 * at each effect of a path, and then each of them at each effect that comes after it, tries
 * included; and likewise after a system that stays away until the case is withdrawn, so that what
 * is taken back meets them too. Of the pairs of any two calls there is a sample.
 *
 * @param worst at most so many of the worst
 * @param sample at most so many of the pairs of any two calls
 * @param seed what decides which; the same seed chooses the same rows of the same table
 */
record Pairs(int worst, int sample, long seed) {
  /** None at all. */
  static final Pairs NONE = new Pairs(0, 0, 0);

  /** The rows with two troubles, made from what came after each first one when it was alone. */
  List<FaultRow> of(Map<FaultRow, FaultEnd> alone) {
    List<FaultRow> others = new ArrayList<>();
    alone.forEach((row, end) -> others.addAll(anyAfter(row, end.after().calls())));
    List<FaultRow> chosen = new ArrayList<>(some(worst(alone), worst));
    chosen.addAll(some(others, sample));
    return chosen;
  }

  /** All of the worst, whether or not they are played. */
  static List<FaultRow> worst(Map<FaultRow, FaultEnd> alone) {
    List<FaultRow> rows = new ArrayList<>();
    alone.forEach((row, end) -> rows.addAll(worstAfter(row, end.after().writes())));
    return rows;
  }

  private static List<FaultRow> worstAfter(FaultRow row, int writes) {
    List<FaultRow> rows = new ArrayList<>();
    boolean isFirst =
        row.second() == null
            && row.trouble().strikesCalls()
            && !row.call().isRead()
            && (Trouble.WORST.contains(row.trouble()) || row.trouble() == Trouble.AWAY);
    for (int nth = 1; isFirst && nth <= writes; nth++) {
      for (Trouble trouble : Trouble.WORST) {
        rows.add(row.then(new SecondTrouble(trouble, nth, true)));
      }
    }
    return rows;
  }

  /** One for each kind of second trouble, somewhere after the first. */
  private List<FaultRow> anyAfter(FaultRow row, int calls) {
    List<FaultRow> rows = new ArrayList<>();
    for (Trouble trouble : Trouble.values()) {
      if (calls > 0 && trouble.strikesCalls()) {
        int nth = 1 + dice(row.name() + trouble).nextInt(calls);
        rows.add(row.then(new SecondTrouble(trouble, nth, false)));
      }
    }
    return rows;
  }

  private List<FaultRow> some(List<FaultRow> rows, int most) {
    Map<FaultRow, Long> lots = new LinkedHashMap<>();
    rows.forEach(row -> lots.put(row, dice(row.name()).nextLong()));
    return lots.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** By the row's name, so that a row more or less in the table changes no other. */
  private SplittableRandom dice(String name) {
    return new SplittableRandom(seed * 31 + name.hashCode());
  }

  /** The rule, as it stands under the matrix. */
  String words() {
    return worst == 0 && sample == 0
        ? "none"
        : (worst == Integer.MAX_VALUE ? "all" : "at most " + worst)
            + " of the worst at effects, and at most "
            + sample
            + " of all; seed "
            + seed;
  }
}
