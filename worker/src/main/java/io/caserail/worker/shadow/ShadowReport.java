package io.caserail.worker.shadow;

import io.caserail.model.Money;
import io.caserail.worker.shadow.ShadowRow.Missing;
import io.caserail.worker.shadow.ShadowRow.Verdict;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What came of a look at the past.
 *
 * @param policy the hash of the policy that judged
 * @param rows refunds that people made, by age
 * @param ends subscriptions that were ended on request, by age
 * @param requests what was asked for by macro and nobody has served, at the end of the time
 * @param notLookedAt what was left out, and why, in sentences for people
 * @param ours how many refunds of the time Caserail itself had made, which are not judged
 */
public record ShadowReport(
    Instant from,
    Instant to,
    String policy,
    List<ShadowRow> rows,
    List<ShadowEnd> ends,
    List<ShadowRequest> requests,
    List<String> notLookedAt,
    int ours) {
  public ShadowReport {
    rows = List.copyOf(rows);
    ends = List.copyOf(ends);
    notLookedAt = List.copyOf(notLookedAt);
    requests = List.copyOf(requests);
  }

  /**
   * Some of the refunds.
   *
   * @param money their sum for each currency
   */
  public record Share(int count, List<Money> money) {
    public Share {
      money = List.copyOf(money);
    }
  }

  /** By what Caserail would have done; every verdict is there. */
  public Map<Verdict, Share> byVerdict() {
    Map<Verdict, Share> shares = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      shares.put(verdict, share(row -> row.verdict() == verdict));
    }
    return shares;
  }

  /** Those whose money may have left twice. */
  public List<ShadowRow> doubles() {
    return rows.stream().filter(row -> !row.doubles().isEmpty()).toList();
  }

  /** By what was missing; only what was. */
  public Map<Missing, Share> missing() {
    Map<Missing, Share> shares = new EnumMap<>(Missing.class);
    for (Missing what : Missing.values()) {
      Share share = share(row -> row.missing().contains(what));
      if (share.count() > 0) {
        shares.put(what, share);
      }
    }
    return shares;
  }

  /** All of them. */
  public Share all() {
    return share(row -> true);
  }

  private Share share(Predicate<ShadowRow> which) {
    List<ShadowRow> some = rows.stream().filter(which).toList();
    Map<String, Money> sums = new TreeMap<>();
    some.forEach(row -> sums.merge(row.amount().currency(), row.amount(), Money::plus));
    return new Share(some.size(), List.copyOf(sums.values()));
  }
}
