package io.caserail.worker;

import static java.time.ZoneOffset.UTC;

import io.caserail.activities.http.HttpSettings;
import io.caserail.client.CaseDirectory;
import io.caserail.client.TemporalUnavailable;
import io.caserail.contract.Contracts;
import io.caserail.contract.Flaw;
import io.caserail.contract.LifecycleState;
import io.caserail.model.CaseKind;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.CompanyConfig;
import io.caserail.worker.config.ConfigInvalid;
import io.caserail.worker.config.EasyPostConfig;
import io.caserail.worker.config.StripeConfig;
import io.caserail.worker.config.WatchdogConfig;
import io.caserail.worker.config.WatchdogProcessConfig;
import io.caserail.worker.config.WorkerConfig;
import io.caserail.worker.contract.CodeFacts;
import io.caserail.worker.contract.ContractFiles;
import io.caserail.worker.health.HealthServer;
import io.caserail.worker.metrics.CaseCensus;
import io.caserail.worker.metrics.CaseGauges;
import io.caserail.worker.metrics.PauseGauges;
import io.caserail.worker.metrics.QuarantineGauges;
import io.caserail.worker.metrics.ReconcileGauges;
import io.caserail.worker.metrics.WorkerMetrics;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running worker, or a watchdog in a process of its own. It owns all that it opened, the
 * connection to Temporal included, and several may live in one JVM.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration REACH = Duration.ofSeconds(10);
  private static final Duration READY_CALL = Duration.ofSeconds(2);
  private static final Duration CENSUS_FRESH = Duration.ofSeconds(15);
  private static final Duration PAUSES_FRESH = Duration.ofSeconds(30);
  private static final Duration WATCHDOG_STOPS_WITHIN = Duration.ofSeconds(20);
  private static final int MOST_CASES = 5_000;

  private final WorkerMetrics metrics;
  private final WorkflowClient temporal;
  private final Wiring wiring;
  private final Duration stopWithin;
  private final HealthServer health;
  private volatile boolean stopping;

  private WorkerProcess(
      String host,
      int port,
      Duration stopWithin,
      WorkerMetrics metrics,
      WorkflowClient temporal,
      Wiring wiring,
      InstantSource clock) {
    this.metrics = metrics;
    this.temporal = temporal;
    this.wiring = wiring;
    this.stopWithin = stopWithin;
    CaseDirectory directory = new CaseDirectory(temporal);
    CaseGauges cases =
        metrics.cases(
            () -> CaseCensus.of(directory.list("", MOST_CASES), clock.instant()), CENSUS_FRESH);
    PauseGauges paused = metrics.paused(wiring::paused, PAUSES_FRESH);
    QuarantineGauges quarantined = metrics.quarantine(wiring::quarantined, clock, CENSUS_FRESH);
    ReconcileGauges reconciled = metrics.reconciled(wiring::reconciled, PAUSES_FRESH);
    this.health =
        new HealthServer(
            host,
            port,
            this::unready,
            () -> {
              cases.refresh();
              paused.refresh();
              quarantined.refresh();
              reconciled.refresh();
              return metrics.scrape();
            });
  }

  /**
   * Starts a worker on the Temporal of its configuration.
   *
   * @throws ConfigInvalid when the policy can't be used
   * @throws TemporalUnavailable when Temporal can't be reached within ten seconds
   */
  public static WorkerProcess start(CaserailConfig config) {
    return start(config, TemporalConnector.of(config.temporal()), Clock.systemUTC());
  }

  /**
   * Starts a worker on a connection that the connector opens and the worker closes.
   *
   * @param clock against which sends and approvals grow old
   * @throws ConfigInvalid when the policy can't be used
   * @throws TemporalUnavailable when Temporal can't be reached within ten seconds
   */
  public static WorkerProcess start(
      CaserailConfig config, TemporalConnector connector, InstantSource clock) {
    Policy policy = policy(config);
    Contracts contracts = contracts(config, policy);
    WorkerConfig worker = config.worker();
    WorkerProcess process =
        start(
            worker.host(),
            worker.healthPort(),
            worker.stopWithin(),
            connector,
            clock,
            (temporal, metrics) -> {
              config.kinds().forEach(kind -> metrics.enabled(kind, contracts.allows(kind)));
              config
                  .expires()
                  .forEach((name, day) -> metrics.expires(name, day.atStartOfDay(UTC).toInstant()));
              return new Assembly(config, policy, contracts, temporal, metrics, clock);
            });
    warn(config, policy, contracts);
    log.info(
        "worker started; account={} mode={} trust={} policy={} namespace={} healthPort={}",
        config.account(),
        config.mode(),
        config.trust(),
        policy.refunds().hash(),
        process.temporal.getOptions().getNamespace(),
        process.healthPort());
    return process;
  }

  /**
   * Starts a watchdog alone: it depends on no worker, and knows Temporal and Zendesk only.
   *
   * @throws TemporalUnavailable when Temporal can't be reached within ten seconds
   */
  public static WorkerProcess startWatchdog(WatchdogProcessConfig config) {
    Clock clock = Clock.systemUTC();
    WatchdogConfig watchdog = config.watchdog();
    WorkerProcess process =
        start(
            watchdog.host(),
            watchdog.healthPort(),
            WATCHDOG_STOPS_WITHIN,
            TemporalConnector.of(config.temporal()),
            clock,
            (temporal, metrics) -> new WatchdogAssembly(config, temporal, metrics, clock));
    log.info(
        "watchdog started; account={} namespace={} healthPort={}",
        config.account(),
        process.temporal.getOptions().getNamespace(),
        process.healthPort());
    return process;
  }

  private static WorkerProcess start(
      String host,
      int port,
      Duration stopWithin,
      TemporalConnector connector,
      InstantSource clock,
      BiFunction<WorkflowClient, WorkerMetrics, Wiring> wire) {
    WorkerMetrics metrics = new WorkerMetrics();
    WorkflowClient temporal = connector.connect(metrics.temporal());
    Wiring wiring = null;
    WorkerProcess process = null;
    try {
      reach(temporal);
      new SearchAttributeSetup(temporal).ensure();
      wiring = wire.apply(temporal, metrics);
      process = new WorkerProcess(host, port, stopWithin, metrics, temporal, wiring, clock);
      wiring.factory().start();
      wiring.begin();
      return process;
    } catch (RuntimeException | InterruptedException e) {
      temporal.getWorkflowServiceStubs().shutdownNow();
      if (process != null) {
        process.kill();
      } else {
        if (wiring != null) {
          wiring.close();
        }
        metrics.close();
      }
      if (e instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      Thread.currentThread().interrupt();
      throw new TemporalUnavailable("interrupted while starting", e);
    }
  }

  /**
   * The contracts that a worker of this configuration would go by. Those of a company are held
   * against its policy, too; the ones that are built in say what the built-in policy does, and
   * switch nothing off because of another one: see {@link #differences}.
   *
   * @throws ConfigInvalid when there is no such folder
   */
  public static Contracts contracts(CaserailConfig config, Policy policy) {
    return config.contracts() == null
        ? ContractFiles.builtIn()
        : ContractFiles.load(config.contracts(), CodeFacts.under(policy));
  }

  /**
   * Where the contracts that are built in don't say what the policy does; nothing where a company
   * has its own, of which that is a flaw.
   */
  public static List<Flaw> differences(CaserailConfig config, Policy policy) {
    return config.contracts() == null
        ? ContractFiles.load(null, CodeFacts.under(policy)).flaws()
        : List.of();
  }

  private static void warn(CaserailConfig config, Policy policy, Contracts contracts) {
    differences(config, policy)
        .forEach(
            flaw ->
                log.warn(
                    "the policy differs from the contract that is built in, which disables nothing;"
                        + " flaw={}",
                    flaw));
    contracts.flaws().forEach(flaw -> log.warn("contract not in order; flaw={}", flaw));
    for (CaseKind kind : config.kinds()) {
      if (!contracts.allows(kind)) {
        log.error(
            "kind of case is disabled: new requests are turned down, open cases go on; kind={}"
                + " contract={}",
            kind,
            LifecycleState.of(kind).word());
      }
    }
  }

  /** The policy that a worker of this configuration would have. */
  public static Policy policy(CaserailConfig config) {
    Policy policy =
        PolicyFile.inForce(config.policy(), config.directory(), config.zendesk().groups());
    LostAnswers.problem(policy, config)
        .ifPresent(
            problem -> {
              throw new ConfigInvalid("the policy", List.of(problem));
            });
    requireShorter("http.call", config.http(), policy);
    CompanyConfig company = config.company();
    if (company != null) {
      requireShorter("company.http.call", company.http(), policy);
      requireWithin("company.pollAfter", company.settings().pollAfter(), policy);
    }
    EasyPostConfig easypost = config.easypost();
    if (easypost != null) {
      requireWithin("easypost.pollAfter", easypost.settings().pollAfter(), policy);
    }
    StripeConfig stripe = config.stripe();
    requireWithin("stripe.pollAfter", stripe.settings().pollAfter(), policy);
    requireWithin("stripe.billing.pollAfter", stripe.billing().settings().pollAfter(), policy);
    requireWithin("stripe.identity.pollAfter", stripe.identity().settings().pollAfter(), policy);
    return policy;
  }

  /** A wait whose next look would come after its end is begun anew at once, again and again. */
  private static void requireWithin(String key, Duration pollAfter, Policy policy) {
    if (policy.refunds().waits().longest().compareTo(pollAfter) <= 0) {
      throw new ConfigInvalid(
          "caserail.yaml",
          List.of(
              key
                  + ": is not below waits.longest of the policy, so that a wait would end before"
                  + " its next look; lower it"));
    }
  }

  private static void requireShorter(String key, HttpSettings http, Policy policy) {
    if (policy.refunds().waits().attempt().compareTo(http.call()) < 0) {
      throw new ConfigInvalid(
          "caserail.yaml",
          List.of(
              key
                  + ": is longer than waits.attempt of the policy, so that an attempt would end"
                  + " before its call; lower it"));
    }
  }

  /** The port of {@code /healthz}, {@code /readyz} and {@code /metrics}. */
  public int healthPort() {
    return health.port();
  }

  /** Why it can't work now, in a clause; empty when it can. */
  public String unready() {
    if (stopping) {
      return "stopping";
    }
    if (!wiring.factory().isStarted() || wiring.factory().isShutdown()) {
      return "the workers do not poll";
    }
    try {
      askNamespace(temporal, READY_CALL);
      return "";
    } catch (StatusRuntimeException e) {
      return "Temporal does not answer: " + e.getStatus().getCode();
    }
  }

  /**
   * Stops gracefully: takes no more work, lets what is under way finish within the configured time,
   * and closes everything. What does not finish is tried again by another worker.
   */
  @Override
  public void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    wiring.factory().shutdown();
    wiring.factory().awaitTermination(stopWithin.toMillis(), TimeUnit.MILLISECONDS);
    if (!wiring.factory().isTerminated()) {
      log.warn("stopped with work under way; another worker will try it again");
      wiring.factory().shutdownNow();
    }
    temporal.getWorkflowServiceStubs().shutdown();
    closeRest();
    log.info("worker stopped");
  }

  /**
   * Dies: not a word reaches Temporal any more, as if the process had been killed. For trials of
   * what happens then.
   */
  public void kill() {
    if (stopping) {
      return;
    }
    stopping = true;
    WorkflowServiceStubs stubs = temporal.getWorkflowServiceStubs();
    stubs.shutdownNow();
    wiring.factory().shutdownNow();
    closeRest();
  }

  private void closeRest() {
    health.close();
    wiring.close();
    metrics.close();
  }

  private static void reach(WorkflowClient temporal) {
    try {
      temporal.getWorkflowServiceStubs().connect(REACH);
      askNamespace(temporal, REACH);
    } catch (RuntimeException e) {
      throw new TemporalUnavailable(
          "Temporal can't be reached at "
              + temporal.getWorkflowServiceStubs().getOptions().getTarget()
              + ", namespace "
              + temporal.getOptions().getNamespace()
              + "; is it running, and is the address right?",
          e);
    }
  }

  private static void askNamespace(WorkflowClient temporal, Duration within) {
    var unused =
        temporal
            .getWorkflowServiceStubs()
            .blockingStub()
            .withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS)
            .describeNamespace(
                DescribeNamespaceRequest.newBuilder()
                    .setNamespace(temporal.getOptions().getNamespace())
                    .build());
  }
}
