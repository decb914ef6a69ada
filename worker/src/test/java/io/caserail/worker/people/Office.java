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
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.port.CommandKind;
import io.caserail.port.Nonce;
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
import io.caserail.worker.authority.SignedEvidence.Signed;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
  private static final String ACCOUNT = "acme";

  /** So low that a story of a few dozen acts meets each of them. */
  static final int MOST_REFUNDS = 5;

  static final long MOST_REQUESTED = 300_00;
  static final long MOST_APPROVED = 1_200_00;
  static final long MOST_IN_AN_HOUR = 900_00;

  private static final String POLICY =
      """
      speed: { "*": { refunds: 5, requested: 300, approved: 1200, account: 900 } }
      """;

  /** How long the process takes grants to hold that does not see where they end. */
  private static final int LONGER = 20;

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

  /** Who stands in for a role of whoever is away, on which days. */
  private record StandIn(long person, String group, LocalDate from, LocalDate to) {
    boolean holds(Instant at) {
      LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
      return !day.isBefore(from) && !day.isAfter(to);
    }
  }

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
  private final Set<Long> merged = new HashSet<>();
  private final List<StandIn> standIns = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
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
    Colleague nora = hire("Nora", "nora@acme.example", REQUESTERS);
    LocalDate today = LocalDate.ofInstant(clock().instant(), ZoneOffset.UTC);
    standIns.add(new StandIn(named("Lena").id(), APPROVERS, today, today.plusDays(9)));
    standIns.add(new StandIn(named("Ana").id(), FINANCE, today, today.plusDays(9)));
    standIns.add(new StandIn(nora.id(), APPROVERS, today.minusDays(9), today.minusDays(1)));
    this.controls =
        zendesk.customer("olga@acme.example").form("Pause and resume", "By macro, here.");
    write("policy.yaml", POLICY + grants(0));
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

  /** Those that can still be written to. */
  List<Long> openTickets() {
    return tickets.keySet().stream().filter(ticket -> !merged.contains(ticket)).toList();
  }

  void merge(Colleague who, long source, long target) {
    agent(who).merge(source, target);
    merged.add(source);
  }

  /** Whether somebody stood in for a group's role then. */
  boolean standsIn(long id, String group, Instant at) {
    return standIns.stream()
        .anyMatch(one -> one.person() == id && one.group().equals(group) && one.holds(at));
  }

  /** Somebody signs a yes to this request, which is good for this one decision. */
  Word sign(Colleague who, RefundOrder order) {
    String id = "cli-" + (words.size() + 1);
    String details = "%064x".formatted(words.size());
    String request = order.attempt().id().requestKey().value();
    String nonce =
        Nonce.ofDecision(
            CaseKind.REFUND.workflowId(ACCOUNT, order.payment()),
            request,
            CommandKind.APPROVE,
            id,
            details);
    Instant now = clock().instant().truncatedTo(ChronoUnit.SECONDS);
    String token = "eyJ" + words.size() + ".eyJ0.c2ln";
    Word word = new Word(id, token, who.id(), now, request, nonce, details);
    words.add(word);
    return word;
  }

  List<Word> words() {
    return List.copyOf(words);
  }

  /** What the identity provider and the desk say of an assertion; others can't be read. */
  private Signed read(String token, String nonce, boolean fresh) {
    for (Word word : words) {
      if (word.token().equals(token)) {
        if (blindness != Blindness.NONCE && !word.nonce().equals(nonce)) {
          return Signed.refused("it was signed for another decision", false);
        }
        Colleague who = Objects.requireNonNull(staff.get(word.author()));
        return Signed.by(
            Long.toString(who.id()),
            who.name(),
            persons().of(who.email()),
            groupsAt(who.id(), clock().instant()).stream().map(this::group).toList(),
            word.at());
      }
    }
    return Signed.refused("it can't be read", false);
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
    if (blindness == Blindness.GRANT_DAYS) {
      write("longer.yaml", POLICY + grants(LONGER));
      return PolicyFile.load(directory.resolve("longer.yaml"), config.zendesk().groups());
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
            new AssertionTest(policy, config.account(), this::read),
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

  /**
   * The section of the policy.
   *
   * @param longer by how many days each ends later than it should
   */
  private String grants(int longer) {
    StringBuilder section = new StringBuilder("zone: UTC\ngrants:\n");
    for (StandIn one : standIns) {
      section.append(
          "  - { person: %d, role: %s, from: %s, to: %s, reason: leave, by: %d }\n"
              .formatted(
                  one.person(),
                  one.group().equals(FINANCE) ? "finance" : "approver",
                  one.from(),
                  one.to().plusDays(longer),
                  named("Ben").id()));
    }
    return section.toString();
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
    account: %s
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
            ACCOUNT,
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
