package io.caserail.worker.people;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.stripe.Brake;
import io.caserail.activities.stripe.SendRecord;
import io.caserail.activities.stripe.StripeClient;
import io.caserail.activities.stripe.StripePayments;
import io.caserail.activities.zendesk.ControlTicket;
import io.caserail.activities.zendesk.TicketProofs;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.client.CaseData;
import io.caserail.model.FaultDomain;
import io.caserail.port.PaymentActivities;
import io.caserail.port.RefundOrder;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.core.VirtualClock;
import io.caserail.sandbox.stripe.Payment;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.sandbox.zendesk.Agent;
import io.caserail.sandbox.zendesk.User;
import io.caserail.sandbox.zendesk.ZendeskAddress;
import io.caserail.sandbox.zendesk.ZendeskConfig;
import io.caserail.sandbox.zendesk.ZendeskLimits;
import io.caserail.sandbox.zendesk.ZendeskSandbox;
import io.caserail.sandbox.zendesk.ZendeskWorld;
import io.caserail.worker.WorkerProcess;
import io.caserail.worker.authority.AssertionTest;
import io.caserail.worker.authority.Pauses;
import io.caserail.worker.authority.PolicyAuthority;
import io.caserail.worker.authority.TicketPauses;
import io.caserail.worker.config.CaserailConfig;
import io.caserail.worker.config.ControlsConfig;
import io.caserail.worker.policy.Policy;
import io.caserail.worker.policy.PolicyFile;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A support desk and a bank, and the process that holds the bank's key. No workflow runs: orders
 * come as a case would give them, or as whoever can write to the namespace would forge them.
 */
final class Office implements AutoCloseable {
  static final String REQUESTERS = "Refund requesters";
  static final String APPROVERS = "Refund approvers";
  static final String FINANCE = "Finance";

  /** So low that a story of a few dozen acts meets each of them. */
  static final int MOST_REFUNDS = 5;

  static final long MOST_REQUESTED = 300_00;
  static final long MOST_APPROVED = 1_200_00;
  static final long MOST_IN_AN_HOUR = 900_00;

  private static final String POLICY =
      """
      speed: { "*": { refunds: 5, requested: 300, approved: 1200, account: 900 } }
      """;

  /** What an engineer would rather have. */
  private static final String RAISED =
      """
      tiers: { EUR: [ { upTo: 100000, needs: [] } ] }
      speed: { "*": { refunds: 1000, requested: 100000, approved: 100000, account: 1000000 } }
      """;

  private static final SendRecord NO_RECORD =
      new SendRecord() {
        @Override
        public void beforeSend(RefundOrder order, String idempotencyKey) {}

        @Override
        public void afterSend(
            RefundOrder order, String idempotencyKey, String result, String ref, String evidence) {}
      };

  /** In which groups somebody is, from a moment on. */
  private record Stay(Instant from, Set<String> groups) {}

  private final Surroundings surroundings = Surroundings.fresh(0);
  private final ZendeskSandbox zendesk;
  private final StripeSandbox stripe;
  private final HttpCalls calls;
  private final Path directory;
  private final CaserailConfig config;
  private final Blindness blindness;
  private final Map<Long, Colleague> staff = new LinkedHashMap<>();
  private final Map<Long, List<Stay>> stays = new LinkedHashMap<>();
  private final Map<String, String> stripeCustomers = new LinkedHashMap<>();
  private final List<Payment> payments = new ArrayList<>();
  private final Map<Long, String> tickets = new LinkedHashMap<>();
  private final long controls;
  private final TicketProofs proofs;
  private final ZendeskClient zendeskClient;
  private PaymentActivities process;
  private @Nullable TestActivityEnvironment running;

  /**
   * Opens it.
   *
   * @param directory for the configuration and the policy
   * @param seed from which the bank's numbers are made
   * @param blindness what the process does not see
   */
  Office(Path directory, long seed, Blindness blindness) {
    this.directory = directory;
    this.blindness = blindness;
    this.zendesk =
        ZendeskSandbox.start(ZendeskConfig.defaults().limits(ZendeskLimits.none()), surroundings);
    this.stripe =
        StripeSandbox.start(
            StripeOptions.defaults().withSeed(seed).withRequestsPerSecond(1_000_000),
            0,
            surroundings);
    for (User user : zendesk.staff()) {
      staff.put(user.id(), new Colleague(user.name(), user.id(), user.email()));
    }
    List.of("Lena", "Omar").forEach(name -> stay(named(name).id(), Set.of(REQUESTERS)));
    List.of("Ana", "Ben").forEach(name -> stay(named(name).id(), Set.of(APPROVERS)));
    stay(named("Fin").id(), Set.of(FINANCE));
    hire("Omar again", "OMAR@acme.example", APPROVERS);
    Colleague ivy = hire("Ivy", "ivy@acme.example", REQUESTERS);
    join(ivy, APPROVERS);
    this.controls =
        zendesk.customer("olga@acme.example").form("Pause and resume", "By macro, here.");
    write("policy.yaml", POLICY);
    String hash = PolicyFile.load(directory.resolve("policy.yaml"), groups()).refunds().hash();
    this.config = CaserailConfig.parse(yaml("policy.yaml", hash), directory, Map.of());
    this.calls = new HttpCalls(config.http());
    Upstream upstream =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            surroundings.clock(),
            null,
            CallWatch.NONE);
    var account = config.zendesk().settings();
    this.zendeskClient =
        new ZendeskClient(
            upstream, new ZendeskTokens(upstream, account, surroundings.clock()), account);
    this.proofs = new TicketProofs(zendeskClient, config.zendesk().fields(), account, persons());
    this.process = newProcess(policyInForce());
  }

  // The world.

  VirtualClock clock() {
    return surroundings.clock();
  }

  ZendeskSandbox zendesk() {
    return zendesk;
  }

  StripeSandbox stripe() {
    return stripe;
  }

  ZendeskWorld world() {
    return zendesk.world();
  }

  /** The number of a field, as audits name it. */
  String field(String key) {
    return Long.toString(ZendeskWorld.id(world().fields(), key));
  }

  long macro(String title) {
    return ZendeskWorld.id(world().macros(), title);
  }

  long controls() {
    return controls;
  }

  List<Colleague> staff() {
    return List.copyOf(staff.values());
  }

  Colleague named(String name) {
    return staff.values().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nobody is called " + name));
  }

  Agent agent(Colleague who) {
    return zendesk.agent(who.name());
  }

  /** Whose address an account belongs to; empty for nobody's. */
  String addressOf(long id) {
    Colleague one = staff.get(id);
    return one != null
        ? one.email()
        : tickets.values().stream()
            .filter(email -> zendesk.customer(email).id() == id)
            .findFirst()
            .orElse("");
  }

  Set<String> groupsAt(long id, Instant moment) {
    Set<String> groups = Set.of();
    for (Stay stay : stays.getOrDefault(id, List.of())) {
      groups = stay.from().isAfter(moment) ? groups : stay.groups();
    }
    return groups;
  }

  /** All groups that somebody was in at any moment between these two. */
  Set<String> groupsBetween(long id, Instant from, Instant to) {
    Set<String> groups = new HashSet<>(groupsAt(id, from));
    for (Stay stay : stays.getOrDefault(id, List.of())) {
      if (!stay.from().isBefore(from) && !stay.from().isAfter(to)) {
        groups.addAll(stay.groups());
      }
    }
    return groups;
  }

  private Colleague hire(String name, String email, String group) {
    Colleague hired = new Colleague(name, zendesk.hire(name, email, group).id(), email);
    staff.put(hired.id(), hired);
    stay(hired.id(), Set.of(group));
    return hired;
  }

  void join(Colleague who, String group) {
    zendesk.joinGroup(who.id(), group);
    Set<String> groups = new HashSet<>(groupsAt(who.id(), clock().instant()));
    groups.add(group);
    stay(who.id(), groups);
  }

  void leave(Colleague who, String group) {
    zendesk.leaveGroup(who.id(), group);
    Set<String> groups = new HashSet<>(groupsAt(who.id(), clock().instant()));
    groups.remove(group);
    stay(who.id(), groups);
  }

  private void stay(long id, Set<String> groups) {
    stays
        .computeIfAbsent(id, any -> new ArrayList<>())
        .add(new Stay(clock().instant(), Set.copyOf(groups)));
  }

  Payment pays(String email, long cents) {
    String customer = stripeCustomers.computeIfAbsent(email, e -> stripe.customer(e).id());
    Payment payment = stripe.payment().amount(cents, "eur").customer(customer).create();
    payments.add(payment);
    return payment;
  }

  List<Payment> payments() {
    return List.copyOf(payments);
  }

  /** The address of whoever has paid. */
  String payer(Payment payment) {
    return stripeCustomers.entrySet().stream()
        .filter(one -> one.getValue().equals(payment.customerId()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  long writesIn(String email) {
    long ticket = zendesk.customer(email).email("About my order", "Please help.");
    tickets.put(ticket, email);
    return ticket;
  }

  List<Long> tickets() {
    return List.copyOf(tickets.keySet());
  }

  List<Click> clicks(long ticket) {
    return Click.of(zendesk.audits(ticket), field("action"));
  }

  // The process that holds the key.

  PaymentActivities process() {
    return process;
  }

  /** It ends, and another one starts, with nothing in its memory. */
  void restart() {
    process = newProcess(policyInForce());
  }

  /**
   * A worker that is started with higher tiers, under the hash that was reviewed.
   *
   * @throws io.caserail.worker.config.ConfigInvalid when it does not start
   */
  void startWithRaisedTiers() {
    write("raised.yaml", RAISED);
    Policy raised =
        WorkerProcess.policy(
            CaserailConfig.parse(yaml("raised.yaml", config.policy().hash()), directory, Map.of()));
    process = newProcess(raised);
  }

  private Policy policyInForce() {
    if (blindness == Blindness.POLICY_HASH) {
      write("raised.yaml", RAISED);
      return PolicyFile.load(directory.resolve("raised.yaml"), config.zendesk().groups());
    }
    return WorkerProcess.policy(config);
  }

  private PaymentActivities newProcess(Policy policy) {
    ControlsConfig paused = Objects.requireNonNull(config.zendesk().controls());
    TicketPauses pauses =
        new TicketPauses(
            new ControlTicket(
                zendeskClient,
                persons(),
                paused.ticket(),
                config.zendesk().settings().integrationUser()),
            paused.macros(),
            policy,
            clock());
    boolean unpaused = blindness == Blindness.PAUSES;
    PolicyAuthority authority =
        new PolicyAuthority(
            policy,
            config.trust(),
            config.zendesk().macros(),
            proofs::commands,
            null,
            new AssertionTest(policy, config.account(), null),
            unpaused ? Pauses.NONE : pauses,
            clock());
    Upstream upstream =
        new Upstream(
            calls, new Failures("Stripe", FaultDomain.UPSTREAM), clock(), null, CallWatch.NONE);
    close(running);
    TestActivityEnvironment env =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(CaseData.converter())
                        .build())
                .build());
    running = env;
    env.registerActivitiesImplementations(
        new StripePayments(
            new StripeClient(upstream, config.stripe().settings()),
            blindness.of(authority),
            persons(),
            clock(),
            config.stripe().settings(),
            NO_RECORD,
            unpaused ? Brake.WHILE_HIGH : pauses));
    return env.newActivityStub(
        PaymentActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  private PersonTags persons() {
    return new PersonTags(config.personKey());
  }

  private Map<String, String> groups() {
    return Map.of(
        "requesters", group(REQUESTERS), "approvers", group(APPROVERS), "finance", group(FINANCE));
  }

  private String group(String name) {
    return Long.toString(ZendeskWorld.id(world().groups(), name));
  }

  private String yaml(String policy, String hash) {
    ZendeskAddress address = zendesk.address();
    return """
    account: acme
    personKey: 0123456789abcdef
    policy: { file: %s, hash: %s }
    zendesk:
      baseUrl: %s
      clientId: %s
      clientSecret: %s
      integrationUser: %d
      fields: { command: %s, state: %s, waitsFor: %s, reference: %s, byHandReference: %s }
      refund:
        fields: { payment: %s, amount: %s, reason: %s }
        macros: { send: %d, approve: %d }
      controls:
        ticket: "%d"
        refund: { pause: ["%d"], resume: ["%d"] }
      groups: { requesters: %s, approvers: %s, finance: %s }
    stripe: { baseUrl: '%s', key: %s }
    """
        .formatted(
            policy,
            hash,
            zendesk.url(),
            ZendeskAddress.WRITER,
            address.secretOf(ZendeskAddress.WRITER),
            ZendeskWorld.id(world().users(), "Caserail"),
            field("action"),
            field("state"),
            field("waitsFor"),
            field("reference"),
            field("byHandReference"),
            field("payment"),
            field("amount"),
            field("reason"),
            macro("Refund: send"),
            macro("Refund: approve"),
            controls,
            macro("Refunds: pause"),
            macro("Refunds: resume"),
            group(REQUESTERS),
            group(APPROVERS),
            group(FINANCE),
            stripe.url(),
            stripe.secretKey());
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(@Nullable TestActivityEnvironment env) {
    if (env != null) {
      env.close();
    }
  }

  @Override
  public void close() {
    close(running);
    calls.close();
    stripe.close();
    zendesk.close();
    surroundings.close();
  }
}
