package io.caserail.worker;

import io.caserail.activities.change.ChangeRecord;
import io.caserail.activities.easypost.EasyPostClient;
import io.caserail.activities.easypost.EasyPostFulfilment;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Probe;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.http.WriteBudget;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.rest.RestAccess;
import io.caserail.activities.rest.RestAccounts;
import io.caserail.activities.rest.RestChanges;
import io.caserail.activities.rest.RestClient;
import io.caserail.activities.rest.RestOrders;
import io.caserail.activities.scim.ScimAccess;
import io.caserail.activities.scim.ScimClient;
import io.caserail.activities.stripe.Brake;
import io.caserail.activities.stripe.StripeBilling;
import io.caserail.activities.stripe.StripeClient;
import io.caserail.activities.stripe.StripeIdentity;
import io.caserail.activities.stripe.StripePayments;
import io.caserail.activities.stripe.StripeRefundTruth;
import io.caserail.activities.stripe.StripeSessionTruth;
import io.caserail.activities.stripe.StripeSessions;
import io.caserail.activities.stripe.StripeSubscriptionTruth;
import io.caserail.activities.stripe.StripeSweep;
import io.caserail.activities.truth.TruthSource;
import io.caserail.activities.zendesk.ControlTicket;
import io.caserail.activities.zendesk.ShownStates;
import io.caserail.activities.zendesk.TicketProofs;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskFacts;
import io.caserail.activities.zendesk.ZendeskNotes;
import io.caserail.activities.zendesk.ZendeskOutages;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.activities.zendesk.ZendeskStaff;
import io.caserail.activities.zendesk.ZendeskSweep;
import io.caserail.activities.zendesk.ZendeskTickets;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.cancellation.CancellationWorkflowImpl;
import io.caserail.client.CaseClient;
import io.caserail.client.CaseDirectory;
import io.caserail.client.CaseTraces;
import io.caserail.client.OutageClient;
import io.caserail.client.QuarantineSummary;
import io.caserail.contract.Contracts;
import io.caserail.contract.LifecycleState;
import io.caserail.hints.HintsWorkflowImpl;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.TicketId;
import io.caserail.outage.OutageRequest;
import io.caserail.outage.OutageWorkflowImpl;
import io.caserail.port.Authority;
import io.caserail.port.Clearance;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Origin;
import io.caserail.port.OutageRules;
import io.caserail.port.SessionFacts;
import io.caserail.port.ShipmentFacts;
import io.caserail.port.TaskQueues;
import io.caserail.port.Tracked;
import io.caserail.quarantine.QuarantineWorkflowImpl;
import io.caserail.reconcile.ReconcileDayWorkflowImpl;
import io.caserail.reconcile.ReconcileRequest;
import io.caserail.reconcile.ReconcileWorkflowImpl;
import io.caserail.refund.RefundWorkflowImpl;
import io.caserail.settlement.SettlementWorkflowImpl;
import io.caserail.sweep.SweepWorkflowImpl;
import io.caserail.tracking.FactsWorkflowImpl;
import io.caserail.verification.VerificationWorkflowImpl;
import io.caserail.worker.assertion.IdTokens;
import io.caserail.worker.assertion.SignedPeople;
import io.caserail.worker.audit.AuditSink;
import io.caserail.worker.audit.AuditedAuthority;
import io.caserail.worker.audit.AuditedChanges;
import io.caserail.worker.audit.AuditedClearance;
import io.caserail.worker.audit.AuditedOutages;
import io.caserail.worker.audit.AuditedQuarantine;
import io.caserail.worker.audit.AuditedSends;
import io.caserail.worker.audit.AuditedTickets;
import io.caserail.worker.audit.ControlRecord;
import io.caserail.worker.audit.ProofLine;
import io.caserail.worker.authority.AssertionTest;
import io.caserail.worker.authority.CancelledObjects;
import io.caserail.worker.authority.ChangeTest;
import io.caserail.worker.authority.ContractedAuthority;
import io.caserail.worker.authority.OrderParts;
import io.caserail.worker.authority.OriginEvidence;
import io.caserail.worker.authority.OriginFacts;
import io.caserail.worker.authority.Paused;
import io.caserail.worker.authority.Pauses;
import io.caserail.worker.authority.PolicyAuthority;
import io.caserail.worker.authority.RequestSessions;
import io.caserail.worker.authority.SignedEvidence;
import io.caserail.worker.authority.TicketPauses;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.CompanyConfig;
import io.caserail.worker.config.EasyPostConfig;
import io.caserail.worker.config.OidcConfig;
import io.caserail.worker.config.OutageMacros;
import io.caserail.worker.config.ScimConfig;
import io.caserail.worker.config.StripeConfig;
import io.caserail.worker.contract.KindSwitch;
import io.caserail.worker.messages.MessagesFile;
import io.caserail.worker.metrics.WorkerMetrics;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.reconcile.Reconciliation;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The wiring of a worker, to be read from top to bottom: record, vendors, authority, activities,
 * queues. Nothing runs yet when the constructor returns.
 */
final class Assembly implements Wiring {
  /** Heartbeats say what is certain about a send; one that waits for its turn says it too late. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** They came because Temporal is slow: each is handed on alone, and few side by side. */
  private static final int BUNDLES_AT_ONCE = 4;

  private static final String ZENDESK = "Zendesk";
  private static final int MOST_CASES = 1_000;
  private static final int MOST_QUARANTINED = 5_000;

  private final CaserailConfig config;
  private final Policy policy;
  private final WorkerMetrics metrics;
  private final InstantSource clock;
  private final CaseClient cases;
  private final List<HttpCalls> http = new ArrayList<>();
  private final AuditSink audit;
  private final PersonTags persons;
  private final @Nullable TicketPauses pauses;
  private final Contracts contracts;
  private final Map<Tracked.State, Duration> followed = new EnumMap<>(Tracked.State.class);
  private final PolicyAuthority judge;
  private final OutageClient outages;
  private final OutageBook book;
  private final WorkerFactory factory;
  private @Nullable OriginEvidence cancelled;

  Assembly(
      CaserailConfig config,
      Policy policy,
      Contracts contracts,
      WorkflowClient temporal,
      WorkerMetrics metrics,
      InstantSource clock) {
    this.config = config;
    this.policy = policy;
    this.contracts = contracts;
    this.metrics = metrics;
    this.clock = clock;
    this.audit = new AuditSink(config.audit());
    this.cases = new CaseClient(temporal, config.account());
    this.persons = new PersonTags(config.personKey());
    this.outages = new OutageClient(temporal, cases, config.account());
    Map<String, URI> watched = watched();
    this.book =
        new OutageBook(
            outages,
            watched.keySet(),
            config.outages().perSecond(),
            config.outages().every(),
            clock,
            zone());
    watched.keySet().forEach(system -> metrics.away(system, () -> book.awaySeconds(system)));
    HttpCalls vendors = calls(config.http());

    ZendeskSettings account = config.zendesk().settings();
    Upstream zendeskCalls =
        new Upstream(
            vendors,
            new Failures(ZENDESK, FaultDomain.ZENDESK),
            clock,
            new WriteBudget(clock, config.zendesk().writesPerMinute()),
            metrics.calls());
    ZendeskClient zendesk =
        new ZendeskClient(zendeskCalls, new ZendeskTokens(zendeskCalls, account, clock), account);
    TicketProofs proofs = new TicketProofs(zendesk, config.zendesk().fields(), account, persons);

    ControlRecord controls = new ControlRecord(audit, policy.refunds().hash(), clock);
    this.pauses = PauseDesk.pauses(config, policy, zendesk, clock, controls);
    this.judge =
        new PolicyAuthority(
            policy,
            config.trust(),
            config.zendesk().macros(),
            proofs::commands,
            this::paidFor,
            new AssertionTest(policy, config.account(), signed(zendesk)),
            pauses == null ? Pauses.NONE : pauses,
            clock);
    KindSwitch kinds = new KindSwitch(contracts);
    Authority authority =
        new AuditedAuthority(
            new ContractedAuthority(judge, kinds), audit, clock, metrics::answered);

    SweepHints hints = new SweepHints(cases);
    ZendeskTickets tickets =
        new ZendeskTickets(
            zendesk,
            config.zendesk().fields(),
            proofs,
            authority,
            MessagesFile.load(config.messages()),
            hints,
            book::about);
    CaseDirectory directory = new CaseDirectory(temporal);
    ZendeskSweep sweep =
        new ZendeskSweep(
            zendesk,
            config.zendesk().fields(),
            account,
            hints,
            () -> openTickets(directory),
            config.sweepEvery(),
            clock,
            metrics.sweeps(ZENDESK, clock.instant()));

    Upstream stripeCalls = upstream(vendors, "Stripe");
    StripeClient stripe = new StripeClient(stripeCalls, config.stripe().settings());
    ZendeskNotes notes = new ZendeskNotes(zendesk, config.zendesk().fields(), account);
    StripeSweep events =
        new StripeSweep(
            stripe,
            new SweptNews(
                cases,
                new ForeignNotes(directory, contracts, notes::show, config.account()),
                config.quarantine(),
                clock),
            config.sweepEvery(),
            clock,
            metrics.sweeps("Stripe", clock.instant()),
            config.stripe().settings().live());
    StripePayments payments =
        new StripePayments(
            stripe,
            authority,
            persons,
            clock,
            config.stripe().settings(),
            new AuditedSends(audit, policy.refunds().hash(), clock),
            pauses == null ? Brake.WHILE_HIGH : pauses);

    this.factory = WorkerFactory.newInstance(temporal);
    int slots = config.worker().slots();

    Worker caseWorker = factory.newWorker(TaskQueues.CASES, options(slots).build());
    caseWorker.registerWorkflowImplementationTypes(
        RefundWorkflowImpl.class,
        SettlementWorkflowImpl.class,
        SweepWorkflowImpl.class,
        OutageWorkflowImpl.class,
        QuarantineWorkflowImpl.class,
        FactsWorkflowImpl.class,
        HintsWorkflowImpl.class);
    factory
        .newWorker(TaskQueues.HINTS, options(BUNDLES_AT_ONCE).build())
        .registerActivitiesImplementations(new HintActivitiesImpl(cases));
    caseWorker.registerActivitiesImplementations(
        new CaseActivitiesImpl(cases, authority),
        new DueRefundActivitiesImpl(cases, kinds),
        new OutageActivitiesImpl(
            directory, cases, outages, new Probe(vendors), watched, clock, words(zendesk)),
        new AuditedQuarantine(audit, policy.refunds().hash(), clock));
    caseWorker.registerWorkflowImplementationTypes(
        ReconcileWorkflowImpl.class, ReconcileDayWorkflowImpl.class);
    ShownStates shown = new ShownStates(zendesk, config.zendesk().fields(), account);
    caseWorker.registerActivitiesImplementations(
        new Reconciliation(
            config.account(),
            truths(stripe, stripeCalls),
            contracts,
            new TicketsAndCases(
                cases,
                directory,
                new CaseTraces(temporal, config.account()),
                shown::of,
                shown::hasEndedAfterFailure,
                notes::show,
                new ForeignNotes(directory, contracts, notes::show, config.account())),
            proof -> audit.append(ProofLine.of(proof, clock.instant())),
            policy.refunds().hash(),
            zone(),
            config.reconciliation().lookAgainAfter(),
            clock));

    Worker ticketWorker = factory.newWorker(TaskQueues.TICKETS, options(slots).build());
    ticketWorker.registerActivitiesImplementations(
        new TrackingTickets(
            metrics.watched(
                new AuditedTickets(tickets, audit, policy.refunds().hash(), clock), clock),
            followed::get,
            policy.refunds().zone(),
            cases::track),
        new ZendeskFacts(zendesk, config.zendesk().fields(), account, config.zendesk().facts()),
        sweep,
        new AuditedOutages(new ZendeskOutages(zendesk, account), controls));

    if (config.watchdog().withWorkers()) {
      WatchdogAssembly.register(
          factory, temporal, config.account(), notes, config.watchdog(), metrics, clock);
    }

    double refundsPerSecond = config.stripe().refundsPerSecond();
    worker(TaskQueues.PAYMENTS, refundsPerSecond)
        .registerActivitiesImplementations(payments, events);
    follow(Tracked.State.RISK, "Stripe", refundsPerSecond, payments::riskOf);

    CompanyConfig company = config.company();
    if (company != null) {
      RestClient shop =
          new RestClient(
              upstream(calls(company.http()), company.settings().system()), company.settings());
      Worker companyWorker = worker(TaskQueues.COMPANY, company.callsPerSecond());
      EasyPostConfig easypost = config.easypost();
      if (config.connects(CaseKind.CANCELLATION) && easypost != null) {
        caseWorker.registerWorkflowImplementationTypes(CancellationWorkflowImpl.class);
        connectCancellations(companyWorker, shop, company, easypost, vendors, stripeCalls);
      }
      if (config.connects(CaseKind.VERIFICATION)) {
        caseWorker.registerWorkflowImplementationTypes(VerificationWorkflowImpl.class);
        connectVerifications(companyWorker, shop, stripeCalls);
      }
    }
  }

  /** Whose word counts, for each state that is compared: those whose cases are connected. */
  private Map<LifecycleState, TruthSource> truths(StripeClient stripe, Upstream stripeCalls) {
    boolean live = config.stripe().settings().live();
    Map<LifecycleState, TruthSource> truths = new EnumMap<>(LifecycleState.class);
    truths.put(LifecycleState.BILLING, new StripeRefundTruth(stripe, config.account(), live));
    if (config.connects(CaseKind.CANCELLATION)) {
      StripeClient billing = new StripeClient(stripeCalls, config.stripe().billing().settings());
      truths.put(
          LifecycleState.CANCELLATION,
          new StripeSubscriptionTruth(stripe, billing, config.account(), live));
    }
    if (config.connects(CaseKind.VERIFICATION)) {
      StripeClient identity = new StripeClient(stripeCalls, config.stripe().identity().settings());
      truths.put(
          LifecycleState.VERIFICATION,
          new StripeSessionTruth(stripe, identity, config.account(), live));
    }
    return truths;
  }

  /** What cancellations change: orders, subscriptions, labels, and what customers may use. */
  private void connectCancellations(
      Worker companyWorker,
      RestClient shop,
      CompanyConfig company,
      EasyPostConfig easypost,
      HttpCalls vendors,
      Upstream stripeCalls) {
    RestOrders orders = new RestOrders(shop, changes(shop, cancels(ChangeTest.ITSELF)), persons);
    companyWorker.registerActivitiesImplementations(orders);

    StripeConfig.Use billing = config.stripe().billing();
    OrderParts parts = new OrderParts(id -> orders.lookUpOrder(new LookUpRequest(id)));
    StripeBilling subscriptions =
        new StripeBilling(
            new StripeClient(stripeCalls, billing.settings()),
            cancels(parts.subscription()),
            record(),
            persons,
            clock,
            billing.settings());
    this.cancelled = new CancelledObjects(orders, subscriptions);
    worker(TaskQueues.BILLING, billing.callsPerSecond())
        .registerActivitiesImplementations(subscriptions);

    EasyPostClient parcels = new EasyPostClient(upstream(vendors, "EasyPost"), easypost.settings());
    EasyPostFulfilment fulfilment =
        new EasyPostFulfilment(
            parcels, cancels(parts.shipment()), record(), clock, easypost.settings());
    worker(TaskQueues.FULFILMENT, easypost.callsPerSecond())
        .registerActivitiesImplementations(fulfilment);
    follow(
        Tracked.State.SHIPMENT,
        "EasyPost",
        easypost.callsPerSecond(),
        id -> words(fulfilment.lookUpShipment(new LookUpRequest(new ObjectId(id)))));

    Clearance access =
        cancels(parts.access(id -> subscriptions.lookUpSubscription(new LookUpRequest(id))));
    ScimConfig scim = config.scim();
    if (scim == null) {
      worker(TaskQueues.ACCESS, company.callsPerSecond())
          .registerActivitiesImplementations(new RestAccess(changes(shop, access)));
    } else {
      ScimClient users = new ScimClient(upstream(vendors, scim.name()), scim.settings());
      ScimAccess entitlements = new ScimAccess(users, access, record(), clock, scim.settings());
      worker(TaskQueues.ACCESS, scim.callsPerSecond())
          .registerActivitiesImplementations(entitlements);
      follow(Tracked.State.ENTITLEMENT, scim.name(), scim.callsPerSecond(), entitlements::stateOf);
    }
  }

  /** What verifications change: sessions at the provider, and accounts. */
  private void connectVerifications(Worker companyWorker, RestClient shop, Upstream stripeCalls) {
    StripeConfig.Use use = config.stripe().identity();
    StripeClient stripe = new StripeClient(stripeCalls, use.settings());
    RequestSessions opened =
        new RequestSessions(
            new StripeSessions(stripe)::openedBy, policy.verifications().reviewAlways());
    StripeIdentity identity =
        new StripeIdentity(stripe, verifies(opened.session()), record(), clock, use.settings());
    worker(TaskQueues.IDENTITY, use.callsPerSecond()).registerActivitiesImplementations(identity);
    follow(
        Tracked.State.IDENTITY,
        "Stripe",
        use.callsPerSecond(),
        session -> words(identity.readSession(session)));

    companyWorker.registerActivitiesImplementations(
        new RestAccounts(
            shop, changes(shop, verifies(opened.account())), persons, links(identity)));
  }

  /**
   * Has a state looked at, beside what is to be done in its system and at half the pace of that: it
   * is shown where there is a field for it and a contract in order.
   */
  private void follow(
      Tracked.State state, String system, double callsPerSecond, Function<String, String> look) {
    worker(state.queue(), callsPerSecond / 2)
        .registerActivitiesImplementations(
            new FactActivitiesImpl(system, look, cases::isOpen, clock));
    if (config.zendesk().facts() > 0) {
      contracts
          .of(LifecycleState.valueOf(state.name()))
          .ifPresent(contract -> followed.put(state, contract.acceptableDelay()));
    }
  }

  private static String words(ShipmentFacts shipment) {
    if (!shipment.found()) {
      return "no such parcel";
    }
    return switch (shipment.stage()) {
      case LABEL -> "not with the carrier yet";
      case VOID -> "its label is void or asked back";
      case MOVING -> "with the carrier";
      case DELIVERED -> "delivered";
      case RETURNING -> "coming back";
      case UNKNOWN -> "the carrier does not say where it is";
    };
  }

  private static String words(SessionFacts session) {
    return switch (session.state()) {
      case OPEN -> "the customer has not finished";
      case CHECKING -> "being checked";
      case VERIFIED -> "verified";
      case FAILED -> "the last try failed";
      case CLOSED -> "closed without a verdict";
      case REDACTED -> "erased";
    };
  }

  /** The only way of a link: from the provider into the account system's request. */
  private static Function<String, Secret> links(StripeIdentity identity) {
    return session ->
        identity
            .linkOf(session)
            .orElseThrow(
                () ->
                    new Failures("Stripe", FaultDomain.UPSTREAM)
                        .notFound("the session takes no input any more", session));
  }

  /** Who signs decisions by command line; null where nobody does. */
  private @Nullable SignedEvidence signed(ZendeskClient zendesk) {
    OidcConfig oidc = config.oidc();
    return oidc == null
        ? null
        : new SignedPeople(new IdTokens(oidc, clock), new ZendeskStaff(zendesk, persons)::find);
  }

  /** What leads say in an outage's ticket; null where no macro is named for it. */
  private @Nullable OutageWords words(ZendeskClient zendesk) {
    OutageMacros macros = config.zendesk().outages();
    String ourselves = config.zendesk().settings().integrationUser();
    return macros == null
        ? null
        : new OutageWords(
            outages,
            macros,
            ticket -> ControlTicket.ofOutage(zendesk, persons, ticket, ourselves),
            policy,
            clock);
  }

  /** What a refund is said to follow from; the systems of cancellations are wired after this. */
  private @Nullable OriginFacts paidFor(Origin origin) {
    OriginEvidence known = cancelled;
    return known == null ? null : known.read(origin);
  }

  private Clearance cancels(ChangeTest test) {
    return onRecord(judge.changes(CaseKind.CANCELLATION, test));
  }

  private Clearance verifies(ChangeTest test) {
    return onRecord(judge.changes(CaseKind.VERIFICATION, test));
  }

  private Clearance onRecord(Clearance clearance) {
    return new AuditedClearance(
        clearance, audit, policy.refunds().hash(), clock, metrics::answered);
  }

  private ChangeRecord record() {
    return new AuditedChanges(audit, policy.refunds().hash(), clock);
  }

  private RestChanges changes(RestClient shop, Clearance clearance) {
    return new RestChanges(shop, clearance, record(), clock);
  }

  /** The tickets of the account's cases that are open. */
  private List<TicketId> openTickets(CaseDirectory all) {
    List<String> ours =
        Stream.of(CaseKind.values()).map(kind -> kind.workflowIds(config.account())).toList();
    return all.list("", MOST_CASES).stream()
        .filter(one -> ours.stream().anyMatch(one.caseId()::startsWith))
        .flatMap(one -> one.tickets().stream())
        .distinct()
        .map(TicketId::new)
        .toList();
  }

  private HttpCalls calls(HttpSettings settings) {
    HttpCalls calls = new HttpCalls(settings);
    http.add(calls);
    return calls;
  }

  private Upstream upstream(HttpCalls calls, String system) {
    return new Upstream(
        calls, new Failures(system, FaultDomain.UPSTREAM), clock, null, metrics.calls(), book);
  }

  /** The addresses of the upstreams that cases can wait for. */
  private Map<String, URI> watched() {
    Map<String, URI> systems = new LinkedHashMap<>();
    systems.put(ZENDESK, config.zendesk().settings().base());
    systems.put("Stripe", config.stripe().settings().base());
    CompanyConfig company = config.company();
    if (company != null) {
      systems.put(company.settings().system(), company.settings().base());
    }
    EasyPostConfig easypost = config.easypost();
    if (easypost != null) {
      systems.put("EasyPost", easypost.settings().base());
    }
    ScimConfig scim = config.scim();
    if (scim != null) {
      systems.put(scim.name(), scim.settings().base());
    }
    return systems;
  }

  /** Watches each upstream, where nobody does yet; what is written to tickets is never held. */
  private void watchOutages() {
    OutageRules rules = config.outages().rules(policy.refunds().zone());
    for (String system : watched().keySet()) {
      outages.ensure(
          new OutageRequest(
              system, !system.equals(ZENDESK), rules, null, config.zendesk().outages() != null));
    }
    book.start();
  }

  private ZoneId zone() {
    return ZoneId.of(policy.refunds().zone());
  }

  /** Work for one system, handed out by Temporal at its pace. */
  private Worker worker(String queue, double perSecond) {
    return factory.newWorker(
        queue,
        options(config.worker().slots()).setMaxTaskQueueActivitiesPerSecond(perSecond).build());
  }

  private static WorkerOptions.Builder options(int slots) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentWorkflowTaskExecutionSize(slots)
        .setMaxConcurrentActivityExecutionSize(slots)
        .setMaxHeartbeatThrottleInterval(HEARTBEAT)
        .setDefaultHeartbeatThrottleInterval(HEARTBEAT);
  }

  @Override
  public List<Paused> paused() {
    return pauses == null ? List.of() : pauses.paused();
  }

  @Override
  public List<QuarantineSummary> quarantined() {
    return cases.quarantine().list(MOST_QUARANTINED);
  }

  @Override
  public Optional<ReconcileRequest> reconciled() {
    return config.reconciliation().at() == null ? Optional.empty() : cases.reconciliation();
  }

  @Override
  public WorkerFactory factory() {
    return factory;
  }

  @Override
  public void begin() {
    cases.ensureSweep();
    LocalTime hour = config.reconciliation().at();
    if (hour == null) {
      cases.endReconciliation();
    } else {
      cases.ensureReconciliation(LocalDate.ofInstant(clock.instant(), zone()), hour, zone());
    }
    if (config.watchdog().withWorkers()) {
      cases.ensureWatchdog();
    }
    watchOutages();
  }

  @Override
  public void close() {
    book.close();
    http.forEach(HttpCalls::close);
    cases.close();
    audit.close();
  }
}
