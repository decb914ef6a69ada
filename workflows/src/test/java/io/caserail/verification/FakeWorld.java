package io.caserail.verification;

import io.caserail.model.FaultDomain;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.PersonTag;
import io.caserail.model.RequestKey;
import io.caserail.model.Role;
import io.caserail.model.TicketId;
import io.caserail.port.AccountActivities;
import io.caserail.port.AccountFacts;
import io.caserail.port.Assertion;
import io.caserail.port.BusinessHours;
import io.caserail.port.CaseActivities;
import io.caserail.port.ChangeOrder;
import io.caserail.port.Command;
import io.caserail.port.CommandKind;
import io.caserail.port.FailureType;
import io.caserail.port.IdentityActivities;
import io.caserail.port.LookUpRequest;
import io.caserail.port.Outcome;
import io.caserail.port.Proof;
import io.caserail.port.ReadTicketRequest;
import io.caserail.port.RefundPolicy;
import io.caserail.port.RefundPolicy.Waits;
import io.caserail.port.SentAgain;
import io.caserail.port.SessionFacts;
import io.caserail.port.SessionFacts.State;
import io.caserail.port.SessionRef;
import io.caserail.port.SettlementHint;
import io.caserail.port.SettlementRequest;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketActivities;
import io.caserail.port.TicketReading;
import io.caserail.port.TicketShown;
import io.caserail.port.TicketView;
import io.caserail.port.Trouble;
import io.caserail.port.VerificationPolicy;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An identity provider, an account system and a ticket system, as small as the ports allow. */
final class FakeWorld
    implements IdentityActivities, AccountActivities, TicketActivities, CaseActivities {
  static final ObjectId ACCOUNT = new ObjectId("acct_fake");
  static final PersonTag CUSTOMER = new PersonTag("00000000000000aa");

  /** What stands in every link, and nowhere else. */
  static final String SECRET = "s3cr3tL1nk";

  /** What goes wrong with a call. */
  enum Fault {
    /** Nothing is accepted, once. */
    FAILS_ONCE,
    /** Nothing is accepted for an hour. */
    AWAY,
    /** The effect happens, and its answer is lost. */
    LOST,
    /** The same, and no later try learns what became of it. */
    LOST_FOR_GOOD,
    /** The system says no, once. */
    REJECTED,
    /** The check right before the send says no, once. */
    STOPPED
  }

  /** A session at the provider. */
  static final class Held {
    final String id;
    final String operation;
    final String link;
    volatile State state = State.OPEN;
    volatile String tried = "";
    volatile String code = "";
    volatile String evidence = "";
    volatile long erasedAt = Long.MAX_VALUE;
    private final AtomicInteger failures = new AtomicInteger();

    private Held(String id, String operation) {
      this.id = id;
      this.operation = operation;
      this.link = "https://verify.example/start/" + SECRET + "-" + id;
    }

    void succeeds() {
      tried = id + "-yes";
      state = State.VERIFIED;
    }

    void fails(String why) {
      tried = id + "-" + why + "-" + failures.incrementAndGet();
      code = why;
      evidence = "it says " + why.replace('_', ' ');
      state = State.FAILED;
    }

    boolean isErasing() {
      return erasedAt != Long.MAX_VALUE;
    }
  }

  final List<Command> commands = new CopyOnWriteArrayList<>();
  final List<ShowRequest> writes = new CopyOnWriteArrayList<>();
  final List<Held> sessions = new CopyOnWriteArrayList<>();
  final Map<String, String> invitations = new ConcurrentHashMap<>();
  final List<String> mailed = new CopyOnWriteArrayList<>();
  final Map<String, String> applied = new ConcurrentHashMap<>();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<String> used = new CopyOnWriteArrayList<>();

  /** Who is believed by name besides the leads, and what they may act as. */
  final Map<String, List<Role>> people = new ConcurrentHashMap<>();

  /** What goes wrong, by the activity's name. */
  final Map<String, Fault> faults = new ConcurrentHashMap<>();

  /** What the check right before a send says to a call that is stopped. */
  volatile Outcome stop = Outcome.stopped("paused", "changes are paused");

  private final Map<String, Long> awayUntil = new ConcurrentHashMap<>();
  volatile LongSupplier clock = System::currentTimeMillis;
  volatile Consumer<Held> customer = session -> {};

  /** What happens, once, while somebody asks how a session stands. */
  final AtomicReference<Runnable> whileAsked = new AtomicReference<>(() -> {});

  volatile Duration erasure = Duration.ofHours(1);
  volatile boolean identityAway;
  volatile boolean accountsAway;
  volatile boolean found = true;
  volatile String verdict = "";
  volatile PersonTag owner = CUSTOMER;
  volatile @Nullable VerificationPolicy policy = policy();

  static Waits waits() {
    return new Waits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(45),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(12),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofHours(72),
            Duration.ofDays(3),
            Duration.ofDays(30),
            null,
            null,
            BusinessHours.always())
        .withoutPromise();
  }

  static VerificationPolicy policy() {
    return new VerificationPolicy(
        "test",
        "UTC",
        waits(),
        "Stripe",
        "a few minutes",
        3,
        Duration.ofHours(48),
        Duration.ofHours(4),
        Duration.ofDays(4),
        List.of("goodwill"),
        List.of("name_change"),
        List.of("high_risk"),
        List.of("document_type_not_supported", "country_not_supported"),
        List.of("selfie_manipulated"));
  }

  Command says(int ticket, CommandKind kind, String who, Role... roles) {
    return says(ticket, kind, who, "new_device", roles);
  }

  Command says(int ticket, CommandKind kind, String who, String reason, Role... roles) {
    Command command =
        new Command(
            "audit-" + (commands.size() + 1),
            kind,
            new TicketId(Integer.toString(ticket)),
            who,
            who,
            new PersonTag("none"),
            List.of(roles),
            Instant.EPOCH,
            ACCOUNT.value(),
            "",
            reason,
            "",
            writes.stream().mapToLong(ShowRequest::revision).max().orElse(0),
            null);
    commands.add(command);
    return command;
  }

  /** A session that an earlier run of the request in ticket 1 has left, ended from outside. */
  Held left(State state) {
    RequestKey key = RequestKey.of(new TicketId("1"), ACCOUNT, "", "new_device", 0);
    Held session =
        new Held(
            "vs_" + (sessions.size() + 1), OperationId.of(ACCOUNT, key, "open.earlier").value());
    session.state = state;
    sessions.add(session);
    return session;
  }

  Held last() {
    return sessions.get(sessions.size() - 1);
  }

  List<TicketView> views() {
    return writes.stream().map(ShowRequest::view).toList();
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    writes.forEach(w -> notes.add(w.view().state() + " " + w.view().note()));
    return notes;
  }

  long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  // ---- tickets and cases ----

  @Override
  public TicketReading readTicket(ReadTicketRequest request) {
    return new TicketReading(
        request.ticket(),
        true,
        CUSTOMER,
        commands.stream()
            .filter(c -> c.ticket().equals(request.ticket()) && !used.contains(c.id()))
            .toList(),
        writes.stream().mapToLong(ShowRequest::revision).max().orElse(0),
        new RefundPolicy("test", "UTC", Map.of(), List.of(), Map.of(), waits(), "", ""),
        null,
        policy);
  }

  @Override
  public TicketShown showOnTicket(ShowRequest request) {
    writes.add(request);
    used.addAll(request.commands());
    return new TicketShown(TicketShown.How.WRITTEN, false, "open");
  }

  @Override
  public Proof prove(Assertion assertion) {
    List<Role> known = people.get(assertion.actor());
    if (known != null) {
      return Proof.of(known);
    }
    return assertion.actor().startsWith("lead")
        ? Proof.of(List.of(Role.APPROVER, Role.REQUESTER, Role.FINANCE))
        : Proof.refused("no proof");
  }

  @Override
  public String handOver(SettlementRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String forward(ReadTicketRequest request) {
    return request.object().value();
  }

  @Override
  public int forwardToSettlements(SettlementHint hint) {
    return 0;
  }

  @Override
  public int sentAgain(SentAgain sent) {
    return 0;
  }

  // ---- the account system ----

  @Override
  public AccountFacts lookUpAccount(LookUpRequest request) {
    checkAccounts();
    return new AccountFacts("Accounts", request.payment(), found, owner, verdict);
  }

  @Override
  public Outcome inviteToVerify(ChangeOrder order) {
    checkAccounts();
    return change(
        order,
        "inviteToVerify",
        "Accounts",
        () -> findInvitation(order),
        () -> {
          Held session = session(order.value());
          // The link goes from the provider to the account system, and from there to the customer.
          mailed.add(session.link);
          invitations.put(operation(order), order.value());
          customer.accept(session);
          return Outcome.succeeded("mail-" + mailed.size(), "");
        });
  }

  @Override
  public Outcome findInvitation(ChangeOrder order) {
    checkAccounts();
    return invitations.containsKey(operation(order))
        ? Outcome.succeeded("mail", "")
        : Outcome.absent();
  }

  @Override
  public Outcome applyVerdict(ChangeOrder order) {
    checkAccounts();
    return change(
        order,
        "applyVerdict",
        "Accounts",
        () -> findVerdict(order),
        () -> {
          applied.put(operation(order), order.value());
          verdict = order.value();
          return Outcome.succeeded(order.value(), "");
        });
  }

  @Override
  public Outcome findVerdict(ChangeOrder order) {
    checkAccounts();
    String found = applied.get(operation(order));
    return found == null ? Outcome.absent() : Outcome.succeeded(found, "");
  }

  // ---- the identity provider ----

  @Override
  public Outcome openSession(ChangeOrder order) {
    return change(
        order,
        "openSession",
        "Stripe",
        () -> findSession(order),
        () -> {
          Held session = new Held("vs_" + (sessions.size() + 1), operation(order));
          sessions.add(session);
          return opened(order, session);
        });
  }

  private Outcome opened(ChangeOrder order, Held session) {
    Outcome opened = Outcome.succeeded(session.id, "");
    return standing(order).allMatch(other -> other.equals(session))
        ? opened
        : opened.besideOthers();
  }

  private Stream<Held> standing(ChangeOrder order) {
    String request = operation(order).replaceFirst("/[^/]*$", "/");
    return sessions.stream()
        .filter(s -> s.operation.startsWith(request))
        .filter(s -> s.state != State.CLOSED && !s.isErasing());
  }

  @Override
  public List<SessionFacts> standingSessions(ChangeOrder order) {
    calls.add("standingSessions");
    checkIdentity();
    return standing(order)
        .map(s -> new SessionFacts("Stripe", s.id, s.state, s.tried, s.code, s.evidence))
        .toList();
  }

  @Override
  public Outcome findSession(ChangeOrder order) {
    checkIdentity();
    return sessions.stream()
        .filter(s -> s.operation.equals(operation(order)))
        .findFirst()
        .map(s -> opened(order, s))
        .orElseGet(Outcome::absent);
  }

  @Override
  public Outcome closeSession(ChangeOrder order) {
    Held session = session(order.value());
    return change(
        order,
        "closeSession",
        "Stripe",
        () ->
            switch (session.state) {
              case OPEN, FAILED -> Outcome.absent();
              case CHECKING ->
                  Outcome.rejected(session.id, Outcome.TOO_LATE, "it is being checked");
              case VERIFIED -> Outcome.rejected(session.id, Outcome.TOO_LATE, "it has a verdict");
              case CLOSED, REDACTED -> Outcome.succeeded(session.id, "");
            },
        () -> {
          session.state = State.CLOSED;
          return Outcome.succeeded(session.id, "");
        });
  }

  @Override
  public SessionFacts readSession(SessionRef ref) {
    checkIdentity();
    Held session = session(ref.session());
    return new SessionFacts(
        "Stripe", session.id, session.state, session.tried, session.code, session.evidence);
  }

  @Override
  public SessionFacts awaitSession(SessionRef ref) {
    calls.add("awaitSession");
    whileAsked.getAndSet(() -> {}).run();
    SessionFacts facts = readSession(ref);
    boolean known = facts.state() == State.FAILED && facts.tried().equals(ref.known());
    if (known || facts.state() == State.OPEN || facts.state() == State.CHECKING) {
      throw failure(FailureType.NOT_YET, "Stripe");
    }
    return facts;
  }

  @Override
  public Outcome redactSession(ChangeOrder order) {
    Held session = session(order.value());
    if (session.state == State.CHECKING) {
      throw failure(FailureType.NOT_YET, "Stripe");
    }
    return change(
        order,
        "redactSession",
        "Stripe",
        () -> session.isErasing() ? erasure(session) : Outcome.absent(),
        () -> {
          session.erasedAt = clock.getAsLong() + erasure.toMillis();
          session.state = session.state == State.VERIFIED ? State.VERIFIED : State.CLOSED;
          return erasure(session);
        });
  }

  @Override
  public Outcome awaitRedaction(SessionRef ref) {
    checkIdentity();
    Outcome now = erasure(session(ref.session()));
    if (now.kind() == Outcome.Kind.PENDING) {
      throw failure(FailureType.NOT_YET, "Stripe");
    }
    return now;
  }

  private Outcome erasure(Held session) {
    if (clock.getAsLong() < session.erasedAt) {
      return Outcome.pending(session.id, "", Duration.ofHours(1));
    }
    session.state = State.REDACTED;
    return Outcome.succeeded(session.id, "erased");
  }

  private Held session(String id) {
    return sessions.stream()
        .filter(s -> s.id.equals(id))
        .findFirst()
        .orElseThrow(() -> failure(FailureType.NOT_FOUND, "Stripe"));
  }

  // ---- faults ----

  private Outcome change(
      ChangeOrder order,
      String name,
      String system,
      Supplier<Outcome> find,
      Supplier<Outcome> effect) {
    if (system.equals("Stripe")) {
      checkIdentity();
    }
    if (faults.get(name) == Fault.LOST_FOR_GOOD && calls.contains(name)) {
      throw failure(FailureType.IN_DOUBT, system);
    }
    Outcome before = find.get();
    if (before.kind() != Outcome.Kind.ABSENT) {
      return before;
    }
    if (clock.getAsLong() > order.attempt().sendBefore().toEpochMilli()) {
      throw failure(FailureType.TOO_LATE, system);
    }
    Long until = awayUntil.get(name);
    if (until != null && clock.getAsLong() < until) {
      throw failure(FailureType.UPSTREAM_AWAY, system);
    }
    Fault fault = faults.remove(name);
    if (fault == Fault.AWAY) {
      awayUntil.put(name, clock.getAsLong() + Duration.ofHours(1).toMillis());
      throw failure(FailureType.UPSTREAM_AWAY, system);
    }
    if (fault == Fault.FAILS_ONCE) {
      throw failure(FailureType.UPSTREAM_AWAY, system);
    }
    if (fault == Fault.REJECTED) {
      return Outcome.rejected("", "declined", system + " said no");
    }
    if (fault == Fault.STOPPED) {
      return stop;
    }
    Outcome done = effect.get();
    calls.add(name);
    if (fault == Fault.LOST_FOR_GOOD) {
      faults.put(name, fault);
    }
    if (fault == Fault.LOST || fault == Fault.LOST_FOR_GOOD) {
      throw failure(FailureType.IN_DOUBT, system);
    }
    return done;
  }

  private void checkIdentity() {
    if (identityAway) {
      throw failure(FailureType.UPSTREAM_AWAY, "Stripe");
    }
  }

  private void checkAccounts() {
    if (accountsAway) {
      throw failure(FailureType.UPSTREAM_AWAY, "Accounts");
    }
  }

  private static String operation(ChangeOrder order) {
    return order.attempt().id().value();
  }

  private static ApplicationFailure failure(FailureType type, String system) {
    return ApplicationFailure.newFailure(
        "test", type.name(), new Trouble(FaultDomain.UPSTREAM, system, "it does not answer", ""));
  }
}
