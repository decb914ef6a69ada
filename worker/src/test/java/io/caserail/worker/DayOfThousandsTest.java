package io.caserail.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.uber.m3.tally.NoopScope;
import io.caserail.activities.http.CallWatch;
import io.caserail.activities.http.Failures;
import io.caserail.activities.http.HttpCalls;
import io.caserail.activities.http.Upstream;
import io.caserail.activities.http.WriteBudget;
import io.caserail.activities.zendesk.ZendeskClient;
import io.caserail.activities.zendesk.ZendeskNotes;
import io.caserail.activities.zendesk.ZendeskSettings;
import io.caserail.activities.zendesk.ZendeskTokens;
import io.caserail.client.CaseClient;
import io.caserail.display.SearchKeys;
import io.caserail.model.CaseKind;
import io.caserail.model.FaultDomain;
import io.caserail.model.RequestKey;
import io.caserail.model.TicketId;
import io.caserail.port.ShowRequest;
import io.caserail.port.TicketState;
import io.caserail.port.TicketView;
import io.caserail.port.WaitsFor;
import io.caserail.reconcile.Proof;
import io.caserail.reconcile.Row;
import io.caserail.reconcile.StateProof;
import io.caserail.sandbox.core.CallListener;
import io.caserail.sandbox.core.Calls;
import io.caserail.sandbox.fault.CallFacts;
import io.caserail.sandbox.temporal.TemporalGate;
import io.caserail.sandbox.temporal.TemporalServer;
import io.caserail.worker.config.CaserailConfig;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day with thousands of refunds, nearly all of which are what their tickets say. It is compared
 * by workers of which one dies while it lists them, and one while it compares them.
 */
class DayOfThousandsTest {
  private static final int TICKETS = 300;
  private static final int PER_TICKET = 10;
  private static final String LIST = "GET /v1/refunds";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READ = "GET /v1/refunds/{id}";

  /** What Temporal keeps of a day may grow with what differs, and not with the day. */
  private static final int A_PAGE = 16_000;

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger keys = new AtomicInteger();
  private SmallWorld world;
  private CaserailConfig config;
  private WorkflowClient temporal;
  private CaseClient cases;
  private HttpCalls calls;
  private ZendeskNotes tickets;
  private TemporalServer server;
  private @Nullable TemporalGate entrance;
  private @Nullable WorkerProcess worker;

  @BeforeEach
  void start() {
    world = SmallWorld.ofThousands(directory);
    server = TemporalServer.inMemory(SearchKeys.types());
    config = world.config(server.target());
    temporal = TemporalConnector.of(config.temporal()).connect(new NoopScope());
    cases = new CaseClient(temporal, config.account());
    calls = new HttpCalls(config.http());
    ZendeskSettings account = config.zendesk().settings();
    Upstream zendesk =
        new Upstream(
            calls,
            new Failures("Zendesk", FaultDomain.ZENDESK),
            world.clock(),
            new WriteBudget(world.clock(), 1_000_000),
            CallWatch.NONE);
    tickets =
        new ZendeskNotes(
            new ZendeskClient(zendesk, new ZendeskTokens(zendesk, account, world.clock()), account),
            config.zendesk().fields(),
            account);
    // So that the day is the same when the last of them is made.
    LocalDate today = today();
    Instant noon = today.plusDays(1).atTime(12, 0).toInstant(ZoneOffset.UTC);
    world.pass(Duration.between(world.clock().instant(), noon));
  }

  @AfterEach
  void stop() {
    kill();
    cases.close();
    calls.close();
    temporal.getWorkflowServiceStubs().shutdownNow();
    server.close();
    world.close();
  }

  @Test
  @Timeout(600)
  void each_object_is_compared_once_and_what_differs_is_found_though_workers_die()
      throws Exception {
    LocalDate day = today();
    for (int i = 0; i < TICKETS; i++) {
      Asked first = asked(payment());
      shows(first, TicketState.DONE);
      for (int more = 1; more < PER_TICKET; more++) {
        shows(asked(first.payment(), first.ticket(), key(), 100), TicketState.DONE);
      }
    }
    Asked missing = asked(payment());
    shows(missing, TicketState.PENDING);
    Asked asked = asked(payment());
    shows(asked, TicketState.DONE);
    String another = asked(asked.payment(), asked.ticket(), asked.key(), 250).refund();
    String foreign = world.stripe.refundByHand(payment(), 500).id();
    int objects = TICKETS * PER_TICKET + 4;
    world.pass(Duration.ofDays(1));

    work();
    diesAt(LIST, 30, () -> cases.reconcile(day));
    diesAt(READ, objects * 2 / 3, () -> isMissed(day));
    int place = pending(day).getHeartbeatDetails().getSerializedSize();
    isMissed(day);
    StateProof billing = proof(day).states().get(0);

    assertThat(billing.fault()).isEmpty();
    assertThat(billing.compared()).isEqualTo(objects);
    assertThat(found(billing))
        .isEqualTo(
            Map.of(
                foreign,
                "FOREIGN NOBODY_TOLD",
                missing.refund(),
                "CASE_MISSING HANDED",
                asked.refund(),
                "DOUBLED HANDED",
                another,
                "DOUBLED HANDED"));
    assertThat(notes(missing.ticket())).isEqualTo(1);
    assertThat(notes(asked.ticket())).isEqualTo(2);
    assertThat(reads().keySet()).hasSize(objects);
    assertThat(reads().values().stream().mapToInt(times -> times).sum())
        .as("whoever takes over goes on where the one that died had come to")
        .isLessThan(objects * 3 / 2);
    assertThat(place).isBetween(1, A_PAGE);
    assertThat(largestEvent(day)).isLessThan(A_PAGE);
  }

  private void work() {
    TemporalGate gate = server.gate();
    entrance = gate;
    CaserailConfig own = world.config(gate.target());
    worker = WorkerProcess.start(own, TemporalConnector.of(own.temporal()), world.clock());
  }

  /**
   * The worker dies with a call that has arrived and is not answered, and another one takes over.
   */
  private void diesAt(String endpoint, int nth, Runnable begin) throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch dead = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    CallListener watch =
        new CallListener() {
          @Override
          public void arrived(CallFacts call) {
            if (call.endpoint().equals(endpoint) && count.incrementAndGet() == nth) {
              arrived.countDown();
              await(dead);
            }
          }
        };
    Calls.Watch watching = world.calls().watch(watch);
    begin.run();
    assertThat(arrived.await(240, TimeUnit.SECONDS)).isTrue();
    kill();
    dead.countDown();
    watching.close();
    work();
  }

  private void kill() {
    Objects.requireNonNull(entrance).cut();
    Objects.requireNonNull(worker).kill();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- the day ----

  private LocalDate today() {
    return LocalDate.ofInstant(world.clock().instant(), ZoneOffset.UTC);
  }

  /**
   * A refund that a case has made.
   *
   * @param key the key of its request
   */
  private record Asked(String payment, String ticket, String key, String refund) {}

  private String payment() {
    return world.aPaymentOf("mia@example.com", 10_000).id();
  }

  private String key() {
    return "%016x".formatted(keys.incrementAndGet());
  }

  /** Asked for in a ticket of its own. */
  private Asked asked(String payment) throws Exception {
    long ticket = world.zendesk.customer("mia@example.com").email("Refund", "Please refund me.");
    return asked(payment, Long.toString(ticket), key(), 100);
  }

  /** As a case sends it. */
  private Asked asked(String payment, String ticket, String key, long cents) throws Exception {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("payment_intent", payment);
    form.put("amount", Long.toString(cents));
    form.put("metadata[operation_id]", payment + "/" + key + "/pay");
    form.put("metadata[ticket]", ticket);
    form.put("metadata[caserail_account]", config.account());
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(world.stripe.url().resolve("/v1/refunds"))
            .header("Authorization", "Bearer " + world.stripe.secretKey())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();
    String refund =
        JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).path("id").asText();
    return new Asked(payment, ticket, key, refund);
  }

  /** As a case shows it. */
  private void shows(Asked asked, TicketState state) {
    TicketView view =
        new TicketView(state, WaitsFor.NOBODY, asked.refund(), List.of("Refund " + asked.refund()));
    var unused =
        tickets.show(
            new ShowRequest(
                new TicketId(asked.ticket()),
                view,
                new RequestKey(asked.key()),
                1,
                List.of(),
                CaseKind.REFUND,
                List.of()));
  }

  // ---- what became of it ----

  private static Map<String, String> found(StateProof proof) {
    return proof.rows().stream()
        .collect(Collectors.toMap(Row::ref, row -> row.difference() + " " + row.verdict()));
  }

  private long notes(String ticket) {
    return world.zendesk.look(Long.parseLong(ticket)).internalNotes().stream()
        .filter(note -> note.body().contains("Systems disagree"))
        .count();
  }

  /** How often each refund was read. */
  private Map<String, Integer> reads() {
    Map<String, Integer> reads = new TreeMap<>();
    world
        .calls()
        .of("stripe", READ)
        .forEach(call -> reads.merge(call.facts().path(), 1, Integer::sum));
    return reads;
  }

  private Proof proof(LocalDate day) throws TimeoutException {
    return temporal.newUntypedWorkflowStub(id(day)).getResult(5, TimeUnit.MINUTES, Proof.class);
  }

  private static String id(LocalDate day) {
    return "reconcile-acme-" + day;
  }

  /** What Temporal does when five minutes have passed without a sign of life. */
  private void isMissed(LocalDate day) {
    temporal
        .newActivityCompletionClient()
        .completeExceptionally(
            id(day),
            Optional.empty(),
            pending(day).getActivityId(),
            new IllegalStateException("no sign of life"));
  }

  private PendingActivityInfo pending(LocalDate day) {
    return temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id(day)))
                .build())
        .getPendingActivities(0);
  }

  private int largestEvent(LocalDate day) {
    return temporal.fetchHistory(id(day)).getHistory().getEventsList().stream()
        .mapToInt(HistoryEvent::getSerializedSize)
        .max()
        .orElseThrow();
  }
}
