package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.HttpSettings;
import io.caserail.activities.http.Secret;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.person.PersonTags;
import io.caserail.activities.stripe.Brake;
import io.caserail.activities.stripe.SendRecord;
import io.caserail.activities.stripe.StripeClient;
import io.caserail.activities.stripe.StripePayments;
import io.caserail.activities.stripe.StripeSettings;
import io.caserail.client.CaseClient;
import io.caserail.client.CaseData;
import io.caserail.client.OutageClient;
import io.caserail.display.SearchKeys;
import io.caserail.model.FaultDomain;
import io.caserail.model.Money;
import io.caserail.model.ObjectId;
import io.caserail.model.OperationId;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.outage.OutageRequest;
import io.caserail.outage.OutageState;
import io.caserail.outage.OutageWorkflowImpl;
import io.caserail.port.Assertion;
import io.caserail.port.Attempt;
import io.caserail.port.AuditFacts;
import io.caserail.port.Authority;
import io.caserail.port.CancellationPolicy;
import io.caserail.port.Claim;
import io.caserail.port.Clearing;
import io.caserail.port.OutageFacts;
import io.caserail.port.OutagePhase;
import io.caserail.port.OutageRules;
import io.caserail.port.PaymentActivities;
import io.caserail.port.PaymentFacts;
import io.caserail.port.Proof;
import io.caserail.port.RefundOrder;
import io.caserail.port.RefundPolicy;
import io.caserail.port.TaskQueues;
import io.caserail.port.Trouble;
import io.caserail.port.VerificationPolicy;
import io.caserail.sandbox.core.Surroundings;
import io.caserail.sandbox.fault.ActiveFault;
import io.caserail.sandbox.fault.Fault;
import io.caserail.sandbox.stripe.StripeOptions;
import io.caserail.sandbox.stripe.StripeSandbox;
import io.caserail.worker.policy.PolicyFile;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who may try while an outage is open: refunds that are sent at once by one process, and what of
 * that the stand-in has seen. The process's clock stands still unless a test moves it.
 */
@Timeout(60)
class OutageTurnTest {
  private static final String MIA = "mia@example.com";
  private static final int AT_ONCE = 20;
  private static final int PER_SECOND = 5;
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(data()).build());
  private final TestActivityEnvironment process =
      TestActivityEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(data()).build());
  private final CaseClient cases = new CaseClient(temporal.getWorkflowClient(), "acme");
  private final OutageClient outages =
      new OutageClient(temporal.getWorkflowClient(), cases, "acme");
  private final Surroundings surroundings = Surroundings.fresh(0);
  private final StripeSandbox stripe =
      StripeSandbox.start(StripeOptions.defaults(), 0, surroundings);
  private final HttpCalls http = new HttpCalls(HttpSettings.defaults("test"));
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private volatile boolean paused;
  private volatile Instant now = surroundings.clock().instant();
  private final OutageBook book =
      new OutageBook(outages, List.of("Stripe"), PER_SECOND, EVERY, () -> now, ZoneOffset.UTC);

  @BeforeEach
  void start() {
    SearchKeys.types().forEach(temporal::registerSearchAttribute);
    temporal
        .newWorker(TaskQueues.CASES)
        .registerWorkflowImplementationTypes(OutageWorkflowImpl.class);
    temporal.start();
    stripe.limitRequests(10_000);
    StripeSettings settings =
        new StripeSettings(
            stripe.url(), new Secret(stripe.secretKey()), false, "acme", Duration.ofMinutes(5));
    Upstream upstream =
        new Upstream(
            http,
            new Failures("Stripe", FaultDomain.UPSTREAM),
            () -> now,
            null,
            CallWatch.NONE,
            book);
    process.registerActivitiesImplementations(
        new StripePayments(
            new StripeClient(upstream, settings),
            authority,
            new PersonTags(new Secret("a key for the tests")),
            () -> now,
            settings,
            NO_RECORD,
            Brake.WHILE_HIGH));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    book.close();
    process.close();
    cases.close();
    temporal.close();
    http.close();
    stripe.close();
    surroundings.close();
  }

  @Test
  void of_those_who_come_at_once_one_calls_and_the_others_come_again_by_lot() {
    outage(AT_ONCE);
    stripeIsAway();

    List<ApplicationFailure> failures = failed(sendAtOnce());

    assertThat(calls()).as("the look of the one that tries").isEqualTo(1);
    assertThat(failures).hasSize(AT_ONCE);
    assertThat(failures).extracting(ApplicationFailure::getType).containsOnly("UPSTREAM_AWAY");
    assertThat(failures).noneMatch(ApplicationFailure::isNonRetryable);
    List<Duration> lots = lots(failures);
    assertThat(lots)
        .hasSize(AT_ONCE - 1)
        .allSatisfy(
            lot -> assertThat(lot).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90)));
    assertThat(lots.stream().distinct()).hasSizeGreaterThan(AT_ONCE / 2);
  }

  @Test
  void where_thousands_wait_no_more_come_again_each_second_than_may_follow() {
    outage(4_000);
    book.start();
    until(() -> !book.about("Stripe").isEmpty());
    stripeIsAway();

    List<Duration> lots = lots(failed(sendAtOnce()));

    // 800 seconds on average, since 5 a second may follow.
    assertThat(lots)
        .allSatisfy(
            lot -> assertThat(lot).isBetween(Duration.ofSeconds(400), Duration.ofSeconds(1_200)));
  }

  @Test
  void who_is_turned_away_says_that_it_waits_its_turn() {
    outage(AT_ONCE);
    stripeIsAway();

    assertThat(failed(sendAtOnce()))
        .map(failure -> Objects.requireNonNull(Failures.troubleOf(failure)))
        .filteredOn(trouble -> trouble.evidence().equals(Trouble.ITS_TURN))
        .hasSize(AT_ONCE - 1)
        .extracting(Trouble::cause)
        .containsOnly("Stripe accepts nothing now, and others try first");
  }

  @Test
  void a_second_later_another_one_calls() {
    outage(AT_ONCE);
    stripeIsAway();
    failed(sendAtOnce());

    now = now.plusMillis(999);
    failed(sendAtOnce());
    int early = calls();
    now = now.plusMillis(1);
    failed(sendAtOnce());

    assertThat(early).isEqualTo(1);
    assertThat(calls()).isEqualTo(2);
  }

  @Test
  void once_one_gets_through_the_others_follow_at_their_pace_until_one_fails_again() {
    outage(AT_ONCE);
    ActiveFault away = stripeIsAway();
    failed(sendAtOnce());
    surroundings.faults().remove(away);

    now = now.plusSeconds(1);
    assertThat(send()).isNull();
    List<ApplicationFailure> later = failed(sendAtOnce());
    assertThat(later).hasSize(AT_ONCE - PER_SECOND);
    assertThat(later)
        .extracting(ApplicationFailure::getNextRetryDelay)
        .allSatisfy(turn -> assertThat(turn).isBetween(Duration.ofSeconds(1), EVERY));

    stripeIsAway();
    now = now.plusSeconds(10);
    assertThat(send()).isNotNull();
    int before = calls();
    assertThat(lots(failed(sendAtOnce()))).hasSize(AT_ONCE - 1);
    assertThat(calls()).isEqualTo(before + 1);
  }

  @Test
  void what_is_paused_leaves_the_turn_to_another() {
    outage(AT_ONCE);
    stripeIsAway();
    paused = true;
    List<ApplicationFailure> held = failed(sendAtOnce());

    paused = false;
    failed(sendAtOnce());

    assertThat(held).hasSize(AT_ONCE);
    assertThat(held).extracting(ApplicationFailure::getType).containsOnly("PAUSED");
    assertThat(calls()).as("one of those that are not paused, in the same second").isEqualTo(1);
  }

  @Test
  void without_an_outage_everybody_calls() {
    stripeIsAway();

    failed(sendAtOnce());

    assertThat(calls()).isEqualTo(AT_ONCE);
  }

  /** One that is open already, as a run finds it that goes on with what the one before knew. */
  private void outage(int waiting) {
    OutageFacts facts = new OutageFacts(true, waiting, now, null, List.of(), waiting, List.of());
    outages.ensure(
        new OutageRequest(
            "Stripe",
            true,
            new OutageRules(
                3, EVERY, EVERY, Duration.ofHours(1), Duration.ofHours(1), PER_SECOND, "UTC"),
            new OutageState(
                OutagePhase.OPEN,
                now,
                null,
                0,
                facts,
                facts,
                facts,
                "9001",
                "",
                null,
                1,
                now,
                false,
                "",
                List.of()),
            false));
    until(() -> outages.shown("Stripe").equals("OPEN"));
  }

  private static void until(BooleanSupplier holds) {
    Instant end = Instant.now().plusSeconds(30);
    while (!holds.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private ActiveFault stripeIsAway() {
    return surroundings.faults().add(Fault.on(StripeSandbox.SYSTEM).always().status(503));
  }

  /** When those come again who made no call. */
  private static List<Duration> lots(List<ApplicationFailure> failures) {
    return failures.stream()
        .filter(failure -> failure.getOriginalMessage().endsWith("others try first"))
        .map(ApplicationFailure::getNextRetryDelay)
        .toList();
  }

  private int calls() {
    return surroundings.calls().of(StripeSandbox.SYSTEM).size();
  }

  private static List<ApplicationFailure> failed(List<@Nullable ApplicationFailure> sent) {
    return sent.stream().filter(Objects::nonNull).toList();
  }

  private List<@Nullable ApplicationFailure> sendAtOnce() {
    List<CompletableFuture<@Nullable ApplicationFailure>> sends =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::send, threads))
            .limit(AT_ONCE)
            .toList();
    return sends.stream().map(CompletableFuture::join).toList();
  }

  /** Sends a refund of its own payment; why it was not sent, or null. */
  private @Nullable ApplicationFailure send() {
    ObjectId payment =
        new ObjectId(stripe.payment().amount(1_000, "eur").customerEmail(MIA).create().id());
    RefundOrder order =
        new RefundOrder(
            new Attempt(
                OperationId.of(payment, new RequestKey("0123456789abcdef"), "pay"),
                "audit-1",
                0,
                now.plus(Duration.ofHours(1)),
                false),
            payment,
            new Money(100, "EUR"),
            "1.00",
            "damaged",
            new TicketId("4711"),
            new Claim("audit-1", "77", ""),
            List.of(),
            List.of());
    PaymentActivities activities =
        process.newActivityStub(
            PaymentActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
    try {
      var unused = activities.issueRefund(order);
      return null;
    } catch (ActivityFailure e) {
      return (ApplicationFailure) e.getCause();
    }
  }

  private static WorkflowClientOptions data() {
    return WorkflowClientOptions.newBuilder().setDataConverter(CaseData.converter()).build();
  }

  private final Authority authority =
      new Authority() {
        @Override
        public RefundPolicy policy() {
          return PolicyFile.parse("", Map.of()).refunds();
        }

        @Override
        public CancellationPolicy cancellations() {
          return CancellationPolicy.standard(policy());
        }

        @Override
        public VerificationPolicy verifications() {
          return VerificationPolicy.none(policy());
        }

        @Override
        public Proof prove(AuditFacts audit) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Proof prove(Assertion assertion) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void requireNotPaused() {
          if (paused) {
            throw new Failures("Caserail", FaultDomain.PEOPLE).paused("paused", "", EVERY);
          }
        }

        @Override
        public Clearing clear(RefundOrder order, PaymentFacts facts) {
          return Clearing.GO;
        }
      };

  private static final SendRecord NO_RECORD =
      new SendRecord() {
        @Override
        public void beforeSend(RefundOrder order, String idempotencyKey) {}

        @Override
        public void afterSend(
            RefundOrder order, String idempotencyKey, String result, String ref, String evidence) {}
      };
}
