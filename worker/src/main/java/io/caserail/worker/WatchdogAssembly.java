package io.caserail.worker;

import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.http.WriteBudget;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskNotes;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.client.CaseClient;
import io.caserail.client.CaseTraces;
import io.caserail.client.SuspectRuns;
import io.caserail.model.FaultDomain;
import io.caserail.port.TaskQueues;
import io.caserail.watchdog.WatchdogWorkflowImpl;
import io.caserail.worker.config.WatchdogConfig;
import io.caserail.worker.config.WatchdogProcessConfig;
import io.caserail.worker.metrics.WorkerMetrics;
import io.caserail.worker.watchdog.CaseWatch;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.InstantSource;

/**
 * The wiring of a watchdog: alone in a process, where it knows Temporal and Zendesk and nothing
 * else, or beside the cases in a worker.
 */
final class WatchdogAssembly implements Wiring {
  private static final int SLOTS = 2;

  private final HttpCalls http;
  private final CaseClient cases;
  private final WorkerFactory factory;

  WatchdogAssembly(
      WatchdogProcessConfig config,
      WorkflowClient temporal,
      WorkerMetrics metrics,
      InstantSource clock) {
    this.http = new HttpCalls(config.http());
    this.cases = new CaseClient(temporal, config.account());
    this.factory = WorkerFactory.newInstance(temporal);
    ZendeskSettings account = config.zendesk().settings();
    Upstream calls =
        new Upstream(
            http,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            clock,
            new WriteBudget(clock, config.zendesk().writesPerMinute()),
            metrics.calls());
    ZendeskClient zendesk =
        new ZendeskClient(calls, new ZendeskTokens(calls, account, clock), account);
    register(
        factory,
        temporal,
        config.account(),
        new ZendeskNotes(zendesk, config.zendesk().fields(), account),
        config.watchdog(),
        metrics,
        clock);
  }

  /** Has the workers of a factory look after the cases, on a queue of their own. */
  static void register(
      WorkerFactory factory,
      WorkflowClient temporal,
      String account,
      ZendeskNotes notes,
      WatchdogConfig config,
      WorkerMetrics metrics,
      InstantSource clock) {
    Worker worker =
        factory.newWorker(
            TaskQueues.WATCHDOG,
            WorkerOptions.newBuilder()
                .setMaxConcurrentWorkflowTaskExecutionSize(SLOTS)
                .setMaxConcurrentActivityExecutionSize(SLOTS)
                .build());
    worker.registerWorkflowImplementationTypes(WatchdogWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new CaseWatch(
            new SuspectRuns(temporal, account),
            new CaseTraces(temporal, account),
            notes::show,
            config.every(),
            config.patience(),
            clock,
            metrics.watchdog(clock)));
  }

  @Override
  public WorkerFactory factory() {
    return factory;
  }

  @Override
  public void begin() {
    cases.ensureWatchdog();
  }

  @Override
  public void close() {
    http.close();
    cases.close();
  }
}
