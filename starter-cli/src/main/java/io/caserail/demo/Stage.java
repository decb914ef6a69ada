package io.caserail.demo;

import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.client.CaseDirectory;
import io.caserail.contract.Contracts;
import io.caserail.demo.StageConfig.Tempo;
import io.caserail.display.SearchKeys;
import io.caserail.gateway.CaseInbox;
import io.caserail.gateway.DeliveryLog;
import io.caserail.gateway.Gateway;
import io.caserail.gateway.GatewaySettings;
import io.caserail.gateway.Keyring;
import io.caserail.gateway.QuarantineSettings;
import io.caserail.gateway.ReplayWorker;
import io.caserail.gateway.TemporalInbox;
import io.caserail.gateway.Terms;
import io.caserail.gateway.Trusted;
import io.caserail.gateway.WebhookSecret;
import io.caserail.model.ObjectId;
import io.caserail.sandbox.Sandbox;
import io.caserail.sandbox.SandboxConfig;
import io.caserail.sandbox.stripe.PaymentBuilder;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.temporal.TemporalGate;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.sandbox.zendesk.TicketView;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskLimits;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.WorkerProcess;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.Trust;
import io.caserail.worker.config.WatchdogProcessConfig;
import io.caserail.worker.contract.BodyForms;
import io.caserail.worker.contract.ContractFiles;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything on one stage: sandbox, Temporal, worker, gateway; and the people who act on it. The
 * worker and the gateway are the shipped ones, configured by files.
 */
public final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final long MOST_LOGGED = 16L << 20;

  /** A sender that keeps on for three days gives up after some minutes. */
  private static final double RETRIES_FASTER = 0.003;

  private final Path folder;
  private final Sandbox sandbox;
  private final boolean ownsSandbox;
  private final TemporalServer temporal;
  private final Trust trust;
  private final Tempo tempo;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final CaseClient cases;
  private final CaseDirectory directory;
  private final int gatewayPort = freePort();
  private final long controls;
  private @Nullable Gateway gateway;
  private @Nullable DeliveryLog log;
  private @Nullable ReplayWorker replays;
  private @Nullable WorkerProcess worker;
  private @Nullable WorkerProcess watchdog;
  private TemporalGate gate;

  private Stage(
      Path folder,
      Sandbox sandbox,
      boolean ownsSandbox,
      TemporalServer temporal,
      Trust trust,
      Tempo tempo) {
    this(folder, sandbox, ownsSandbox, temporal, trust, tempo, false);
  }

  private Stage(
      Path folder,
      Sandbox sandbox,
      boolean ownsSandbox,
      TemporalServer temporal,
      Trust trust,
      Tempo tempo,
      boolean controlled) {
    this.folder = folder;
    this.sandbox = sandbox;
    this.ownsSandbox = ownsSandbox;
    this.temporal = temporal;
    this.trust = trust;
    this.tempo = tempo;
    this.gate = temporal.gate();
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.target()).build());
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build());
    this.cases = new CaseClient(client, "acme");
    this.directory = new CaseDirectory(client);
    // Elsewhere calls are counted, and this ticket is read again after seconds only.
    this.controls =
        tempo.isStory() || controlled
            ? sandbox.zendesk().customer("olga@acme.example").form("Controls", "Pause and resume.")
            : 0;
  }

  /**
   * Sets the stage with everything running.
   *
   * @param folder where its files are written
   */
  public static Stage open(Path folder, TemporalServer temporal) {
    Sandbox own = Sandbox.start(SandboxConfig.defaults());
    return opened(new Stage(folder, own, true, temporal, Trust.LOCAL, Tempo.STORY));
  }

  /** Sets the stage over a world that was there before, and that outlives it. */
  static Stage over(Sandbox world, Path folder, TemporalServer temporal, Trust trust) {
    return opened(new Stage(folder, world, false, temporal, trust, Tempo.STORY));
  }

  /** A stage whose tickets show what their cases have to mind. */
  static Stage following(Path folder, TemporalServer temporal) {
    Sandbox own = Sandbox.start(SandboxConfig.defaults());
    return opened(new Stage(folder, own, true, temporal, Trust.LOCAL, Tempo.FOLLOWED));
  }

  private static Stage opened(Stage stage) {
    try {
      stage.openGateway();
      stage.startWorker();
      return stage;
    } catch (RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  /** A stage on the best server that can be had. */
  public static Stage open(Path folder, Map<String, String> environment) {
    return open(folder, TemporalServer.best(environment, SearchKeys.types()));
  }

  /** The same, to stay: its tickets show what their cases have to mind. */
  public static Stage following(Path folder, Map<String, String> environment) {
    return following(folder, TemporalServer.best(environment, SearchKeys.types()));
  }

  /**
   * A stage to measure on: vendors without limits, waits as in production, and neither worker nor
   * gateway running yet.
   */
  static Stage toMeasure(Path folder, TemporalServer temporal) {
    return new Stage(folder, unlimited(), true, temporal, Trust.LOCAL, Tempo.MEASURED);
  }

  /** The same under the vendors' limits, of which the worker takes its usual share. */
  static Stage limited(Path folder, TemporalServer temporal) {
    SandboxConfig live =
        SandboxConfig.defaults().stripe(StripeOptions.defaults().withRequestsPerSecond(100));
    return new Stage(folder, Sandbox.start(live), true, temporal, Trust.LOCAL, Tempo.LIMITED);
  }

  /** A stage to send many events to: as to measure, and with a sweep every ten seconds. */
  static Stage forEvents(Path folder, TemporalServer temporal) {
    return new Stage(folder, unlimited(RETRIES_FASTER), true, temporal, Trust.LOCAL, Tempo.EVENTS);
  }

  /** A stage for many faults in a row: vendors without limits, and the shortest waits. */
  static Stage toBreak(Path folder, TemporalServer temporal) {
    return toBreak(folder, temporal, Trust.LOCAL);
  }

  /** A stage on which an outage is noticed and told within seconds. */
  static Stage withOutages(Path folder, TemporalServer temporal) {
    return opened(new Stage(folder, unlimited(), true, temporal, Trust.LOCAL, Tempo.OUTAGES));
  }

  static Stage toBreak(Path folder, TemporalServer temporal, Trust trust) {
    return opened(new Stage(folder, unlimited(), true, temporal, trust, Tempo.FAULTS));
  }

  /** The same, where people can pause and resume. */
  static Stage toBreakAndPause(Path folder, TemporalServer temporal, Trust trust) {
    return opened(new Stage(folder, unlimited(), true, temporal, trust, Tempo.FAULTS, true));
  }

  /** The same, with a watchdog that looks every second, in a process of its own. */
  static Stage toWatch(Path folder, TemporalServer temporal) {
    Stage stage =
        opened(new Stage(folder, unlimited(), true, temporal, Trust.LOCAL, Tempo.WATCHED));
    stage.startWatchdog();
    return stage;
  }

  private static Sandbox unlimited() {
    return unlimited(SandboxConfig.defaults().webhookPauseScale());
  }

  private static Sandbox unlimited(double pauseScale) {
    return Sandbox.start(
        SandboxConfig.defaults()
            .webhookPauseScale(pauseScale)
            .zendesk(ZendeskConfig.defaults().limits(ZendeskLimits.none()))
            .stripe(StripeOptions.defaults().withRequestsPerSecond(1_000_000)));
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public TemporalServer temporal() {
    return temporal;
  }

  public WorkflowClient client() {
    return client;
  }

  public CaseClient cases() {
    return cases;
  }

  public CaseDirectory directory() {
    return directory;
  }

  /** The entrance of the worker that runs now. */
  public TemporalGate gate() {
    return gate;
  }

  /** The configuration file of worker and gateway. */
  public Path config() {
    return folder.resolve("caserail.yaml");
  }

  /** The same, written for a worker in a process of its own. */
  Path configured() {
    return writeConfig(temporal.target());
  }

  /** The same for a gateway in a process of its own, in a folder of its own. */
  Path gatewayConfigured() {
    return StageConfig.write(
        folder.resolve("gateway"),
        sandbox.addresses(),
        temporal.target(),
        gatewayPort,
        trust,
        tempo,
        controls);
  }

  public URI gatewayUrl() {
    return URI.create("http://127.0.0.1:" + gatewayPort);
  }

  // ---- processes ----

  /** Starts a worker behind an entrance of its own. */
  public void startWorker() {
    gate = temporal.gate();
    worker = WorkerProcess.start(CaserailConfig.load(writeConfig(gate.target()), Map.of()));
  }

  /** Starts a worker that talks to the server itself, and keeps its cached cases. */
  void startWorkerWithoutGate() {
    worker = WorkerProcess.start(CaserailConfig.load(writeConfig(temporal.target()), Map.of()));
  }

  /** Starts a watchdog that depends on no worker. */
  private void startWatchdog() {
    watchdog =
        WorkerProcess.startWatchdog(
            WatchdogProcessConfig.load(writeConfig(temporal.target()), Map.of()));
  }

  /** Another watchdog takes over, which remembers nothing. */
  void restartWatchdog() {
    if (watchdog != null) {
      watchdog.close();
    }
    startWatchdog();
  }

  /** Where the worker that runs now tells its metrics. */
  URI metrics() {
    return metrics(worker);
  }

  /** Where the watchdog tells its own. */
  URI watchdogMetrics() {
    return metrics(watchdog);
  }

  private static URI metrics(@Nullable WorkerProcess process) {
    if (process == null) {
      throw new IllegalStateException("it does not run");
    }
    return URI.create("http://127.0.0.1:" + process.healthPort() + "/metrics");
  }

  /** Stops the worker as an operator would. */
  void stopWorker() {
    WorkerProcess stopped = worker;
    worker = null;
    if (stopped != null) {
      stopped.close();
    }
    gate.cut();
  }

  /** The worker's host goes away: nothing that it was doing is reported any more. */
  public void killWorker() {
    gate.cut();
    WorkerProcess killed = worker;
    worker = null;
    if (killed != null) {
      killed.kill();
    }
  }

  /** Opens the gateway; the vendors send their events to it. */
  public void openGateway() {
    openGateway(inbox());
  }

  /** Where the gateway puts its events: the cases. */
  CaseInbox inbox() {
    return new TemporalInbox(cases, stubs);
  }

  /** Opens the gateway over an inbox of somebody else's. */
  void openGateway(CaseInbox inbox) {
    GatewaySettings settings =
        new GatewaySettings(
            "127.0.0.1",
            gatewayPort,
            false,
            GatewaySettings.FORMS,
            GatewaySettings.BODY_CAP,
            GatewaySettings.FRESHNESS,
            GatewaySettings.AT_ONCE,
            writer(),
            terms(),
            Keyring.fixed(
                new Trusted(
                    Map.of(
                        "zendesk", demo(sandbox.addresses().zendesk().webhookSecret()),
                        "stripe", demo(sandbox.addresses().stripe().webhookSecret()),
                        "easypost", demo(sandbox.addresses().easypost().webhookSecret()),
                        "company-shop", demo(sandbox.addresses().company().webhookSecret())))));
    DeliveryLog lines = tempo.isStory() ? logOfDeliveries() : DeliveryLog.none();
    log = lines;
    gateway = Gateway.start(settings, QuarantineSettings.DEFAULTS, lines, inbox, Clock.systemUTC());
    replays = new ReplayWorker(client, settings, inbox);
    sendEvents();
  }

  /** From now on the vendors send their events to where the gateway is, or is to be. */
  void sendEvents() {
    sandbox.zendesk().sendHooksTo(gatewayUrl().resolve("/hooks/zendesk"));
    sandbox.easypost().sendNoEvents();
    var unused = sandbox.easypost().sendEventsTo(gatewayUrl().resolve("/hooks/easypost"));
    sandbox.company().sendEventsTo(gatewayUrl().resolve("/hooks/company/shop"));
    sandbox.stripe().sendNoEvents();
    unused = sandbox.stripe().sendEventsTo(gatewayUrl().resolve("/hooks/stripe"));
  }

  private DeliveryLog logOfDeliveries() {
    return DeliveryLog.in(deliveries(), MOST_LOGGED, Duration.ofDays(1), Clock.systemUTC());
  }

  /** Where the gateway logs what is delivered to it, on a stage for stories. */
  public Path deliveries() {
    return folder.resolve("deliveries");
  }

  /** The id of the user as whom the worker writes into tickets. */
  private String writer() {
    return Long.toString(
        ZendeskWorld.id(sandbox.addresses().zendesk().world().users(), "Caserail"));
  }

  /** The contracts that are built in. */
  private static Terms terms() {
    Contracts contracts = ContractFiles.forRouting(null);
    return new Terms(contracts, new BodyForms()::misfit);
  }

  private static List<WebhookSecret> demo(String secret) {
    return List.of(new WebhookSecret("demo", secret));
  }

  /** The gateway is gone; webhooks meet a closed port. */
  public void closeGateway() {
    Gateway open = gateway;
    gateway = null;
    if (open != null) {
      open.close();
    }
    DeliveryLog lines = log;
    log = null;
    if (lines != null) {
      lines.close();
    }
    ReplayWorker reading = replays;
    replays = null;
    if (reading != null) {
      reading.close();
    }
  }

  /**
   * Takes everything down.
   *
   * @throws SceneFailed when a ticket was told what was not so then, whatever was played
   */
  @Override
  public void close() {
    closeGateway();
    if (worker != null) {
      worker.kill();
    }
    if (watchdog != null) {
      watchdog.kill();
    }
    gate.close();
    cases.close();
    stubs.shutdownNow();
    var unused = stubs.awaitTermination(2, TimeUnit.SECONDS);
    temporal.close();
    if (ownsSandbox) {
      sandbox.close();
    }
    List<String> ahead = new Guarantees(this).ahead();
    if (!ahead.isEmpty()) {
      throw new SceneFailed("Tickets ran ahead of the truth: " + String.join("\n", ahead));
    }
  }

  // ---- people ----

  /** A payment in EUR by a customer of the sandbox. */
  public String payment(String amount, String email) {
    return paymentOf(amount, email).create().id();
  }

  /** The same, to be given a behaviour first. */
  public PaymentBuilder paymentOf(String amount, String email) {
    return sandbox.stripe().payment().amount(minor(amount), "eur").customerEmail(email);
  }

  /** A customer writes, and an agent applies the macro that asks for a refund. */
  public long ask(String agent, String email, String payment, String amount) {
    long ticket = write(email);
    fill(agent, ticket, payment, amount);
    return ticket;
  }

  /** A customer writes a ticket. */
  public long write(String email) {
    return write(email, "Where is my money?", "Please refund me.");
  }

  /** A customer writes a ticket about something else. */
  public long write(String email, String subject, String body) {
    return sandbox.zendesk().customer(email).email(subject, body);
  }

  /** An agent fills the fields and applies the macro. */
  public void fill(String agent, long ticket, String payment, String amount) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Refund payment", payment);
    fields.put("Refund amount", amount);
    fields.put("Refund reason", "crl_reason_not_received");
    sandbox.zendesk().agent(agent).applyMacro(ticket, "Refund: send", fields);
  }

  /** An agent fills the fields and applies the macro that asks for a cancellation. */
  public void cancel(String agent, long ticket, String object, String when) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Cancellation object", object);
    fields.put("Cancellation reason", "crl_cancellation_reason_changed_mind");
    fields.put("Cancellation takes effect", "crl_when_" + when);
    sandbox.zendesk().agent(agent).applyMacro(ticket, "Cancellation: cancel", fields);
  }

  /** An agent fills the fields and applies the macro that asks for a verification. */
  public void verify(String agent, long ticket, String account, String reason) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Verification account", account);
    fields.put("Verification reason", "crl_verification_reason_" + reason);
    sandbox.zendesk().agent(agent).applyMacro(ticket, "Verification: verify", fields);
  }

  public void macro(String agent, long ticket, String macro) {
    sandbox.zendesk().agent(agent).applyMacro(ticket, macro);
  }

  /** The same for what was done by hand, with the reference that proves it. */
  void byHand(String agent, long ticket, String macro, String reference) {
    sandbox
        .zendesk()
        .agent(agent)
        .applyMacro(ticket, macro, Map.of("By-hand reference", reference));
  }

  /** The ticket by whose macros people pause and resume. */
  public long controls() {
    return controls;
  }

  /** Zendesk's webhook for a ticket, delivered once more, signed like the first time. */
  public void repeatHook(long ticket, String payment) {
    hooks().send(ticket, payment, "again-" + ticket);
  }

  /** Zendesk's signed webhooks, sent by hand. */
  SignedHooks hooks() {
    return new SignedHooks(
        gatewayUrl().resolve("/hooks/zendesk"), sandbox.addresses().zendesk().webhookSecret());
  }

  // ---- looking ----

  public TicketView ticket(long id) {
    return sandbox.zendesk().look(id);
  }

  /** The state that the ticket shows, without its prefix, late or not. */
  public String state(long ticket) {
    return ticket(ticket).field("Caserail state").replace("crl_state_", "").replace("_late", "");
  }

  /** Waits until the ticket shows a state. */
  public void untilState(long ticket, String state) {
    untilState(ticket, state, PATIENCE);
  }

  void untilState(long ticket, String state, Duration patience) {
    Deadline.within(
        patience,
        () -> state(ticket).equals(state),
        () ->
            "ticket "
                + ticket
                + " should show '"
                + state
                + "' and shows '"
                + state(ticket)
                + "': "
                + ticket(ticket).internalNotes());
  }

  /** Waits until an internal note of the ticket holds a text. */
  public void untilNote(long ticket, String text) {
    Deadline.within(
        PATIENCE,
        () -> ticket(ticket).internalNotes().stream().anyMatch(n -> n.body().contains(text)),
        () -> "ticket " + ticket + " has no note '" + text + "': " + ticket(ticket).notes());
  }

  /** Waits until the case of a payment is no longer open. */
  public void untilClosed(String payment) {
    String id = cases.refundId(new ObjectId(payment));
    Deadline.within(
        PATIENCE,
        () -> directory.list("", 1_000).stream().noneMatch(c -> c.caseId().equals(id)),
        () -> "case " + id + " is still open");
  }

  /** What has left for the customer, as people write it. */
  public String moved(String payment) {
    return moved(List.of(payment));
  }

  /** The same of several payments together. */
  String moved(List<String> payments) {
    long minor = payments.stream().mapToLong(sandbox.stripe()::moneyMoved).sum();
    return minor / 100 + "." + (minor % 100 < 10 ? "0" : "") + minor % 100;
  }

  /** Fails unless exactly this much has left. */
  public void requireMoved(String payment, String amount) {
    if (sandbox.stripe().moneyMoved(payment) != minor(amount)) {
      throw new SceneFailed(
          payment + ": " + amount + " EUR should have moved, and " + moved(payment) + " did");
    }
  }

  static long minor(String amount) {
    return Math.round(Double.parseDouble(amount) * 100);
  }

  private Path writeConfig(String target) {
    return StageConfig.write(
        folder, sandbox.addresses(), target, gatewayPort, trust, tempo, controls);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
