package io.caserail.worker.metrics;

import io.caserail.client.CaseSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The open cases, counted.
 *
 * @param byKindAndStatus how many of each
 * @param byFaultDomain how many wait through whose fault
 * @param byUpstream how many wait because a system is away, for each
 * @param oldest per status the age of the oldest
 * @param late how many are past their due time
 */
public record CaseCensus(
    Map<KindAndStatus, Long> byKindAndStatus,
    Map<String, Long> byFaultDomain,
    Map<String, Long> byUpstream,
    Map<String, Duration> oldest,
    long late) {
  public CaseCensus {
    byKindAndStatus = Map.copyOf(byKindAndStatus);
    byFaultDomain = Map.copyOf(byFaultDomain);
    byUpstream = Map.copyOf(byUpstream);
    oldest = Map.copyOf(oldest);
  }

  /** A kind of case in a status. */
  public record KindAndStatus(String kind, String status) {}

  /** Counts the open ones among these. */
  public static CaseCensus of(List<CaseSummary> cases, Instant now) {
    List<CaseSummary> open = cases.stream().filter(CaseSummary::open).toList();
    Map<String, Duration> oldest = new TreeMap<>();
    for (CaseSummary summary : open) {
      oldest.merge(
          summary.status(),
          Duration.between(summary.since(), now),
          (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
    return new CaseCensus(
        count(open, s -> new KindAndStatus(s.kind(), s.status())),
        count(
            open.stream().filter(s -> !s.faultDomain().isEmpty()).toList(),
            CaseSummary::faultDomain),
        count(open.stream().filter(CaseSummary::waitsForUpstream).toList(), CaseSummary::upstream),
        oldest,
        open.stream().filter(s -> isLate(s, now)).count());
  }

  private static boolean isLate(CaseSummary summary, Instant now) {
    Instant due = summary.due();
    return summary.late() || (due != null && due.isBefore(now));
  }

  private static <K> Map<K, Long> count(List<CaseSummary> cases, Function<CaseSummary, K> by) {
    return cases.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }
}
