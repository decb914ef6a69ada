package io.caserail.worker.metrics;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.SweepWatch;
import io.caserail.client.QuarantineSummary;
import io.caserail.model.CaseKind;
import io.caserail.port.TicketActivities;
import io.caserail.reconcile.ReconcileRequest;
import io.caserail.worker.authority.Paused;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters of one worker. Each worker has a registry of its own, so that several can live in one
 * process.
 *
 * <pre>
 * caserail_upstream_calls_seconds{system, endpoint, result}   calls to vendors
 * caserail_answers_total{question, verdict}                   the authority's answers
 * caserail_verdicts_total{decision, verdict}                  decisions that reached a case
 * caserail_found_total{what, source}                          requests and news, by who brought them
 * caserail_sweep_seen_seconds{system}                         up to when the sweep has seen, Unix time
 * caserail_command_unread_seconds                             for how long a command has stood in a ticket
 * caserail_cases{kind, status}                                open cases
 * caserail_cases_blocked{fault_domain}                        open cases that wait, by whose fault
 * caserail_oldest_case_seconds{status}                        age of the oldest open case
 * caserail_upstream_waiting{system}                           open cases that wait for it
 * caserail_upstream_away_seconds{system}                      how long; 0 without an outage
 * caserail_cases_late                                         open cases past their due time
 * caserail_cases_read                                         1 when the last look at them succeeded
 * caserail_kind_enabled{kind}                                 0 while its contract is not in order
 * caserail_quarantine_open{source}                            events that wait for a person
 * caserail_quarantine_oldest_seconds{source}                  age of the oldest of them
 * caserail_quarantine_escalated{source}                       those that nobody decided in time
 * caserail_reconciled_due_seconds                             when the next day is to be compared, Unix time
 * caserail_reconciled_incomplete                              states of the last day without a proof
 * caserail_reconciled_handed{state}                           what the last day has handed to people
 * caserail_reconciled_untold{state}                           what it could tell nobody, for want of a ticket
 * caserail_paused{kind, by}                                   1 for each kind of case that is paused
 * caserail_watchdog_looked_seconds                            when it has looked last, Unix time
 * caserail_watchdog_found{finding}                            what it found then
 * caserail_credential_expires_seconds{credential}             when that is, Unix time
 * caserail_view_unwritten_seconds                             how long a ticket's view is not written
 * temporal_*                                                  the SDK's own
 * </pre>
 */
public final class WorkerMetrics implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerMetrics.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Scope temporal =
      new RootScopeBuilder()
          .reporter(new MicrometerClientStatsReporter(registry))
          .reportEvery(com.uber.m3.util.Duration.ofSeconds(10));

  private final SweepGauges sweeps = new SweepGauges(registry, Clock.systemUTC());

  public WorkerMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
  }

  /** Where the SDK reports to. */
  public Scope temporal() {
    return temporal;
  }

  /** Hears of each call to a vendor. */
  public CallWatch calls() {
    return (system, endpoint, result, took) ->
        registry
            .timer(
                "caserail.upstream.calls", "system", system, "endpoint", endpoint, "result", result)
            .record(took);
  }

  /**
   * Hears of each look of the sweep at a system.
   *
   * @param started since when this process looks: one that never succeeds must show too, or nobody
   *     is called after a restart
   */
  public SweepWatch sweeps(String system, Instant started) {
    sweeps.seen(system, started);
    return sweeps;
  }

  /** The same tickets; what they don't take is seen. */
  public TicketActivities watched(TicketActivities tickets, InstantSource clock) {
    return new UnwrittenViews(tickets, registry, clock);
  }

  /** Counts an answer of the authority. */
  public void answered(String question, String verdict) {
    registry.counter("caserail.answers", "question", question, "verdict", verdict).increment();
  }

  /** How long cases have waited for a system; 0 when it has no outage. */
  public void away(String system, Supplier<Number> seconds) {
    Gauge.builder("caserail.upstream.away", seconds)
        .baseUnit("seconds")
        .tag("system", system)
        .strongReference(true)
        .register(registry);
  }

  /** Says whether cases of a kind may be asked for. */
  public void enabled(CaseKind kind, boolean enabled) {
    Gauge.builder("caserail.kind.enabled", () -> enabled ? 1 : 0)
        .tag("kind", kind.name())
        .register(registry);
  }

  /** Says when a credential is no good any more. */
  public void expires(String credential, Instant at) {
    TimeGauge.builder("caserail.credential.expires", at::getEpochSecond, TimeUnit.SECONDS)
        .tag("credential", credential)
        .strongReference(true)
        .register(registry);
  }

  /** The gauges of open cases, refreshed when somebody reads them and they are older than this. */
  public CaseGauges cases(Supplier<CaseCensus> census, Duration freshFor) {
    return new CaseGauges(registry, census, freshFor);
  }

  /** The gauges of quarantined events, refreshed like that. */
  public QuarantineGauges quarantine(
      Supplier<List<QuarantineSummary>> entries, InstantSource clock, Duration freshFor) {
    return new QuarantineGauges(registry, entries, clock, freshFor);
  }

  /** The gauge of what is paused, refreshed like that. */
  public PauseGauges paused(Supplier<List<Paused>> pauses, Duration freshFor) {
    return new PauseGauges(registry, pauses, freshFor);
  }

  /** The gauges of the daily comparison, refreshed like that. */
  public ReconcileGauges reconciled(
      Supplier<Optional<ReconcileRequest>> reconciled, Duration freshFor) {
    return new ReconcileGauges(registry, reconciled, freshFor);
  }

  /** What the watchdog finds here. */
  public WatchdogGauges watchdog(InstantSource clock) {
    return new WatchdogGauges(registry, clock);
  }

  /** Everything, as Prometheus reads it. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    try {
      temporal.close();
    } catch (ScopeCloseException e) {
      log.warn("the SDK's metrics did not close", e);
    }
    registry.close();
  }
}
