package io.caserail.worker;

import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.http.WriteBudget;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.stripe.StripeClient;
import io.caserail.activities.stripe.StripePayments;
import io.caserail.activities.stripe.StripeSweep;
import io.caserail.activities.zendesk.TicketProofs;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.activities.zendesk.ZendeskSweep;
import io.caserail.activities.zendesk.ZendeskTickets;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.cancellation.CancellationWorkflowImpl;
import io.caserail.client.CaseClient;
import io.caserail.model.FaultDomain;
import io.caserail.port.Authority;
import io.caserail.port.TaskQueues;
import io.caserail.quarantine.QuarantineWorkflowImpl;
import io.caserail.refund.RefundWorkflowImpl;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.caserail.sweep.SweepWorkflowImpl;
import io.caserail.verification.VerificationWorkflowImpl;
import io.caserail.worker.audit.AuditSink;
import io.caserail.worker.audit.AuditedAuthority;
import io.caserail.worker.audit.AuditedSends;
import io.caserail.worker.authority.PolicyAuthority;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.metrics.WorkerMetrics;
import io.caserail.worker.policy.Policy;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The wiring of a worker, to be read from top to bottom: record, vendors, authority, activities,
 * queues. Nothing runs yet when the constructor returns.
 */
final class Assembly implements AutoCloseable {
  /** Heartbeats say what is certain about a send; one that waits for its turn says it too late. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final CaseClient cases;
  private final HttpCalls http;
  private final AuditSink audit;
  private final WorkerFactory factory;

  Assembly(
      CaserailConfig config,
      Policy policy,
      WorkflowClient temporal,
      WorkerMetrics metrics,
      InstantSource clock) {
    this.audit = new AuditSink(config.audit());
    this.cases = new CaseClient(temporal, config.account());
    this.http = new HttpCalls(config.http());
    PersonTags persons = new PersonTags(config.personKey());

    ZendeskSettings account = config.zendesk().settings();
    Upstream zendeskCalls =
        new Upstream(
            http,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            clock,
            new WriteBudget(clock, config.zendesk().writesPerMinute()),
            metrics.calls());
    ZendeskClient zendesk =
        new ZendeskClient(zendeskCalls, new ZendeskTokens(zendeskCalls, account, clock), account);
    TicketProofs proofs = new TicketProofs(zendesk, config.zendesk().fields(), account, persons);

    Authority authority =
        new AuditedAuthority(
            new PolicyAuthority(
                policy, config.trust(), config.zendesk().macros(), proofs::commands, null, clock),
            audit,
            clock,
            metrics::answered);

    SweepHints hints = new SweepHints(cases);
    ZendeskTickets tickets =
        new ZendeskTickets(zendesk, config.zendesk().fields(), proofs, authority, hints);
    ZendeskSweep sweep =
        new ZendeskSweep(zendesk, config.zendesk().fields(), account, hints, clock);

    Upstream stripeCalls =
        new Upstream(
            http, new Failures("Stripe", FaultDomain.UPSTREAM), clock, null, metrics.calls());
    StripeClient stripe = new StripeClient(stripeCalls, config.stripe().settings());
    StripeSweep failures =
        new StripeSweep(stripe, cases::wakeOrStart, clock, config.stripe().settings().live());
    StripePayments payments =
        new StripePayments(
            stripe,
            authority,
            persons,
            clock,
            config.stripe().settings(),
            new AuditedSends(audit, policy.refunds().hash(), clock));

    this.factory = WorkerFactory.newInstance(temporal);
    int slots = config.worker().slots();

    Worker caseWorker = factory.newWorker(TaskQueues.CASES, options(slots).build());
    caseWorker.registerWorkflowImplementationTypes(
        RefundWorkflowImpl.class,
        SettlementWorkflowImpl.class,
        SweepWorkflowImpl.class,
        QuarantineWorkflowImpl.class,
        CancellationWorkflowImpl.class,
        VerificationWorkflowImpl.class);
    caseWorker.registerActivitiesImplementations(
        new CaseActivitiesImpl(cases, authority), new DueRefundActivitiesImpl(cases));

    Worker ticketWorker = factory.newWorker(TaskQueues.TICKETS, options(slots).build());
    ticketWorker.registerActivitiesImplementations(tickets, sweep);

    Worker paymentWorker =
        factory.newWorker(
            TaskQueues.PAYMENTS,
            options(slots)
                .setMaxTaskQueueActivitiesPerSecond(config.stripe().refundsPerSecond())
                .build());
    paymentWorker.registerActivitiesImplementations(payments, failures);
  }

  private static WorkerOptions.Builder options(int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentWorkflowTaskExecutionSize(slots)
        .setMaxConcurrentActivityExecutionSize(slots)
        .setMaxHeartbeatThrottleInterval(HEARTBEAT)
        .setDefaultHeartbeatThrottleInterval(HEARTBEAT);
  }

  CaseClient cases() {
    return cases;
  }

  WorkerFactory factory() {
    return factory;
  }

  /** Closes what the wiring opened; the factory is stopped before. */
  @Override
  public void close() {
    http.close();
    cases.close();
    audit.close();
  }
}
