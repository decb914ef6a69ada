package io.caserail.worker;

import io.caserail.activities.http.Failures;
import io.caserail.activities.http.Probe;
import io.caserail.client.CaseClient;
import io.caserail.client.CaseDirectory;
import io.caserail.client.CaseSummary;
import io.caserail.client.NoSuchCase;
import io.caserail.client.OutageClient;
import io.caserail.client.TemporalUnavailable;
import io.caserail.decision.Block;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.port.OutageActivities;
import io.caserail.port.OutageFacts;
import io.caserail.port.OutageLook;
import io.caserail.port.OutagePhase;
import io.caserail.record.RequestView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the cases that wait for an upstream, and asks it whether it answers. What they are about
 * only they know: a bounded number of them is asked, and only when there is something to tell.
 */
final class OutageActivitiesImpl implements OutageActivities {
  private static final Failures TEMPORAL = new Failures("Temporal", FaultDomain.LOCAL);
  private static final int MOST_COUNTED = 5_000;
  private static final int MOST_READ = 50;
  private static final Duration READING = Duration.ofSeconds(20);

  private final CaseDirectory directory;
  private final CaseClient cases;
  private final OutageClient outages;
  private final Probe probe;
  private final Map<String, URI> addresses;
  private final InstantSource clock;
  private final @Nullable OutageWords words;

  /**
   * Looks.
   *
   * @param words what leads say in the outage's ticket; null where they can't
   */
  OutageActivitiesImpl(
      CaseDirectory directory,
      CaseClient cases,
      OutageClient outages,
      Probe probe,
      Map<String, URI> addresses,
      InstantSource clock,
      @Nullable OutageWords words) {
    this.directory = directory;
    this.cases = cases;
    this.outages = outages;
    this.probe = probe;
    this.addresses = Map.copyOf(addresses);
    this.clock = clock;
    this.words = words;
  }

  @Override
  public OutageFacts lookForOutage(OutageLook look) {
    if (words != null && look.phase() != OutagePhase.QUIET) {
      words.heed(look.system());
    }
    List<CaseSummary> waiting = directory.waitingFor(look.system(), MOST_COUNTED);
    boolean idle = waiting.isEmpty() && look.phase() != OutagePhase.OPEN;
    OutageFacts counted = counted(waiting, idle || answers(look.system()));
    boolean few = look.phase() != OutagePhase.OPEN && waiting.size() < look.rules().cases();
    OutageFacts facts = few ? read(look.system(), waiting, counted) : counted;
    if (!look.isNews(facts, clock.instant()) && isHeld(look.system()) == look.held()) {
      throw TEMPORAL.notYet("looked, and will look again", "", look.rules().every());
    }
    return few ? facts : read(look.system(), waiting, counted);
  }

  private boolean isHeld(String system) {
    return outages.shown(system).equals(OutageClient.HELD);
  }

  private boolean answers(String system) {
    URI address = addresses.get(system);
    return address == null || probe.answers(address);
  }

  private static OutageFacts counted(List<CaseSummary> waiting, boolean answers) {
    Instant promise =
        waiting.stream()
            .map(CaseSummary::due)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    List<CaseKind> kinds =
        Stream.of(CaseKind.values())
            .filter(kind -> waiting.stream().anyMatch(one -> one.kind().equals(kind.name())))
            .toList();
    return new OutageFacts(
        answers, waiting.size(), null, promise, List.of(), waiting.size(), kinds);
  }

  /** The oldest first: they know since when. */
  private OutageFacts read(String system, List<CaseSummary> waiting, OutageFacts counted) {
    Instant end = clock.instant().plus(READING);
    Map<String, Money> sums = new TreeMap<>();
    Instant since = null;
    int priced = 0;
    List<CaseSummary> oldest =
        waiting.stream().sorted(Comparator.comparing(CaseSummary::since)).limit(MOST_READ).toList();
    for (CaseSummary one : oldest) {
      if (clock.instant().isAfter(end)) {
        break;
      }
      RequestView request = request(one.caseId(), system);
      Block block = request == null ? null : request.block();
      if (request == null || block == null) {
        continue;
      }
      since = since == null || block.since().isBefore(since) ? block.since() : since;
      Money amount = request.money();
      if (amount != null) {
        sums.merge(amount.currency(), amount, Money::plus);
        priced++;
      }
    }
    return new OutageFacts(
        counted.answers(),
        counted.waiting(),
        since,
        counted.promise(),
        List.copyOf(sums.values()),
        counted.waiting() - priced,
        counted.kinds());
  }

  /** The request that waits for the system; null where the case does not say. */
  private @Nullable RequestView request(String caseId, String system) {
    try {
      return cases.view(caseId).requests().stream()
          .filter(request -> isBlockedBy(system, request.block()))
          .findFirst()
          .orElse(null);
    } catch (NoSuchCase | TemporalUnavailable e) {
      return null;
    }
  }

  private static boolean isBlockedBy(String system, @Nullable Block block) {
    return block != null && block.system().equals(system);
  }
}
